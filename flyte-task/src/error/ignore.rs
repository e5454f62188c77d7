//! The way for a task to end well without leaving outputs.

use std::fmt;

/// Returned as an error, makes a task end successfully without writing outputs.
///
/// Workers of a distributed job that are not the one to report use it (flytekit: `IgnoreOutputs`). It counts
/// wherever it stands in the chain of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IgnoreOutputs;

impl fmt::Display for IgnoreOutputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the task's outputs are to be ignored")
    }
}

impl std::error::Error for IgnoreOutputs {}
