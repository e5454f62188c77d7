//! Gathers the mistakes of an item, so that all of them are reported at once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
}

impl Errors {
    /// Adds a mistake at one token.
    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.found.push(syn::Error::new(span, message));
    }

    /// Adds a mistake that takes up all of these tokens.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.found.push(syn::Error::new_spanned(tokens, message));
    }

    /// Adds the error of a result; hands on its value.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.found.push(error)).ok()
    }

    /// How many mistakes were found.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// All of them as one error; none if all is well.
    pub(crate) fn into_result(self) -> syn::Result<()> {
        let mut found = self.found.into_iter();
        match found.next() {
            None => Ok(()),
            Some(mut first) => {
                first.extend(found);
                Err(first)
            }
        }
    }

    /// The errors as the compiler will report them.
    pub(crate) fn to_compile_errors(&self) -> TokenStream {
        self.found.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// Says that a word is unknown, which ones are known, and which of them may have been meant.
pub(crate) fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    use std::fmt::Write;

    let mut message = format!("there is no {what} `{word}`");
    let scores = known.iter().map(|known| (strsim::jaro_winkler(word, known), known));
    if let Some((score, near)) = scores.max_by(|a, b| a.0.total_cmp(&b.0))
        && score > 0.8
    {
        // Writing to a String cannot fail.
        let _ = write!(message, "; did you mean `{near}`?");
    }
    let list: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    let _ = match list.len() {
        0 => write!(message, "\nthere are none"),
        _ => write!(message, "\nthere are: {}", list.join(", ")),
    };
    message
}
