//! `#[derive(FlyteType)]`: from the item to a model, from the model to the impl.

mod attrs;
mod case;
mod expand;
mod expand_enum;
mod expand_struct;
mod foreign;
mod model;
mod parse;
mod record;
mod serde_attrs;

pub(crate) use attrs::{Attrs, Target};

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

/// The impl for the item, or the mistakes in it together with an impl that only stands in for the real one.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let model = parse::parse(&input, &mut errors);
    if errors.count() == 0 {
        expand::expand(&model)
    } else {
        // Without an impl every use of the type would be a further error.
        let stub = expand::stub(&model);
        let errors = errors.to_compile_errors();
        quote::quote! { #errors #stub }
    }
}
