//! Tasks as Flyte registers them.

mod container;
mod error;
mod files;
mod settings;
mod spec;

pub use error::SerializationError;
pub use files::{SerializedFile, task_files};
pub use settings::SerializationSettings;
pub use spec::task_spec;
