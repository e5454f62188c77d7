//! From the model to the impl: what all kinds of type share.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, Generics, Type, parse_quote, parse_quote_spanned};

use super::foreign::{Foreign, Held, With};
use super::model::{Kind, Model};
use super::{expand_enum, expand_struct};
use crate::paths::Door;

/// The items of the impl.
pub(super) struct Body {
    /// The value of `TYPE`.
    pub(super) ty: TokenStream,
    pub(super) encode: TokenStream,
    pub(super) decode: TokenStream,
    /// What stands beside the impl.
    pub(super) beside: TokenStream,
}

// impl<T: FlyteType> FlyteType for Pair<T> {
//     const TYPE: &'static TypeDescriptor = ..;
//     fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> { .. }
//     fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> { .. }
// }
pub(super) fn expand(model: &Model) -> TokenStream {
    match &model.kind {
        Kind::Struct(of) => wrap(model, &expand_struct::body(model, of)),
        Kind::Newtype(held) => {
            let (door, trait_of) = (&model.door, model.trait_of(held.travels_as()));
            let artifact = quote! {
                const ARTIFACT: #door::Option<&'static #door::ArtifactDescriptor> = #trait_of::ARTIFACT;
            };
            wrap_with(model, &newtype(model, held), &artifact)
        }
        Kind::Foreign(via) => wrap(model, &foreign(model, via)),
        Kind::Enum(variants) => wrap(model, &expand_enum::unit(model, variants)),
        Kind::Union(variants) => {
            let implementation = wrap(model, &expand_enum::data(model, variants));
            let check = expand_enum::check(model, variants);
            quote! { #implementation #check }
        }
    }
}

/// An impl that lets everything that uses the type compile, for an item that is refused.
pub(super) fn stub(model: &Model) -> TokenStream {
    if model.generics.lifetimes().next().is_some() {
        // No impl for a type that borrows would compile.
        return TokenStream::new();
    }
    let door = &model.door;
    let refused = quote! { #door::Result::Err(#door::ConversionError::new("the type was refused")) };
    let body = Body {
        ty: quote! { &#door::TypeDescriptor::None },
        encode: quote! { let _ = __writer; #refused },
        decode: quote! { let _ = __reader; #refused },
        beside: TokenStream::new(),
    };
    wrap(model, &body)
}

fn newtype(model: &Model, held: &Held) -> Body {
    let trait_of = model.trait_of(held.travels_as());
    let door = &model.door;
    let decode = model.decode(held);
    Body {
        ty: quote! { #trait_of::TYPE },
        encode: model.encode(held, &quote! { &self.0 }),
        decode: quote! { #door::Result::Ok(Self(#decode?)) },
        beside: TokenStream::new(),
    }
}

fn foreign(model: &Model, via: &Type) -> Body {
    let trait_of = model.trait_of(via);
    // The span of the type's own name, which is what serde does not know if it has no impls.
    let this: Type = parse_quote_spanned! {model.ident.span()=> Self };
    let held = Held { ty: this, foreign: Some(Foreign { via: via.clone(), with: With::default() }) };
    Body {
        ty: quote! { #trait_of::TYPE },
        encode: model.encode(&held, &quote! { self }),
        decode: model.decode(&held),
        beside: TokenStream::new(),
    }
}

fn wrap(model: &Model, body: &Body) -> TokenStream {
    wrap_with(model, body, &TokenStream::new())
}

/// The same with one more item.
fn wrap_with(model: &Model, body: &Body, item: &TokenStream) -> TokenStream {
    let Body { ty, encode, decode, beside } = body;
    let (ident, door) = (&model.ident, &model.door);
    let generics = match &model.kind {
        Kind::Foreign(_) => told_by_serde(model),
        _ => bounded(&model.generics, door),
    };
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #door::FlyteType for #ident #ty_generics #where_clause {
            const TYPE: &'static #door::TypeDescriptor = #ty;
            #item

            fn encode(&self, __writer: &mut #door::Writer) -> #door::Result<(), #door::ConversionError> {
                #encode
            }

            fn decode(__reader: &mut #door::Reader<'_>) -> #door::Result<Self, #door::ConversionError> {
                #decode
            }
        }
        #beside
    }
}

/// The impl that leads to what the type consists of, and the type's record. `of` is the type of the definition,
/// `variant` the one of `NamedType`.
//
// impl Defined<StructDefinition> for Point {
//     const DEFINITION: &'static StructDefinition = ..;
// }
pub(super) fn defined(
    model: &Model,
    of: &TokenStream,
    variant: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let (ident, door) = (&model.ident, &model.door);
    let generics = bounded(&model.generics, door);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let record = model.record(variant, of);
    quote! {
        #[automatically_derived]
        impl #impl_generics #door::Defined<#door::#of> for #ident #ty_generics #where_clause {
            const DEFINITION: &'static #door::#of = #value;
        }
        #record
    }
}

/// With parameters, serde must know the type as it is with them.
fn told_by_serde(model: &Model) -> Generics {
    let (mut generics, ident, door) = (model.generics.clone(), &model.ident, &model.door);
    if model.is_generic() {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        let told = parse_quote! { #ident #ty_generics: #door::Serialize + #door::DeserializeOwned + 'static };
        generics.make_where_clause().predicates.push(told);
    }
    generics
}

/// Every type parameter must be a Flyte type, as the derives of std bound theirs.
fn bounded(generics: &Generics, door: &Door) -> Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(parse_quote!(#door::FlyteType));
        }
    }
    generics
}
