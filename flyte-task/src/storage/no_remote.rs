//! Stands in for the object stores in a build that has none.

use std::collections::HashMap;

use super::address::Object;
use super::error::StorageError;
use super::local::LocalPlace;

#[derive(Debug, Default)]
pub(super) struct Stores;

impl Stores {
    /// Local files have no settings.
    pub(super) fn with_variables(_: HashMap<String, String>) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "as where there are stores")]
    pub(super) fn place(&self, uri: &str, object: &Object<'_>) -> Result<LocalPlace, StorageError> {
        // The address itself was refused already, with the feature that it needs.
        Err(StorageError::unsupported(uri, &format!("this build has no store for `{}://`", object.scheme)))
    }
}
