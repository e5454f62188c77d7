//! How emitted code names our crate.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// The door through which emitted code reaches everything: `::flyte_task::__private`.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    krate: Option<Path>,
}

impl Door {
    /// The door of the crate under its own name, or under the path that `crate = ..` gave.
    pub(crate) fn new(krate: Option<Path>) -> Self {
        Self { krate }
    }

    /// The door for code that is reported at the given place.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        if let Some(path) = &self.krate {
            quote_spanned!(span=> #path::__private)
        } else {
            quote_spanned!(span=> ::flyte_task::__private)
        }
    }
}

impl ToTokens for Door {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.at(Span::call_site()));
    }
}
