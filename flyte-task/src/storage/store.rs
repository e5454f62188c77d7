//! The one door to bytes, wherever they live.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::address::Address;
use super::entry::Entry;
use super::error::StorageError;
use super::local::LocalPlace;
use super::place::{Place, Reader};
use super::remote::Stores;
use super::tree::TreeFile;

/// Moves bytes between this machine and the places that URIs name.
///
/// A URI without a scheme, or with `file://`, is a path of this machine. The others need a feature each: `s3`
/// (`s3://`, `s3a://`), `gcs` (`gs://`), `azure` (`abfs://container@account.dfs.core.windows.net/..` and its kin),
/// `http` (reading `https://` and `http://`). In keys every character stands for itself; nothing is percent-decoded.
///
/// What is written is whole or absent. Calls block and may be made from async code too: transfers run on a thread of
/// their own, which is started by the first one that needs it, as connections and credentials are.
///
/// Stores find their settings in the environment: Flyte's variables (`FLYTE_AWS_ENDPOINT`, `FLYTE_AWS_ACCESS_KEY_ID`,
/// `FLYTE_AWS_SECRET_ACCESS_KEY`, `FLYTE_AWS_ADDRESSING_STYLE`, `FLYTE_AWS_RETRIES`, `FLYTE_AWS_BACKOFF_SECONDS`,
/// `FLYTE_AZURE_STORAGE_ACCOUNT_NAME` and so on) before the clouds' own (`AWS_*`, `AZURE_*`, `GOOGLE_*`). Where there
/// are no credentials, requests are not signed, which is enough to read what is public.
#[derive(Debug, Clone, Default)]
pub struct Storage {
    stores: Arc<Stores>,
}

impl Storage {
    /// A storage that reaches what this build has features for, set up by the environment.
    pub fn new() -> Self {
        Self::default()
    }

    /// A storage that is set up by these variables, and looks at none of the environment's.
    ///
    /// ```
    /// use flyte_task::storage::Storage;
    ///
    /// let storage = Storage::with_variables([
    ///     ("FLYTE_AWS_ENDPOINT", "http://localhost:30002"),
    ///     ("FLYTE_AWS_ACCESS_KEY_ID", "minio"),
    ///     ("FLYTE_AWS_SECRET_ACCESS_KEY", "miniostorage"),
    /// ]);
    /// # drop(storage);
    /// ```
    pub fn with_variables<N, V>(variables: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: Into<String>,
    {
        let variables: HashMap<String, String> =
            variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { stores: Arc::new(Stores::with_variables(variables)) }
    }

    /// The whole object.
    ///
    /// # Errors
    /// When the scheme is not supported, the object does not exist or cannot be read.
    pub fn read(&self, uri: &str) -> Result<Vec<u8>, StorageError> {
        self.place(uri)?.read()
    }

    /// The object's bytes as they arrive, a little ahead of the reader; memory does not grow with the object.
    ///
    /// # Errors
    /// When the scheme is not supported, the object does not exist or cannot be read.
    pub fn open(&self, uri: &str) -> Result<Reader, StorageError> {
        self.place(uri)?.open()
    }

    /// Writes the object, given in pieces, whole or not at all; folders are made on the way.
    ///
    /// # Errors
    /// When the scheme is not supported or the object cannot be written.
    pub fn write(&self, uri: &str, pieces: &[&[u8]]) -> Result<(), StorageError> {
        self.place(uri)?.write(pieces)
    }

    /// Fetches the object into the file `to`, whole or not at all; folders are made on the way.
    ///
    /// # Errors
    /// When the scheme is not supported, the object does not exist or cannot be read, or the file not be written.
    pub fn download(&self, uri: &str, to: impl AsRef<Path>) -> Result<(), StorageError> {
        self.place(uri)?.download(to.as_ref())
    }

    /// Stores the file `from`, whole or not at all. A link is followed; a folder is refused.
    ///
    /// # Errors
    /// When the scheme is not supported, the file cannot be read or the object not be written.
    pub fn upload(&self, from: impl AsRef<Path>, uri: &str) -> Result<(), StorageError> {
        self.place(uri)?.upload(from.as_ref())
    }

    /// Fetches all that lies below `uri` into the folder `to`, each file whole or not at all.
    ///
    /// # Errors
    /// When nothing lies there, something of it cannot be read, or a file cannot be written; what was fetched before
    /// stays.
    pub fn download_dir(&self, uri: &str, to: impl AsRef<Path>) -> Result<(), StorageError> {
        self.place(uri)?.download_dir(to.as_ref())
    }

    /// Stores all files below the folder `from`, each whole or not at all.
    ///
    /// Links to files are followed, links to folders are refused. Object stores know no folders, so empty ones leave
    /// nothing there.
    ///
    /// # Errors
    /// When the folder or something in it cannot be read, or an object not be written; what was stored before stays.
    pub fn upload_dir(&self, from: impl AsRef<Path>, uri: &str) -> Result<(), StorageError> {
        self.place(uri)?.upload_dir(from.as_ref())
    }

    /// Stores these files below `uri`, beside each other, each whole or not at all.
    ///
    /// # Errors
    /// When a file cannot be read, or an object not be written; what was stored before stays.
    pub(crate) fn upload_files(&self, files: Vec<TreeFile>, uri: &str) -> Result<(), StorageError> {
        self.place(uri)?.upload_files(files)
    }

    /// The files and folders right below `uri`, by name. Where nothing lies the list is empty.
    ///
    /// # Errors
    /// When the scheme is not supported or the place cannot be listed.
    pub fn list(&self, uri: &str) -> Result<Vec<Entry>, StorageError> {
        let mut entries = self.place(uri)?.list()?;
        entries.sort_unstable_by(|a, b| a.uri.cmp(&b.uri));
        Ok(entries)
    }

    /// All files below `uri`, however deep, fetched as they are asked for.
    ///
    /// # Errors
    /// When the scheme is not supported or the place cannot be listed; also while it goes on.
    pub fn walk(
        &self,
        uri: &str,
    ) -> Result<impl Iterator<Item = Result<Entry, StorageError>> + Send + use<>, StorageError> {
        self.place(uri)?.walk()
    }

    /// Whether an object, or anything below such a prefix, exists.
    ///
    /// # Errors
    /// When the scheme is not supported or the store does not say.
    pub fn exists(&self, uri: &str) -> Result<bool, StorageError> {
        self.place(uri)?.exists()
    }

    /// Removes the object; that it is not there is fine.
    ///
    /// # Errors
    /// When the scheme is not supported or the object cannot be removed.
    pub fn delete(&self, uri: &str) -> Result<(), StorageError> {
        self.place(uri)?.delete()
    }

    fn place(&self, uri: &str) -> Result<Box<dyn Place>, StorageError> {
        match Address::parse(uri)? {
            Address::Local(path) => Ok(Box::new(LocalPlace::new(uri, path))),
            Address::Remote(object) => Ok(Box::new(self.stores.place(uri, &object)?)),
        }
    }
}
