//! Tasks: what they are, where they are found.

mod descriptor;
mod docs;
mod function;
mod options;
mod registry;
mod resolver;

pub use descriptor::{TaskDescriptor, TaskFn};
pub use docs::Documentation;
pub use function::{FunctionTask, OutputsFuture, Run};
pub(crate) use function::{outputs as function_outputs, outputs_future as function_outputs_future};
pub use options::{Resources, TaskOptions};
pub use registry::{DuplicateTasks, UnknownTask, duplicates, find, tasks};
pub use resolver::{DefaultTaskResolver, LoadError};
