//! The procedural macros of flyte-task.

mod derive_outputs;
mod derive_type;
mod docs;
mod errors;

/// Documented at its re-export, `flyte_task::FlyteType`.
#[proc_macro_derive(FlyteType, attributes(flyte, serde))]
pub fn derive_flyte_type(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive_type::derive(input.into()).into()
}

/// Documented at its re-export, `flyte_task::Outputs`.
#[proc_macro_derive(Outputs, attributes(flyte))]
pub fn derive_outputs(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive_outputs::derive(input.into()).into()
}
