//! Calls of tasks as nodes of a workflow.

mod binding;
mod call;

pub use binding::{IntoBinding, Promise};
pub use call::Call;
