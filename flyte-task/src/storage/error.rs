//! Why bytes could not be moved.

use std::fmt;
use std::io;

/// An object that could not be read or written.
#[derive(Debug)]
pub struct StorageError {
    what: String,
    source: Option<io::Error>,
}

impl StorageError {
    pub(super) fn io(verb: &str, uri: &str, error: io::Error) -> Self {
        Self { what: format!("cannot {verb} `{uri}`: {error}"), source: Some(error) }
    }

    pub(super) fn unsupported(scheme: &str, uri: &str) -> Self {
        let what = format!(
            "cannot reach `{uri}`: this build has no store for `{scheme}://`; it knows local paths and `file://`"
        );
        Self { what, source: None }
    }

    /// Whether the object does not exist.
    pub fn is_not_found(&self) -> bool {
        self.source.as_ref().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

// The io error's text is part of the message already, so it is no source of its own.
impl std::error::Error for StorageError {}
