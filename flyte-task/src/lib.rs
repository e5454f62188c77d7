//! Write Flyte tasks as plain Rust functions.

#[cfg(feature = "cli")]
mod cli;
pub mod context;
pub mod deck;
pub mod env;
pub mod error;
pub mod execution;
pub mod exit;
pub mod interface;
mod program;
pub mod serialization;
pub mod storage;
pub mod task;
pub mod types;
pub mod workflow;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use context::ExecutionContext;
pub use error::{Failure, IgnoreOutputs, ResultExt, TaskError};
pub use flyte_task_macros::task;
pub use program::Program;
pub use types::FlyteType;

/// What a file with tasks imports.
pub mod prelude {
    pub use crate::error::{Failure, IgnoreOutputs, ResultExt, TaskError};
    pub use crate::types::FlyteType;
    pub use flyte_task_macros::task;
}
