//! The error type of a task fn that takes everything by `?`.

use std::fmt;

use super::{BoxError, Failure};

/// An error type for task fns into which any other error turns by `?`.
///
/// Like `anyhow::Error` it does not implement [`std::error::Error`] itself: that is what allows the conversion
/// from everything that does. Strings convert as well.
///
/// ```
/// use flyte_task::prelude::*;
///
/// #[task]
/// fn parse(text: String) -> Result<i64, TaskError> {
///     if text.is_empty() {
///         return Err("the text is empty".into());
///     }
///     Ok(text.parse::<i64>()?)
/// }
/// assert_eq!(parse("12".to_owned()).unwrap(), 12);
/// assert_eq!(parse("x".to_owned()).unwrap_err().to_string(), "invalid digit found in string");
/// ```
pub struct TaskError(Failure);

impl TaskError {
    /// The failure that will be reported, with its code and fate.
    pub fn failure(&self) -> &Failure {
        &self.0
    }

    pub(crate) fn into_failure(self) -> Failure {
        self.0
    }
}

impl<E: Into<BoxError>> From<E> for TaskError {
    fn from(error: E) -> Self {
        Self(Failure::from_boxed(error.into()))
    }
}

impl fmt::Debug for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        for cause in self.0.causes() {
            write!(f, "\ncaused by: {cause}")?;
        }
        Ok(())
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
