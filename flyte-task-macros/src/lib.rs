//! The procedural macros of flyte-task; their documentation stands where that crate re-exports them.

mod arguments;
mod docs;
mod duration;
mod errors;
mod paths;
mod quantity;
mod spans;
mod task;
mod tokens;

use proc_macro::TokenStream;

#[expect(missing_docs, reason = "documented at the re-export, where its examples can be run")]
#[proc_macro_attribute]
pub fn task(attribute: TokenStream, item: TokenStream) -> TokenStream {
    task::expand(attribute.into(), &item.into()).into()
}
