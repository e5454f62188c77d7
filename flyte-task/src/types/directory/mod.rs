//! `FlyteDirectory`: a directory that tasks hand on by where it lies.

#[cfg(test)]
mod directory_tests;

use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use super::blob::{Blob, FileWriter, inside};
use super::codec::BlobValue;
use super::file::FlyteFile;
use super::formats::{AnyFormat, FileFormat, name_of};
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};
use crate::storage::{StorageError, join};

/// A directory with all that lies below it (flytekit: `FlyteDirectory`).
///
/// As with a [`FlyteFile`], nothing is fetched before the task asks: by [`list`](Self::list), [`crawl`](Self::crawl) and
/// [`file`](Self::file), whose files are fetched one by one when they are wanted, or by [`path`](Self::path), which
/// fetches everything. What a task returns is stored among the run's raw outputs, if it is a directory of this
/// machine, and else goes on as it is. Object stores know no empty directories, so these are lost there.
///
/// `F` is the format, whatever the tasks mean by it; see [`formats`](super::formats).
///
/// ```
/// use flyte_task::prelude::*;
/// use std::io::Write;
///
/// /// Numbers the files of a directory.
/// #[task]
/// fn numbered(files: FlyteDirectory) -> Result<FlyteDirectory, TaskError> {
///     let copies = FlyteDirectory::new_remote_dir()?;
///     for (number, found) in files.crawl()?.enumerate() {
///         let (path, file) = found?;
///         let mut copy = copies.new_file(&format!("{number}/{path}"))?;
///         std::io::copy(&mut file.open()?, &mut copy)?;
///         copy.finish()?;
///     }
///     Ok(copies)
/// }
/// ```
pub struct FlyteDirectory<F: FileFormat = AnyFormat> {
    blob: Blob,
    format: PhantomData<fn() -> F>,
}

/// What lies right below a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectoryEntry {
    /// A file.
    File(FlyteFile),
    /// A directory.
    Directory(FlyteDirectory),
}

impl<F: FileFormat> FlyteDirectory<F> {
    /// The directory at a path of this machine or at a URI. It need not be there yet.
    pub fn new(place: impl Into<PathBuf>) -> Self {
        Self::from_blob(Blob::new(place.into(), true))
    }

    /// A new directory among the run's raw outputs, still empty (flytekit: `FlyteDirectory.new_remote`).
    ///
    /// [`new_file`](Self::new_file) writes files into it. Outside of a run, which is also on threads that a task starts,
    /// it is a new folder among this machine's temporary files, and is stored when a task returns it.
    ///
    /// # Errors
    /// When it is a folder of this machine that cannot be made.
    pub fn new_remote_dir() -> Result<Self, StorageError> {
        let blob = Blob::among_raw_outputs(true, |places| places.folder());
        // A folder of this machine is missed if nobody writes into it.
        if let Some(path) = blob.here() {
            std::fs::create_dir_all(&path)
                .map_err(|error| StorageError::io("make", &path.to_string_lossy(), &error))?;
        }
        Ok(Self::from_blob(blob))
    }

    fn from_blob(blob: Blob) -> Self {
        Self { blob, format: PhantomData }
    }

    /// The same directory, to be stored at that URI when the task returns it.
    ///
    /// It has no effect on a directory that does not lie on this machine.
    pub fn with_remote_path(mut self, uri: impl Into<String>) -> Self {
        self.blob = self.blob.to(uri.into());
        self
    }

    /// The same directory, which stays on this machine when the task returns it (flytekit: `remote_directory=False`).
    ///
    /// Only tasks on the same machine can read it then.
    pub fn without_upload(mut self) -> Self {
        self.blob = self.blob.not_stored();
        self
    }

    /// The same directory as one of another format.
    pub fn with_format<G: FileFormat>(self) -> FlyteDirectory<G> {
        FlyteDirectory { blob: self.blob, format: PhantomData }
    }

    /// Its path on this machine; a directory that lies elsewhere is fetched whole into the run's working directory,
    /// once.
    ///
    /// # Errors
    /// When something of it cannot be fetched. A path of this machine is given as it is, whether something lies there
    /// or not.
    pub fn path(&self) -> Result<&Path, StorageError> {
        self.blob.path()
    }

    /// Fetches all that lies below it to below that path, each file whole or not at all.
    ///
    /// # Errors
    /// When nothing lies there, something of it cannot be read, or a file cannot be written.
    pub fn download_to(&self, path: impl AsRef<Path>) -> Result<(), StorageError> {
        self.blob.storage().download_dir(self.blob.address()?, path)
    }

    /// What lies right below it, by name (flytekit: `listdir`). Nothing is fetched.
    ///
    /// # Errors
    /// When it cannot be listed.
    pub fn list(&self) -> Result<Vec<DirectoryEntry>, StorageError> {
        let entries = self.blob.storage().list(self.blob.address()?)?.into_iter();
        Ok(entries
            .map(|entry| {
                if entry.is_folder() {
                    DirectoryEntry::Directory(FlyteDirectory::from_blob(self.blob.below(entry.uri, true)))
                } else {
                    DirectoryEntry::File(FlyteFile::from_blob(self.blob.below(entry.uri, false)))
                }
            })
            .collect())
    }

    /// All files below it, however deep, each with its path from here, with `/` between the names (flytekit: `crawl`).
    ///
    /// Nothing is fetched but the listing, as it is asked for.
    ///
    /// # Errors
    /// When it cannot be listed; also while it goes on.
    pub fn crawl(
        &self,
    ) -> Result<impl Iterator<Item = Result<(String, FlyteFile), StorageError>> + Send + use<F>, StorageError>
    {
        let blob = self.blob.clone();
        let base = join(self.blob.address()?, "");
        let entries = self.blob.storage().walk(self.blob.address()?)?;
        Ok(entries.map(move |entry| {
            let uri = entry?.uri;
            let relative = uri.strip_prefix(&base).unwrap_or(&uri).to_owned();
            Ok((relative, FlyteFile::from_blob(blob.below(uri, false))))
        }))
    }

    /// The file at a path below it. It need not be there.
    ///
    /// # Errors
    /// When the path leads elsewhere: it must be names with `/` between, none of them empty, `.` or `..`.
    pub fn file(&self, path: &str) -> Result<FlyteFile, StorageError> {
        Ok(FlyteFile::from_blob(self.blob.below(self.address_of(path)?, false)))
    }

    /// The directory at a path below it (flytekit: `new_dir`). It need not be there.
    ///
    /// # Errors
    /// As [`file`](Self::file).
    pub fn directory(&self, path: &str) -> Result<FlyteDirectory, StorageError> {
        Ok(FlyteDirectory::from_blob(self.blob.below(self.address_of(path)?, true)))
    }

    /// A writer of the file at a path below it (flytekit: `new_file`); a file that is there already is replaced.
    ///
    /// # Errors
    /// As [`file`](Self::file), or when the run's working directory cannot be written.
    pub fn new_file(&self, path: &str) -> Result<FileWriter, StorageError> {
        FileWriter::new(self.blob.below(self.address_of(path)?, false))
    }

    fn address_of(&self, path: &str) -> Result<String, StorageError> {
        let address = self.blob.address()?;
        Ok(join(address, inside(address, path)?))
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
}

impl<F: FileFormat> FlyteType for FlyteDirectory<F> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Blob { format: name_of::<F>(), directory: true };

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        let value = BlobValue { uri: self.blob.output()?, ..BlobValue::default() };
        writer.blob(Self::TYPE, &value)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let BlobValue { uri, .. } = reader.blob(true)?;
        Ok(Self::from_blob(Blob::read(uri, true, reader)?))
    }
}

impl<F: FileFormat> Clone for FlyteDirectory<F> {
    fn clone(&self) -> Self {
        Self::from_blob(self.blob.clone())
    }
}

/// Two are equal that lie at the same place; what lies below is not compared.
impl<F: FileFormat> PartialEq for FlyteDirectory<F> {
    fn eq(&self, other: &Self) -> bool {
        self.blob == other.blob
    }
}

impl<F: FileFormat> Eq for FlyteDirectory<F> {}

impl<F: FileFormat> fmt::Debug for FlyteDirectory<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FlyteDirectory").field(&self.blob.address().unwrap_or_default()).finish()
    }
}

impl<F: FileFormat> From<PathBuf> for FlyteDirectory<F> {
    fn from(path: PathBuf) -> Self {
        Self::new(path)
    }
}

impl<F: FileFormat> From<&Path> for FlyteDirectory<F> {
    fn from(path: &Path) -> Self {
        Self::new(path)
    }
}

impl<F: FileFormat> From<&str> for FlyteDirectory<F> {
    fn from(place: &str) -> Self {
        Self::new(place)
    }
}

impl<F: FileFormat> From<String> for FlyteDirectory<F> {
    fn from(place: String) -> Self {
        Self::new(place)
    }
}
