//! Write Flyte tasks as plain Rust functions.

pub mod error;
pub mod interface;
pub mod storage;
pub mod task;
pub mod types;
pub mod workflow;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use error::{Failure, IgnoreOutputs, ResultExt, TaskError};
pub use flyte_task_macros::{FlyteType, Outputs};
pub use interface::Outputs;
pub use types::FlyteType;

/// What a file with tasks imports.
pub mod prelude {
    pub use crate::error::{Failure, IgnoreOutputs, ResultExt, TaskError};
    pub use crate::{FlyteType, Outputs};
}
