//! Where emitted tokens say they come from.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

/// The same identifier at the same place, but written by the macro.
///
/// Lints are about what the user wrote: an item that stands beside a fn and bears its name must not be reported
/// for being unused, or for the case of its letters. Names are found as before.
pub(crate) fn emitted(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ours(ident.span()));
    ident
}

/// The same for any tokens.
pub(crate) fn emitted_tokens(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                let span = ours(group.span());
                let mut inner = Group::new(group.delimiter(), emitted_tokens(group.stream()));
                inner.set_span(span);
                return TokenTree::Group(inner);
            }
            token.set_span(ours(token.span()));
            token
        })
        .collect()
}

/// The same place, but written by the macro.
pub(crate) fn ours(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}
