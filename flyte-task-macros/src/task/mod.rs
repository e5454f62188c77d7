//! `#[task]`: a fn becomes a Flyte task.

mod check;
mod decks;
pub(crate) mod default;
mod documentation;
mod expand;
mod expand_options;
mod expand_run;
mod hardware;
mod image;
mod item;
mod labels;
mod options;
mod record;
mod record_options;
mod resources;
mod secrets;
mod signature;
mod source;
#[cfg(test)]
mod tests;
mod types;
mod values;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use item::Item;
use options::Options;
use signature::Signature;

/// The fn as it was, and beside it what makes it a task.
///
/// Mistakes never take the fn away, and put stubs in place of the rest: each gives one message and nothing more.
pub(crate) fn expand(attribute: TokenStream, tokens: &TokenStream) -> TokenStream {
    let mut item = match Item::parse(tokens.clone()) {
        Ok(item) => item,
        Err(error) => {
            let error = error.to_compile_error();
            return quote!(#tokens #error);
        }
    };
    let mut errors = Errors::default();
    let options = Options::parse(attribute, &mut errors);
    let before = errors.count();
    let signature = Signature::parse(&mut item, &mut errors);
    let is_sound = errors.count() == before;
    check::check(&options, &signature, &mut errors);
    let beside = if is_sound {
        expand::task(&item, &signature, &options)
    } else {
        expand::stub(&item, &signature, &options)
    };
    let errors = errors.to_compile_errors();
    quote!(#item #beside #errors)
}
