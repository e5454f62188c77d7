//! `FlyteFile`: a file that tasks hand on by where it lies.

#[cfg(test)]
mod file_tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use super::blob::{Blob, FileWriter, file_name, store_all};
use super::codec::BlobValue;
use super::formats::{AnyFormat, FileFormat, name_of};
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};
use crate::storage::{self, StorageError};

/// A file (flytekit: `FlyteFile`).
///
/// A task is handed where the file lies, and nothing is fetched before it asks: by [`open`](Self::open), which reads
/// the bytes as they arrive, or by [`path`](Self::path), which fetches the file into the run's working directory.
///
/// What a task returns is stored among the run's raw outputs, if it is a file of this machine; a file that lies
/// elsewhere, as those do that the task was handed, goes on as it is, without a byte being moved. A task that changes
/// a fetched file and means to return that makes a new `FlyteFile` of its path.
///
/// `F` is the format of the content, see [`formats`](super::formats); without one nothing is said about it.
///
/// ```
/// use flyte_task::prelude::*;
/// use flyte_task::types::formats::Csv;
/// use std::io::{BufRead, BufReader, Write};
///
/// /// Keeps the lines of a table that name a city.
/// #[task]
/// fn select(table: FlyteFile<Csv>, city: String) -> Result<FlyteFile<Csv>, TaskError> {
///     let mut selected = FlyteFile::new_remote_file("selected.csv")?;
///     for line in BufReader::new(table.open()?).lines() {
///         let line = line?;
///         if line.contains(&city) {
///             writeln!(selected, "{line}")?;
///         }
///     }
///     Ok(selected.finish()?)
/// }
/// ```
pub struct FlyteFile<F: FileFormat = AnyFormat> {
    blob: Blob,
    metadata: BTreeMap<String, String>,
    format: PhantomData<fn() -> F>,
}

impl<F: FileFormat> FlyteFile<F> {
    /// The file at a path of this machine or at a URI. It need not be there yet.
    pub fn new(place: impl Into<PathBuf>) -> Self {
        Self::from_blob(Blob::new(place.into(), false))
    }

    /// A writer of a new file of that name among the run's raw outputs (flytekit: `FlyteFile.new_remote_file`).
    ///
    /// Of a path only the last part is the name; an empty one is replaced by a random one. Outside of a run,
    /// which is also on threads that a task starts, the file goes to this machine's temporary files, and is stored when
    /// a task returns it.
    ///
    /// # Errors
    /// When the run's working directory cannot be written.
    pub fn new_remote_file(name: &str) -> Result<FileWriter<F>, StorageError> {
        FileWriter::new(Blob::among_raw_outputs(false, |places| places.file(name)))
    }

    pub(super) fn from_blob(blob: Blob) -> Self {
        Self { blob, metadata: BTreeMap::new(), format: PhantomData }
    }

    /// The same file, to be stored at that URI when the task returns it.
    ///
    /// It has no effect on a file that does not lie on this machine.
    pub fn with_remote_path(mut self, uri: impl Into<String>) -> Self {
        self.blob = self.blob.to(uri.into());
        self
    }

    /// The same file, which stays on this machine when the task returns it (flytekit: `remote_path=False`).
    ///
    /// Only tasks on the same machine can read it then.
    pub fn without_upload(mut self) -> Self {
        self.blob = self.blob.not_stored();
        self
    }

    /// The same file, with something said about it to those who look at the value; one that was said before under
    /// the same key is replaced.
    pub fn with_metadata(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.insert(key.into(), value.into());
        self
    }

    /// What is said about it.
    pub fn metadata(&self) -> &BTreeMap<String, String> {
        &self.metadata
    }

    /// The same file as one of another format; its content is not looked at.
    pub fn with_format<G: FileFormat>(self) -> FlyteFile<G> {
        FlyteFile { blob: self.blob, metadata: self.metadata, format: PhantomData }
    }

    /// Its path on this machine; a file that lies elsewhere is fetched into the run's working directory, once.
    ///
    /// The file there goes when neither the run nor the value is in use any more.
    ///
    /// # Errors
    /// When it cannot be fetched. A path of this machine is given as it is, whether something lies there or not.
    pub fn path(&self) -> Result<&Path, StorageError> {
        self.blob.path()
    }

    /// Fetches it to that path, whole or not at all; folders are made on the way.
    ///
    /// # Errors
    /// When it cannot be read, or the path not be written.
    pub fn download_to(&self, path: impl AsRef<Path>) -> Result<(), StorageError> {
        self.blob.storage().download(self.blob.address()?, path)
    }

    /// Its bytes as they arrive; memory does not grow with the file, and nothing is kept.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self) -> Result<storage::Reader, StorageError> {
        self.blob.open()
    }

    /// Its bytes, all at once.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self) -> Result<Vec<u8>, StorageError> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).map_err(|error| self.unread(&error))?;
        Ok(bytes)
    }

    /// Its text, all at once.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8.
    pub fn read_to_string(&self) -> Result<String, StorageError> {
        let mut text = String::new();
        self.open()?.read_to_string(&mut text).map_err(|error| self.unread(&error))?;
        Ok(text)
    }

    /// Writes it as a value of a type of files.
    pub(super) fn encode_as(&self, ty: &TypeDescriptor, writer: &mut Writer) -> Result<(), ConversionError> {
        let value = BlobValue { uri: self.blob.output()?, metadata: self.metadata.clone() };
        writer.blob(ty, &value)
    }

    fn unread(&self, error: &std::io::Error) -> StorageError {
        StorageError::io("read", self.blob.address().unwrap_or_default(), error)
    }

    /// Where it lies, as far as it can be said as text: a URI, or a path of this machine.
    ///
    /// # Errors
    /// When it is a path that is not Unicode.
    pub fn uri(&self) -> Result<&str, StorageError> {
        self.blob.address()
    }

    /// Its URI, if it does not lie on this machine (flytekit: `remote_source`).
    pub fn remote_source(&self) -> Option<&str> {
        self.blob.remote()
    }

    /// Its path, if it is on this machine already: because it lies there, or because it was fetched.
    pub fn local_path(&self) -> Option<PathBuf> {
        self.blob.here()
    }

    /// The last part of where it lies.
    pub fn name(&self) -> &str {
        self.blob.address().map(file_name).unwrap_or_default()
    }
}

impl<F: FileFormat> FlyteType for FlyteFile<F> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Blob { format: name_of::<F>(), directory: false };

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        self.encode_as(Self::TYPE, writer)
    }

    fn encode_list(items: &[Self], writer: &mut Writer) -> Result<(), ConversionError> {
        store_all(items.iter().map(|file| &file.blob))?;
        writer.list(items, Self::encode)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let BlobValue { uri, metadata } = reader.blob(false)?;
        Ok(Self { metadata, ..Self::from_blob(Blob::read(uri, false, reader)?) })
    }
}

impl<F: FileFormat> Clone for FlyteFile<F> {
    fn clone(&self) -> Self {
        Self { blob: self.blob.clone(), metadata: self.metadata.clone(), format: PhantomData }
    }
}

/// Two are equal that lie at the same place and say the same; the bytes are not compared.
impl<F: FileFormat> PartialEq for FlyteFile<F> {
    fn eq(&self, other: &Self) -> bool {
        self.blob == other.blob && self.metadata == other.metadata
    }
}

impl<F: FileFormat> Eq for FlyteFile<F> {}

impl<F: FileFormat> fmt::Debug for FlyteFile<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FlyteFile").field(&self.blob.address().unwrap_or_default()).finish()
    }
}

impl<F: FileFormat> From<PathBuf> for FlyteFile<F> {
    fn from(path: PathBuf) -> Self {
        Self::new(path)
    }
}

impl<F: FileFormat> From<&Path> for FlyteFile<F> {
    fn from(path: &Path) -> Self {
        Self::new(path)
    }
}

impl<F: FileFormat> From<&str> for FlyteFile<F> {
    fn from(place: &str) -> Self {
        Self::new(place)
    }
}

impl<F: FileFormat> From<String> for FlyteFile<F> {
    fn from(place: String) -> Self {
        Self::new(place)
    }
}
