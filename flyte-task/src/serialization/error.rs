//! Why a task could not be serialized.

use std::fmt;

use crate::task::DuplicateTasks;

/// A task that cannot be said in Flyte's terms.
#[derive(Debug)]
#[non_exhaustive]
pub enum SerializationError {
    /// Neither the task nor the settings name an image.
    MissingImage {
        /// The task's name.
        task: String,
    },
    /// Names that stand for more than one task.
    Duplicates(DuplicateTasks),
}

impl fmt::Display for SerializationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingImage { task } => write!(
                f,
                "the task `{task}` has no image: give one for all tasks (`--image`), or `#[task(container_image = \"..\")]`"
            ),
            Self::Duplicates(duplicates) => duplicates.fmt(f),
        }
    }
}

impl std::error::Error for SerializationError {}
