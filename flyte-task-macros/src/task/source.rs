//! A fn's source as it was written, for the task's report.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::item::Item;

/// The fn from its visibility to its closing brace; empty where the compiler does not keep the text.
///
/// Stable Rust tells the text of one token or group, not of a range of them. A body is a group, so it comes as it was
/// written; the words of the signature are put together again.
pub(super) fn source(item: &Item) -> String {
    let Some(body) = text(&item.body) else { return String::new() };
    let mut head = item.visibility.to_token_stream();
    item.signature.to_tokens(&mut head);
    match text(&head) {
        Some(head) => format!("{head} {body}"),
        None => String::new(),
    }
}

fn text(tokens: &TokenStream) -> Option<String> {
    let mut text = String::new();
    let mut glued = true;
    for token in tokens.clone() {
        let piece = token.span().source_text()?;
        // A parameter list stands at its fn's name, and so do punctuation marks.
        let opens = matches!(&token, TokenTree::Group(_)) && !text.ends_with('>');
        let closes =
            matches!(&token, TokenTree::Punct(mark) if matches!(mark.as_char(), ':' | ',' | '<' | '>' | '.'));
        if !(glued || opens || closes) || text.ends_with("->") {
            text.push(' ');
        }
        glued = matches!(&token, TokenTree::Punct(mark) if matches!(mark.as_char(), ':' | '<' | '&' | '.' | '-' | '\''));
        text.push_str(&piece);
    }
    Some(text)
}
