//! Why a task could not be serialized.

use std::fmt;

use super::{DuplicateTasks, MetadataError};

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
    /// The task's settings do not fit its interface.
    Metadata {
        /// The task's name.
        task: String,
        /// What does not fit.
        error: MetadataError,
    },
    /// The task cannot be registered as it is.
    Invalid {
        /// The task's name.
        task: String,
        /// Why not.
        reason: String,
    },
    /// The task has more than one of container, pod and SQL.
    SeveralTargets {
        /// The task's name.
        task: String,
    },
}

impl fmt::Display for SerializationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingImage { task } => write!(
                f,
                "the task `{task}` has no image: give one for all tasks (`--image`), or `#[task(container_image = \"..\")]`"
            ),
            Self::Duplicates(duplicates) => duplicates.fmt(f),
            Self::Metadata { task, error } => write!(f, "the task `{task}`: {error}"),
            Self::Invalid { task, reason } => write!(f, "the task `{task}`: {reason}"),
            Self::SeveralTargets { task } => {
                write!(f, "the task `{task}` has more than one of container, pod and SQL; Flyte takes one")
            }
        }
    }
}

impl std::error::Error for SerializationError {}
