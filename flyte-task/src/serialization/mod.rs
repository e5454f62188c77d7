//! Tasks as Flyte registers them.

mod files;
mod spec;

pub use crate::task::{SerializationError, SerializationSettings};
#[cfg(feature = "records")]
pub(crate) use files::files_of;
pub use files::{SerializedFile, task_files};
pub use spec::task_spec;
