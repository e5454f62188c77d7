//! Tasks as Flyte registers them.

mod files;
mod package;
mod serialized;
mod spec;

pub use crate::task::{SerializationError, SerializationSettings};
pub use files::{SerializedFile, files, task_files};
pub use package::package;
#[cfg(feature = "records")]
pub(crate) use serialized::serialized;
pub use serialized::{SerializedTask, content_version, serialized_tasks};
pub use spec::task_spec;
