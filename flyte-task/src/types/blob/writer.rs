//! `FileWriter`: a file on its way to the raw outputs.

use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;
use std::path::PathBuf;

use super::{Blob, scratch};
use crate::storage::{RawOutputs, StorageError};
use crate::types::FlyteFile;
use crate::types::formats::{AnyFormat, FileFormat};

/// Writes a file that others will find at a URI; see [`FlyteFile::new_remote_file`].
///
/// What is written gathers in the run's working directory, and [`FileWriter::finish`] stores it whole. A writer that is
/// dropped before leaves nothing.
pub struct FileWriter<F: FileFormat = AnyFormat> {
    file: BufWriter<File>,
    gathered: Gathered,
    uri: String,
    blob: Blob,
    format: PhantomData<fn() -> F>,
}

/// A file that goes with whoever gathers it.
struct Gathered(PathBuf);

impl Drop for Gathered {
    fn drop(&mut self) {
        // The run's end takes it away at the latest.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl<F: FileFormat> FileWriter<F> {
    /// A writer of a file that does not lie there yet.
    pub(in crate::types) fn new(blob: Blob) -> Result<Self, StorageError> {
        let uri = blob.address()?.to_owned();
        let path = scratch(blob.context(), &RawOutputs::new("").folder())?;
        let file = File::create_new(&path)
            .map_err(|error| StorageError::io("make", &path.to_string_lossy(), &error))?;
        let (file, gathered) = (BufWriter::new(file), Gathered(path));
        Ok(Self { file, gathered, uri, blob, format: PhantomData })
    }

    /// Where the file will lie.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Stores what was written, whole or not at all, and gives the file.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn finish(self) -> Result<FlyteFile<F>, StorageError> {
        let Self { mut file, gathered, uri, blob, .. } = self;
        file.flush().map_err(|error| StorageError::io("write", &uri, &error))?;
        blob.storage().upload(&gathered.0, &uri)?;
        Ok(FlyteFile::from_blob(blob))
    }
}

impl<F: FileFormat> Write for FileWriter<F> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn write_all(&mut self, buffer: &[u8]) -> io::Result<()> {
        self.file.write_all(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl<F: FileFormat> fmt::Debug for FileWriter<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FileWriter").field(&self.uri).finish()
    }
}
