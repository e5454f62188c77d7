//! What a task fn may return: outputs, or a `Result` of them.

use super::Outputs;
use crate::error::TaskError;

/// The return type of a task fn.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what a task returns",
    label = "neither a Flyte type, nor several of them, nor a `Result`",
    note = "a task returns a Flyte type, a tuple of Flyte types, `()`, or a `Result` of one of these",
    note = "the error of the `Result` may be anything that converts into `Box<dyn Error + Send + Sync>`"
)]
pub trait TaskReturn {
    /// What it returns when all goes well.
    type Outputs: Outputs;

    /// The outputs, or why there are none.
    ///
    /// # Errors
    /// With the error that the task returned.
    fn into_outputs(self) -> Result<Self::Outputs, TaskError>;
}

impl<T: Outputs> TaskReturn for T {
    type Outputs = T;

    fn into_outputs(self) -> Result<T, TaskError> {
        Ok(self)
    }
}

impl<T: Outputs, E: Into<TaskError>> TaskReturn for Result<T, E> {
    type Outputs = T;

    fn into_outputs(self) -> Result<T, TaskError> {
        self.map_err(Into::into)
    }
}
