//! Where bytes live: local files today, object stores behind features.

mod error;
mod local;

use std::path::PathBuf;

pub use error::StorageError;

/// Reads and writes whole objects by their URI.
///
/// A URI without a scheme, or with `file://`, is a path of this machine.
#[derive(Debug, Clone, Default)]
pub struct Storage {}

impl Storage {
    /// A storage that reaches what this build has features for.
    pub fn new() -> Self {
        Self::default()
    }

    /// The whole object.
    ///
    /// # Errors
    /// When the scheme is not supported, the object does not exist or cannot be read.
    pub fn read(&self, uri: &str) -> Result<Vec<u8>, StorageError> {
        local::read(&local_path(uri)?).map_err(|error| StorageError::io("read", uri, error))
    }

    /// Writes the object, given in pieces, whole or not at all; folders are made on the way.
    ///
    /// # Errors
    /// When the scheme is not supported or the object cannot be written.
    pub fn write(&self, uri: &str, pieces: &[&[u8]]) -> Result<(), StorageError> {
        local::write(&local_path(uri)?, pieces).map_err(|error| StorageError::io("write", uri, error))
    }
}

/// `prefix` and `name` with exactly one slash between.
pub fn join(prefix: &str, name: &str) -> String {
    format!("{}/{name}", prefix.strip_suffix('/').unwrap_or(prefix))
}

fn local_path(uri: &str) -> Result<PathBuf, StorageError> {
    match uri.split_once("://") {
        None => Ok(PathBuf::from(uri)),
        Some(("file", path)) => Ok(PathBuf::from(path)),
        Some((scheme, _)) => Err(StorageError::unsupported(scheme, uri)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_join_with_one_slash() {
        assert_eq!(join("s3://b/out", "error.pb"), "s3://b/out/error.pb");
        assert_eq!(join("out/", "error.pb"), "out/error.pb");
    }

    #[test]
    fn a_scheme_without_a_store_is_named() {
        let error = Storage::new().read("s3://bucket/key").unwrap_err();
        assert!(error.to_string().contains("`s3://`"), "{error}");
    }
}
