//! What one try of a task leaves for the next.

use std::fmt;
use std::path::Path;

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
#[non_exhaustive]
pub enum CheckpointError {
    /// The store, or the disk, did not take or give it.
    Storage(StorageError),
    /// What is to be saved has no name of its own, such as `..`.
    Nameless(std::path::PathBuf),
    /// The previous try left several files, of which none is the one to read.
    Several(Vec<String>),
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(error) => write!(f, "the checkpoint could not be moved: {error}"),
            Self::Nameless(path) => {
                write!(f, "the path `{}` ends in no name under which it could be saved", path.display())
            }
            Self::Several(names) => write!(
                f,
                "the checkpoint holds several files ({}), which `restore` brings; `read` is for one",
                names.join(", ")
            ),
        }
    }
}

impl std::error::Error for CheckpointError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Storage(error) => Some(error),
            Self::Nameless(_) | Self::Several(_) => None,
        }
    }
}

impl From<StorageError> for CheckpointError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl Checkpoint {
    /// A checkpoint that writes below `own` and finds what the previous try left below `previous`.
    pub fn new(own: impl Into<String>, previous: Option<String>, storage: Storage) -> Self {
        Self { own: own.into(), previous, storage }
    }

    /// Whether there was a place for a previous try's checkpoint; something lies there only if that try left it.
    pub fn prev_exists(&self) -> bool {
        self.previous.is_some()
    }

    /// Leaves these bytes for the next try; the last ones written count.
    ///
    /// # Errors
    /// When they cannot be stored.
    pub fn write(&self, bytes: &[u8]) -> Result<(), CheckpointError> {
        Ok(self.storage.write(&storage::join(&self.own, OBJECT), &[bytes])?)
    }

    /// Leaves a file, under its own name, or all that lies in a folder, for the next try.
    ///
    /// What was saved before and is not saved again stays. Each file is whole or absent; of a folder some files may be
    /// newer than others if the task ends meanwhile.
    ///
    /// # Errors
    /// When it is not there or cannot be stored.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), CheckpointError> {
        let path = path.as_ref();
        if path.is_dir() {
            return Ok(self.storage.upload_dir(path, &self.own)?);
        }
        let name = path.file_name().ok_or_else(|| CheckpointError::Nameless(path.to_owned()))?;
        Ok(self.storage.upload(path, &storage::join(&self.own, &name.to_string_lossy()))?)
    }

    /// Brings all that the previous try left into a folder, which is made if it is not there; says whether there was
    /// anything.
    ///
    /// # Errors
    /// When something may be there but cannot be fetched, or not be written.
    pub fn restore(&self, folder: impl AsRef<Path>) -> Result<bool, CheckpointError> {
        let Some(previous) = &self.previous else { return Ok(false) };
        match self.storage.download_dir(previous, folder) {
            Ok(()) => Ok(true),
            Err(error) if error.is_not_found() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// What the previous try wrote, or the one file that it saved: nothing if there was none, or if it left nothing.
    ///
    /// Flyte names the previous place whether or not anything was written there, so that nothing lies there is no
    /// error.
    ///
    /// # Errors
    /// When something may be there but cannot be fetched, or there are several files.
    pub fn read(&self) -> Result<Option<Vec<u8>>, CheckpointError> {
        let Some(previous) = &self.previous else { return Ok(None) };
        match self.storage.read(&storage::join(previous, OBJECT)) {
            Ok(bytes) => return Ok(Some(bytes)),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error.into()),
        }
        match self.storage.list(previous)?.as_slice() {
            [] => Ok(None),
            [one] if !one.is_folder() => Ok(Some(self.storage.read(&one.uri)?)),
            several => {
                Err(CheckpointError::Several(several.iter().map(|entry| entry.name().to_owned()).collect()))
            }
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
    #[test]
    fn files_and_folders_come_back() {
        let folder = std::env::temp_dir().join(format!("flyte-task-checkpoints-{}", std::process::id()));
        let place = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let first = Checkpoint::new(place("0"), None, Storage::new());
        let second = Checkpoint::new(place("1"), Some(place("0")), Storage::new());
        assert!(second.prev_exists() && !first.prev_exists());
        assert!(!second.restore(place("none")).unwrap() && !first.restore(place("none")).unwrap());

        std::fs::create_dir_all(place("work/deep")).unwrap();
        std::fs::write(place("work/weights.bin"), b"w").unwrap();
        std::fs::write(place("work/deep/state.json"), b"{}").unwrap();
        first.save(place("work/weights.bin")).unwrap();
        // A single file is what flytekit's read gives, too.
        assert_eq!(second.read().unwrap().as_deref(), Some(&b"w"[..]));
        first.save(place("work")).unwrap();
        assert!(second.read().unwrap_err().to_string().contains("(deep, weights.bin)"));
        assert!(second.restore(place("back")).unwrap());
        assert_eq!(std::fs::read(place("back/deep/state.json")).unwrap(), b"{}");
        assert_eq!(std::fs::read(place("back/weights.bin")).unwrap(), b"w");

        assert!(first.save(place("absent")).unwrap_err().to_string().contains("absent"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
