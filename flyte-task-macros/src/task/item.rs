//! The item that bears the attribute: only its signature is read, its body stays tokens.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Meta, Visibility};

/// A fn as it was written.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: syn::Signature,
    pub(crate) body: TokenStream,
}

impl Item {
    /// Reads a fn.
    ///
    /// # Errors
    /// When it is something else.
    pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Self> {
        syn::parse2(tokens)
    }

    /// What decides whether the fn is there at all; everything beside it must go the same way.
    pub(crate) fn conditions(&self) -> TokenStream {
        self.attributes
            .iter()
            .filter_map(|attribute| condition(&attribute.meta))
            .map(|meta| quote!(#[#meta]))
            .collect()
    }

    /// Whether calls of the fn are reported as deprecated.
    pub(crate) fn is_deprecated(&self) -> bool {
        self.attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"))
    }
}

/// The part of an attribute that may take an item away.
pub(crate) fn condition(meta: &Meta) -> Option<TokenStream> {
    if meta.path().is_ident("cfg") {
        return Some(meta.to_token_stream());
    }
    let Meta::List(list) = meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let mut parts = crate::arguments::split(list.tokens.clone()).into_iter();
    let predicate = parts.next()?;
    let kept: Vec<TokenStream> =
        parts.filter_map(|part| syn::parse2::<Meta>(part).ok()).filter_map(|meta| condition(&meta)).collect();
    (!kept.is_empty()).then(|| quote!(cfg_attr(#predicate, #(#kept),*)))
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let start = input.fork();
        let signature = input.parse().map_err(|error| not_a_fn(&start).unwrap_or(error))?;
        Ok(Self { attributes, visibility, signature, body: input.parse()? })
    }
}

/// The error for an item that is no fn; none if it is one that cannot be read.
fn not_a_fn(item: ParseStream<'_>) -> Option<syn::Error> {
    let tokens: TokenStream = item.parse().ok()?;
    let words = tokens.clone().into_iter().take_while(|token| !matches!(token, TokenTree::Group(_)));
    let is_fn = words.clone().any(|token| matches!(&token, TokenTree::Ident(word) if word == "fn"));
    let first = words.into_iter().next()?;
    (!is_fn).then(|| syn::Error::new(first.span(), "`#[task]` makes a task of a fn, and of nothing else"))
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attributes, visibility, signature, body } = self;
        tokens.extend(quote!(#(#attributes)* #visibility #signature #body));
    }
}
