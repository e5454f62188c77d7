//! Where records lie in the build's output.

use proc_macro2::TokenStream;
use quote::quote;

/// The attributes of a static that is a record; the reader has the names, too (`flyte-task/src/records/format.rs`).
pub(crate) fn section() -> TokenStream {
    quote! {
        #[used]
        #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
        #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    }
}
