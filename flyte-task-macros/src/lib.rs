//! The procedural macros of flyte-task; their documentation stands where that crate re-exports them.

mod arguments;
mod derive_outputs;
mod derive_type;
mod docs;
mod duration;
mod errors;
mod json;
mod paths;
mod quantity;
mod section;
mod spans;
mod task;
mod tokens;

use proc_macro::TokenStream;

#[expect(missing_docs, reason = "documented at the re-export, where its examples can be run")]
#[proc_macro_attribute]
pub fn task(attribute: TokenStream, item: TokenStream) -> TokenStream {
    task::expand(attribute.into(), &item.into()).into()
}

#[expect(missing_docs, reason = "documented at the re-export, where its examples can be run")]
#[proc_macro_derive(FlyteType, attributes(flyte, serde))]
pub fn derive_flyte_type(item: TokenStream) -> TokenStream {
    derive_type::derive(item.into()).into()
}

#[expect(missing_docs, reason = "documented at the re-export, where its examples can be run")]
#[proc_macro_derive(Outputs, attributes(flyte))]
pub fn derive_outputs(item: TokenStream) -> TokenStream {
    derive_outputs::derive(item.into()).into()
}
