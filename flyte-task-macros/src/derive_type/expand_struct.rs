//! The impl for a struct with named fields.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::expand::{Body, defined};
use super::model::{Field, Model, Place, Struct};

pub(super) fn body(model: &Model, of: &Struct) -> Body {
    Body {
        ty: descriptor(model, of),
        encode: encode(model, of),
        decode: decode(model, of),
        beside: defined(model, &quote!(StructDefinition), &quote!(Struct), &definition(model, of)),
    }
}

// &TypeDescriptor::Struct(StructType {
//     name: "Point",
//     id: TypeIdentity::of::<Self>(),
//     keys: &[StructKey { name: "x", packed: b"\xa1x", aliases: &[], optional: false }],
//     closed: false,
//     // Behind a fn, so that a field's type may be the struct itself.
//     definition: Definition::keyed_of::<Self>(TypeKey::new(..)),
// })
fn descriptor(model: &Model, of: &Struct) -> TokenStream {
    let door = &model.door;
    let (name, closed) = (&model.name, of.closed);
    let keys = of.on_wire().filter_map(|field| key(model, field));
    let definition = model.definition(of.on_wire().map(|field| field.held.travels_as()));
    quote! {
        &#door::TypeDescriptor::Struct(#door::StructType {
            name: #name,
            id: #door::TypeIdentity::of::<Self>(),
            keys: &[#(#keys),*],
            closed: #closed,
            definition: #definition,
        })
    }
}

// &StructDefinition { docs: "..", fields: &[..] }
fn definition(model: &Model, of: &Struct) -> TokenStream {
    let (door, docs) = (&model.door, &model.docs);
    let fields = of.on_wire().filter_map(|field| described(model, of, field));
    quote! { &#door::StructDefinition { docs: #docs, fields: &[#(#fields),*] } }
}

fn key(model: &Model, field: &Field) -> Option<TokenStream> {
    let Place::Wire { name, aliases, default, .. } = &field.place else { return None };
    let (door, optional) = (&model.door, default.is_some());
    let packed = Literal::byte_string(&packed(name));
    Some(quote! {
        #door::StructKey { name: #name, packed: #packed, aliases: &[#(#aliases),*], optional: #optional }
    })
}

/// A text as `MessagePack` writes it.
pub(super) fn packed(name: &str) -> Vec<u8> {
    let mut bytes = match (u8::try_from(name.len()), u16::try_from(name.len())) {
        (Ok(len @ ..=31), _) => vec![0xa0 | len],
        (Ok(len), _) => vec![0xd9, len],
        (_, Ok(len)) => [&[0xda][..], &len.to_be_bytes()].concat(),
        // The compiler takes no name this long; a renamed one cannot be longer than what a file may hold.
        _ => [&[0xdb][..], &u32::try_from(name.len()).unwrap_or(u32::MAX).to_be_bytes()].concat(),
    };
    bytes.extend_from_slice(name.as_bytes());
    bytes
}

fn described(model: &Model, of: &Struct, field: &Field) -> Option<TokenStream> {
    let Place::Wire { name, default, constant, .. } = &field.place else { return None };
    let door = &model.door;
    let trait_of = model.trait_of(field.held.travels_as());
    let docs = &field.docs;
    let default = match default {
        None => quote! { #door::Option::None },
        Some(value) => {
            let whole = whole(of);
            let ty = &field.held.ty;
            let packed = model.packed(&field.held, &quote! { &__value });
            let constant = constant.clone().unwrap_or_else(|| quote! { #door::Option::None });
            quote! {
                #door::Option::Some(#door::FieldDefault {
                    make: || {
                        #whole
                        let __value: #ty = #value;
                        #packed
                    },
                    constant: #constant,
                })
            }
        }
    };
    Some(quote! {
        #door::FieldDescriptor { name: #name, docs: #docs, ty: #trait_of::TYPE, default: #default }
    })
}

/// The struct's own default, from which missing fields are taken.
fn whole(of: &Struct) -> TokenStream {
    match &of.default {
        Some(default) => quote! { let __default: Self = #default; },
        None => TokenStream::new(),
    }
}

// writer.structure(Self::TYPE, &mut |index, writer| match index {
//     0 => <i64 as FlyteType>::encode(&self.x, writer),
//     _ => Ok(()),
// })
fn encode(model: &Model, of: &Struct) -> TokenStream {
    let door = &model.door;
    let arms = of.on_wire().enumerate().map(|(index, field)| {
        let ident = &field.ident;
        let encode = model.encode(&field.held, &quote! { &self.#ident });
        quote! { #index => #encode, }
    });
    quote! {
        __writer.structure(<Self as #door::FlyteType>::TYPE, &mut |__index, __writer| match __index {
            #(#arms)*
            _ => #door::Result::Ok(()),
        })
    }
}

// let mut x = None;
// reader.structure(Self::TYPE, &mut |index, reader| {
//     match index {
//         0 => x = Some(<i64 as FlyteType>::decode(reader)?),
//         _ => {}
//     }
//     Ok(())
// })?;
// Ok(Self { x: match x { Some(value) => value, None => return Err(missing_field(Self::TYPE, "x")) } })
fn decode(model: &Model, of: &Struct) -> TokenStream {
    let door = &model.door;
    let slots: Vec<_> = of.on_wire().enumerate().map(|(index, _)| slot(index)).collect();
    let arms = of.on_wire().enumerate().map(|(index, field)| {
        let (slot, decode) = (slot(index), model.decode(&field.held));
        quote! { #index => #slot = #door::Option::Some(#decode?), }
    });
    let mut on_wire = 0;
    let values = of.fields.iter().map(|field| {
        let ident = &field.ident;
        let (name, default) = match &field.place {
            Place::Skipped(value) => return quote! { #ident: #value },
            Place::Wire { name, default, .. } => (name, default),
        };
        let slot = slot(on_wire);
        on_wire += 1;
        // The type is named, so that a default of another type is found out where it is written.
        let ty = &field.held.ty;
        let missing = default.as_ref().map(|value| quote! { { let __value: #ty = #value; __value } });
        let missing = missing.unwrap_or_else(|| {
            quote! { return #door::Result::Err(#door::missing_field(<Self as #door::FlyteType>::TYPE, #name)) }
        });
        quote! {
            #ident: match #slot {
                #door::Option::Some(__value) => __value,
                #door::Option::None => #missing,
            }
        }
    });
    let whole = whole(of);
    quote! {
        #(let mut #slots = #door::Option::None;)*
        __reader.structure(<Self as #door::FlyteType>::TYPE, &mut |__index, __reader| {
            match __index {
                #(#arms)*
                _ => {}
            }
            #door::Result::Ok(())
        })?;
        #whole
        #door::Result::Ok(Self { #(#values),* })
    }
}

fn slot(index: usize) -> Ident {
    format_ident!("__field_{index}")
}

#[cfg(test)]
mod tests {
    use super::packed;

    // msgpack.packb("x" * len)
    #[test]
    fn names_have_heads_as_wide_as_they_need() {
        let head =
            |len: usize| packed(&"x".repeat(len)).into_iter().take_while(|byte| *byte != b'x').collect();
        let heads: Vec<Vec<u8>> = [0, 31, 32, 255, 256].into_iter().map(head).collect();
        assert_eq!(heads, [&[0xa0][..], &[0xbf], &[0xd9, 32], &[0xd9, 255], &[0xda, 1, 0]]);
    }
}
