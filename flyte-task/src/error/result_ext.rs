//! Deciding a user error's fate in passing.

use std::borrow::Cow;

use super::{BoxError, Failure};

/// Decides what becomes of an error on its way out of a task.
///
/// ```
/// use flyte_task::prelude::*;
///
/// #[task(retries = 3)]
/// fn fetch(path: String) -> Result<String, TaskError> {
///     let text = std::fs::read_to_string(&path).recoverable()?; // worth another try
///     Ok(text)
/// }
/// assert!(fetch("no/such/file".to_owned()).unwrap_err().failure().is_recoverable());
/// ```
pub trait ResultExt<T>: Sized {
    /// On an error: Flyte may try the task again, as often as its `retries` allow.
    fn recoverable(self) -> Result<T, Failure>;

    /// On an error: Flyte must not try the task again.
    fn non_recoverable(self) -> Result<T, Failure>;

    /// On an error: it is reported under this code.
    fn code(self, code: impl Into<Cow<'static, str>>) -> Result<T, Failure>;
}

impl<T, E: Into<BoxError>> ResultExt<T> for Result<T, E> {
    fn recoverable(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::from_boxed(error.into()).recoverable())
    }

    fn non_recoverable(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::from_boxed(error.into()).non_recoverable())
    }

    fn code(self, code: impl Into<Cow<'static, str>>) -> Result<T, Failure> {
        self.map_err(|error| Failure::from_boxed(error.into()).with_code(code))
    }
}
