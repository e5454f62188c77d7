//! What every kind of place can do, local or not.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;

use super::entry::Entry;
use super::error::StorageError;
use super::tree::TreeFile;

/// One URI, resolved to whoever serves it.
pub(super) trait Place {
    fn read(&self) -> Result<Vec<u8>, StorageError>;
    fn open(&self) -> Result<Reader, StorageError>;
    fn write(&self, pieces: &[&[u8]]) -> Result<(), StorageError>;
    fn download(&self, to: &Path) -> Result<(), StorageError>;
    fn upload(&self, from: &Path) -> Result<(), StorageError>;
    fn download_dir(&self, to: &Path) -> Result<(), StorageError>;
    fn upload_dir(&self, from: &Path) -> Result<(), StorageError>;
    fn upload_files(&self, files: Vec<TreeFile>) -> Result<(), StorageError>;
    fn list(&self) -> Result<Vec<Entry>, StorageError>;
    fn walk(&self) -> Result<Walk, StorageError>;
    fn exists(&self) -> Result<bool, StorageError>;
    fn delete(&self) -> Result<(), StorageError>;
}

/// All files below a place, fetched as they are asked for.
pub(super) type Walk = Box<dyn Iterator<Item = Result<Entry, StorageError>> + Send>;

/// An object's bytes as they arrive.
///
/// Its errors carry a [`StorageError`].
pub struct Reader(Box<dyn Read + Send>);

impl Reader {
    pub(super) fn new(source: impl Read + Send + 'static) -> Self {
        Self(Box::new(source))
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }

    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize> {
        self.0.read_to_end(buffer)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")
    }
}
