//! Values of foreign types, which serde tells: `#[flyte(serde)]` on a field or a type.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type, parse_quote_spanned};

use super::model::Model;
use crate::paths::Door;

/// A value inside the item, and how it travels.
pub(crate) struct Held {
    pub(crate) ty: Type,
    /// How serde tells it; none for a value of a Flyte type.
    pub(crate) foreign: Option<Foreign>,
}

/// A value that serde tells.
pub(crate) struct Foreign {
    /// The Flyte type as which it travels.
    pub(crate) via: Type,
    pub(crate) with: With,
}

/// The fns that write and read the value instead of its own impls.
#[derive(Default)]
pub(crate) struct With {
    pub(crate) serialize: Option<Path>,
    pub(crate) deserialize: Option<Path>,
}

/// `serde`, or `serde = Type`.
pub(crate) struct Word {
    pub(crate) span: Span,
    pub(crate) via: Option<Type>,
}

impl Word {
    /// The Flyte type that is given, or the one without any structure.
    pub(crate) fn via(self, door: &Door) -> Type {
        let span = self.span;
        self.via.unwrap_or_else(|| {
            let door = door.at(span);
            parse_quote_spanned! {span=> #door::Untyped }
        })
    }
}

impl Held {
    /// The Flyte type as which the value travels.
    pub(crate) fn travels_as(&self) -> &Type {
        self.foreign.as_ref().map_or(&self.ty, |foreign| &foreign.via)
    }
}

impl Model {
    /// Writes the value at the reference `value` to `__writer`.
    //
    // encode_serde::<String, Url>(&self.url, __writer)
    pub(super) fn encode(&self, held: &Held, value: &TokenStream) -> TokenStream {
        let Held { ty, foreign } = held;
        let Some(Foreign { via, with }) = foreign else {
            let trait_of = self.trait_of(ty);
            return quote! { #trait_of::encode(#value, __writer) };
        };
        let door = &self.door;
        if let Some(serialize) = &with.serialize {
            return quote! {
                #door::encode_serde_with::<#via>(|__packer| #serialize(#value, __packer), __writer)
            };
        }
        let call = spanned(ty, door, "encode_serde");
        quote! { #call::<#via, #ty>(#value, __writer) }
    }

    /// Reads a value from `__reader`.
    //
    // decode_serde::<String, Url>(__reader)
    pub(super) fn decode(&self, held: &Held) -> TokenStream {
        let Held { ty, foreign } = held;
        let Some(Foreign { via, with }) = foreign else {
            let trait_of = self.trait_of(ty);
            return quote! { #trait_of::decode(__reader) };
        };
        let door = &self.door;
        if let Some(deserialize) = &with.deserialize {
            return quote! {
                #door::decode_serde_with::<#via, #ty>(|__depacker| #deserialize(__depacker), __reader)
            };
        }
        let call = spanned(ty, door, "decode_serde");
        quote! { #call::<#via, #ty>(__reader) }
    }

    /// The packed form of the value at the reference `value`.
    pub(super) fn packed(&self, held: &Held, value: &TokenStream) -> TokenStream {
        let (door, ty) = (&self.door, &held.ty);
        match &held.foreign {
            None => quote! { #door::packed_value(#value) },
            Some(Foreign { via, with: With { serialize: Some(serialize), .. } }) => {
                quote! { #door::packed_serde_with::<#via>(|__packer| #serialize(#value, __packer)) }
            }
            Some(Foreign { via, .. }) => quote! { #door::packed_serde::<#via, #ty>(#value) },
        }
    }
}

/// A fn behind the door, blamed on the type that serde does not know.
fn spanned(ty: &Type, door: &Door, name: &str) -> TokenStream {
    let span = ty.span();
    let door = door.at(span);
    let name = proc_macro2::Ident::new(name, span);
    quote_spanned! {span=> #door::#name }
}
