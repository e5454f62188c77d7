//! Write Flyte tasks as plain Rust functions.
//!
//! ```
//! use flyte_task::prelude::*;
//!
//! /// Adds two numbers.
//! #[task(cache = true, retries = 3)]
//! fn add(a: i64, #[default(1)] b: i64) -> i64 {
//!     a + b
//! }
//!
//! // The fn stays what it was.
//! assert_eq!(add(1, 2), 3);
//! // Beside it stands the task, as constant data.
//! assert_eq!(add::DESCRIPTOR.inputs[1].name, "b");
//! ```
//!
//! [`#[task]`](macro@task) lists the options, [`types`] what tasks take and return and how, [`error`] how a task
//! fails, [`main!`] what a task binary does, [`task::Task`] what else can be a task.

#[cfg(feature = "cargo-flyte")]
#[doc(hidden)]
pub mod cargo_flyte;
#[cfg(feature = "cli")]
mod cli;
pub mod context;
pub mod deck;
pub mod env;
pub mod error;
pub mod execution;
pub mod exit;
pub mod interface;
pub mod logging;
mod program;
pub mod records;
pub mod serialization;
pub mod storage;
pub mod task;
#[cfg(feature = "testing")]
pub mod testing;
pub mod types;
pub mod workflow;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "dataframe")]
pub use arrow_array;
#[cfg(feature = "dataframe")]
pub use arrow_schema;
pub use context::ExecutionContext;
pub use flyte_idl;
pub use flyte_idl::prost_types;
#[cfg(feature = "pod-any")]
pub use k8s_openapi;
#[cfg(feature = "ndarray")]
pub use ndarray;
#[cfg(feature = "polars")]
pub use polars_core;
pub use tracing;

pub use error::{Failure, IgnoreOutputs, ResultExt, TaskError};
#[doc = include_str!("types/derive.md")]
pub use flyte_task_macros::FlyteType;
#[doc = include_str!("interface/derive.md")]
pub use flyte_task_macros::Outputs;
#[doc = include_str!("task/attribute.md")]
pub use flyte_task_macros::task;
pub use interface::Outputs;
pub use program::Program;
pub use types::FlyteType;

/// What a file with tasks imports.
pub mod prelude {
    pub use crate::context::ExecutionContext;
    pub use crate::error::{Failure, IgnoreOutputs, ResultExt, TaskError};
    pub use crate::types::{FlyteDirectory, FlyteFile};
    pub use crate::{FlyteType, Outputs, task};
}

/// The README's code is tested with the docs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
