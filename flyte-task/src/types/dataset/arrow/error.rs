//! Why a dataset could not be read or written.

use std::fmt;

use crate::error::BoxError;
use crate::storage::shown;
use crate::types::ConversionError;

/// A dataset that could not be read or written: what was tried, where it lies, and why not.
#[derive(Debug)]
pub struct DatasetError {
    text: String,
    cause: Option<BoxError>,
}

impl DatasetError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), cause: None }
    }

    /// "`text`: cause".
    pub(super) fn caused_by(text: impl fmt::Display, cause: impl Into<BoxError>) -> Self {
        let cause = cause.into();
        Self { text: format!("{text}: {cause}"), cause: Some(cause) }
    }

    /// The same, in the way of a value between Rust and Flyte.
    ///
    /// No `From`: a second way to make that error would leave `?` in closures without a type.
    pub(super) fn converting(self) -> ConversionError {
        ConversionError::new(self.to_string()).caused_by(self)
    }

    /// "cannot `verb` the dataset at `place`: cause".
    pub(super) fn at(verb: &str, place: &str, cause: impl Into<BoxError>) -> Self {
        Self::caused_by(format_args!("cannot {verb} the dataset at `{}`", shown(place)), cause)
    }
}

impl fmt::Display for DatasetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for DatasetError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}
