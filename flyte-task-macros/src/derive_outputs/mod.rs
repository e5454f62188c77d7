//! `#[derive(Outputs)]`: the fields of a struct as a task's named outputs.

mod expand;
mod parse;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

/// The impl for the struct, or the mistakes in it together with an impl that only stands in for the real one.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let model = parse::parse(&input, &mut errors);
    let implementation = expand::expand(&model);
    let errors = errors.to_compile_errors();
    quote::quote! { #errors #implementation }
}
