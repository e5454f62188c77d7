//! What one try of a task leaves for the next.

use std::fmt;

use crate::storage::{self, Storage, StorageError};

/// The object that [`Checkpoint::write`] leaves, by flytekit's name.
const OBJECT: &str = "_dst_cp";

/// A place for what a task wants to find again when it is tried again.
#[derive(Debug, Clone)]
pub struct Checkpoint {
    own: String,
    previous: Option<String>,
    storage: Storage,
}

/// A checkpoint that could not be moved.
#[derive(Debug)]
pub struct CheckpointError(StorageError);

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the checkpoint could not be moved: {}", self.0)
    }
}

impl std::error::Error for CheckpointError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Checkpoint {
    /// A checkpoint that writes below `own` and finds what the previous try left below `previous`.
    pub fn new(own: impl Into<String>, previous: Option<String>, storage: Storage) -> Self {
        Self { own: own.into(), previous, storage }
    }

    /// Leaves these bytes for the next try; the last ones written count.
    ///
    /// # Errors
    /// When they cannot be stored.
    pub fn write(&self, bytes: &[u8]) -> Result<(), CheckpointError> {
        self.storage.write(&storage::join(&self.own, OBJECT), &[bytes]).map_err(CheckpointError)
    }

    /// What the previous try left: nothing if there was none, or if it left nothing.
    ///
    /// Flyte names the previous place whether or not anything was written there, so that nothing lies there is no
    /// error.
    ///
    /// # Errors
    /// When something may be there but cannot be fetched.
    pub fn read(&self) -> Result<Option<Vec<u8>>, CheckpointError> {
        let Some(previous) = &self.previous else { return Ok(None) };
        match self.storage.read(&storage::join(previous, OBJECT)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(CheckpointError(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_try_finds_what_this_one_left() {
        let folder = std::env::temp_dir().join(format!("flyte-task-checkpoint-{}", std::process::id()));
        let place = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let first = Checkpoint::new(place("0"), None, Storage::new());
        assert_eq!(first.read().unwrap(), None);
        let second = Checkpoint::new(place("1"), Some(place("0")), Storage::new());
        assert_eq!(second.read().unwrap(), None);
        first.write(b"step 7").unwrap();
        assert_eq!(second.read().unwrap().as_deref(), Some(&b"step 7"[..]));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
