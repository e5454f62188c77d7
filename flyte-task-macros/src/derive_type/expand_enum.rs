//! The impls for enums: strings where the variants hold nothing, unions where they hold values.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Type, parse_quote};

use super::expand::{Body, defined};
use super::model::{DataVariant, Model, UnitVariant};

// TYPE = &TypeDescriptor::Enum(<Self as Defined<EnumType>>::DEFINITION)
// DEFINITION = &EnumType { name: "Color", docs: "", values: &["red", "green"], key: Some(TypeKey::new(..)) }
// encode: writer.string(match self { Self::Red => "red", Self::Green => "green" });
// decode: Ok(match reader.enumeration(Self::TYPE)? { 0 => Self::Red, _ => Self::Green })
pub(super) fn unit(model: &Model, variants: &[UnitVariant]) -> Body {
    let door = &model.door;
    let (name, docs) = (&model.name, &model.docs);
    let (idents, values): (Vec<_>, Vec<_>) =
        variants.iter().map(|variant| (&variant.ident, &variant.value)).unzip();
    let arms = positions(variants.len()).zip(&idents).map(|(at, ident)| quote! { #at => Self::#ident });
    // One without values to its variants has no use for parameters, except for those of constants.
    let key = if model.is_generic() {
        quote! { #door::Option::None }
    } else {
        let key = model.key();
        quote! { #door::Option::Some(#key) }
    };
    let definition =
        quote! { &#door::EnumType { name: #name, docs: #docs, values: &[#(#values),*], key: #key } };
    Body {
        ty: quote! { &#door::TypeDescriptor::Enum(<Self as #door::Defined<#door::EnumType>>::DEFINITION) },
        beside: defined(model, &quote!(EnumType), &quote!(Enum), &definition),
        encode: quote! {
            __writer.string(match *self { #(Self::#idents { .. } => #values),* });
            #door::Result::Ok(())
        },
        decode: quote! {
            #door::Result::Ok(match __reader.enumeration(<Self as #door::FlyteType>::TYPE)? { #(#arms),* })
        },
    }
}

// TYPE = &TypeDescriptor::Union(UnionType { name: "Id", id: .., definition: Definition::keyed_of::<Self>(..) })
// DEFINITION = &UnionDefinition { docs: "", variants: &[..] }
// encode: match self { Self::Number(value) => writer.union(<i64 as FlyteType>::TYPE, |writer| ..), .. }
// decode: let mut value = None;
//         reader.union(Self::TYPE, &mut |index, reader| {
//             value = Some(match index { 0 => Self::Number(<i64 as FlyteType>::decode(reader)?), .. });
//             Ok(())
//         })?;
pub(super) fn data(model: &Model, variants: &[DataVariant]) -> Body {
    let door = &model.door;
    let (name, docs) = (&model.name, &model.docs);
    let descriptors = descriptors(model, variants);
    // The variants of a generic enum are known only where it is used.
    let check = model.is_generic().then(|| checks(model, variants, &quote! { &#descriptors }));
    let writes = variants.iter().map(|variant| {
        let ident = &variant.ident;
        let trait_of = model.trait_of(&travels_as(variant));
        let (pattern, encode) = match &variant.held {
            Some(held) => (quote! { Self::#ident(__value) }, model.encode(held, &quote! { __value })),
            None => (quote! { Self::#ident }, quote! { #trait_of::encode(&(), __writer) }),
        };
        quote! { #pattern => __writer.union(#trait_of::TYPE, |__writer| #encode) }
    });
    let reads = positions(variants.len()).zip(variants).map(|(at, variant)| {
        let ident = &variant.ident;
        if let Some(held) = &variant.held {
            let decode = model.decode(held);
            quote! { #at => Self::#ident(#decode?) }
        } else {
            let trait_of = model.trait_of(&travels_as(variant));
            quote! { #at => { #trait_of::decode(__reader)?; Self::#ident } }
        }
    });
    let definition =
        model.definition(variants.iter().filter_map(|variant| Some(variant.held.as_ref()?.travels_as())));
    let value = quote! {
        {
            #check
            &#door::UnionDefinition { docs: #docs, variants: &#descriptors }
        }
    };
    Body {
        ty: quote! {
            &#door::TypeDescriptor::Union(#door::UnionType {
                name: #name,
                id: #door::TypeIdentity::of::<Self>(),
                definition: #definition,
            })
        },
        beside: defined(model, &quote!(UnionDefinition), &quote!(Union), &value),
        encode: quote! { match self { #(#writes),* } },
        decode: quote! {
            let mut __read = #door::Option::None;
            __reader.union(<Self as #door::FlyteType>::TYPE, &mut |__index, __reader| {
                __read = #door::Option::Some(match __index { #(#reads),* });
                #door::Result::Ok(())
            })?;
            __read.ok_or_else(|| #door::ConversionError::new("no variant was read"))
        },
    }
}

/// The check that the variants of an enum without type parameters can be told apart.
pub(super) fn check(model: &Model, variants: &[DataVariant]) -> TokenStream {
    if model.is_generic() {
        return TokenStream::new();
    }
    let door = &model.door;
    let descriptors = descriptors(model, variants);
    let checks = checks(model, variants, &quote! { VARIANTS });
    quote! {
        const _: () = {
            const VARIANTS: &[#door::VariantDescriptor] = &#descriptors;
            #checks
        };
    }
}

fn checks(model: &Model, variants: &[DataVariant], list: &TokenStream) -> TokenStream {
    let checks = variants.iter().enumerate().map(|(index, variant)| {
        // The span is where the error stands.
        let span = variant.ident.span();
        let door = model.door.at(span);
        quote_spanned! {span=> #door::check_variant(#list, #index); }
    });
    checks.collect()
}

fn descriptors(model: &Model, variants: &[DataVariant]) -> TokenStream {
    let door = &model.door;
    let descriptors = variants.iter().map(|variant| {
        let (name, docs) = (variant.ident.to_string(), &variant.docs);
        let trait_of = model.trait_of(&travels_as(variant));
        quote! { #door::VariantDescriptor { name: #name, docs: #docs, ty: #trait_of::TYPE } }
    });
    quote! { [#(#descriptors),*] }
}

/// The Flyte type of a variant's value; of none where it has none.
fn travels_as(variant: &DataVariant) -> Type {
    variant.held.as_ref().map_or_else(|| parse_quote!(()), |held| held.travels_as().clone())
}

/// The patterns of the positions; the last one stands for all that remain.
fn positions(len: usize) -> impl Iterator<Item = TokenStream> {
    (0..len).map(move |index| {
        if index + 1 == len {
            quote! { _ }
        } else {
            quote! { #index }
        }
    })
}
