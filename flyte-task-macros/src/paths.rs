//! How emitted code names our crate.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

/// The door through which emitted code reaches everything: `::flyte_task::__private`, or a short name for it.
#[derive(Debug, Clone)]
pub(crate) enum Door {
    /// The crate under its own name, or under the path that `crate = ..` gave.
    Path(Option<Path>),
    /// The name that [`Door::import`] gives it.
    Short,
}

impl Door {
    /// The door of the crate under its own name, or under the path that `crate = ..` gave.
    pub(crate) fn new(krate: Option<Path>) -> Self {
        Self::Path(krate)
    }

    /// Names the door for one block, where it is then [`Door::Short`]: the compiler reads and resolves every word of
    /// every path, which was a seventh of a task's cost.
    pub(crate) fn import(&self) -> TokenStream {
        quote!(use #self as __flyte;)
    }

    /// The door for code that is reported at the given place.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match self {
            Self::Path(Some(path)) => quote_spanned!(span=> #path::__private),
            Self::Path(None) => quote_spanned!(span=> ::flyte_task::__private),
            Self::Short => quote_spanned!(span=> __flyte),
        }
    }
}

impl ToTokens for Door {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.at(Span::call_site()));
    }
}
