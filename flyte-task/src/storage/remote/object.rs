//! A key in a bucket, as a place.

use std::io;
use std::path::Path as FilePath;
use std::sync::Arc;

use object_store::ObjectStoreExt;
use object_store::path::Path;

use super::bucket::Bucket;
use super::cause::TransferError;
use super::send::Pieces;
use super::{fetch, folder, send};
use crate::storage::entry::Entry;
use crate::storage::error::{StorageError, StorageErrorKind};
use crate::storage::local::{at, open_file};
use crate::storage::place::{Place, Reader, Walk};
use crate::storage::tree::{Tree, TreeFile};

/// An object, or all that lies below its key.
pub(in crate::storage) struct ObjectPlace {
    bucket: Arc<Bucket>,
    key: String,
    uri: String,
}

impl ObjectPlace {
    pub(super) fn new(bucket: Arc<Bucket>, key: &str, uri: &str) -> Self {
        Self { bucket, key: key.to_owned(), uri: uri.to_owned() }
    }

    fn told(&self, verb: &str) -> impl FnOnce(TransferError) -> StorageError {
        move |error| self.bucket.told(verb, &self.uri, &error)
    }

    /// The key of one object.
    fn path(&self) -> Result<Path, StorageError> {
        if self.bucket.is_web {
            return Ok(Path::ROOT);
        }
        if self.key.is_empty() || self.key.ends_with('/') {
            return Err(StorageError::invalid(&self.uri, "it names a folder, where an object is meant"));
        }
        self.parse(&self.key)
    }

    /// The key that all of a folder's keys begin with, less the slash; none for the whole bucket.
    fn prefix(&self) -> Result<Option<Path>, StorageError> {
        if self.bucket.is_web {
            return Err(StorageError::unsupported(
                &self.uri,
                "a web server does not tell what lies below an address",
            ));
        }
        match self.key.strip_suffix('/').unwrap_or(&self.key) {
            "" => Ok(None),
            key => self.parse(key).map(Some),
        }
    }

    /// Keys that `object_store` would make others of are refused.
    fn parse(&self, key: &str) -> Result<Path, StorageError> {
        let invalid = |cause: &str| StorageError::invalid(&self.uri, cause);
        if key.split('/').any(str::is_empty) {
            return Err(invalid("two slashes in its key have nothing between them"));
        }
        Path::parse(key).map_err(|_| invalid("its key has a part `.` or `..`, or a control character"))
    }

    fn written(&self) -> Result<Path, StorageError> {
        if self.bucket.is_web {
            return Err(StorageError::unsupported(&self.uri, "web servers are only read"));
        }
        self.path()
    }

    fn written_below(&self) -> Result<Option<Path>, StorageError> {
        if self.bucket.is_web {
            return Err(StorageError::unsupported(&self.uri, "web servers are only read"));
        }
        self.prefix()
    }
}

impl Place for ObjectPlace {
    fn read(&self) -> Result<Vec<u8>, StorageError> {
        fetch::whole(&self.bucket, &self.path()?).map_err(self.told("read"))
    }

    fn open(&self) -> Result<Reader, StorageError> {
        let path = self.path()?;
        let (bucket, uri) = (Arc::clone(&self.bucket), self.uri.clone());
        let failed = move |error: TransferError| io::Error::from(bucket.told("read", &uri, &error));
        Ok(Reader::new(fetch::reader(&self.bucket, &path, failed).map_err(self.told("read"))?))
    }

    fn write(&self, pieces: &[&[u8]]) -> Result<(), StorageError> {
        let path = self.written()?;
        let size = pieces.iter().map(|piece| piece.len() as u64).sum();
        send::object(&self.bucket, &path, size, &mut Pieces::new(pieces))
            .map_err(|error| error.told(&self.bucket, "write", &self.uri, None))
    }

    fn download(&self, to: &FilePath) -> Result<(), StorageError> {
        fetch::file(&self.bucket, &self.path()?, to)
            .map_err(|error| error.told(&self.bucket, "fetch", &self.uri, to))
    }

    fn upload(&self, from: &FilePath) -> Result<(), StorageError> {
        let path = self.written()?;
        let opened = open_file(from).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (size, mut file) =
            opened.map_err(|error| StorageError::between("store", &self.uri, "from", from, &error))?;
        send::object(&self.bucket, &path, size, &mut file)
            .map_err(|error| error.told(&self.bucket, "store", &self.uri, Some(from)))
    }

    fn download_dir(&self, to: &FilePath) -> Result<(), StorageError> {
        folder::fetch(&self.bucket, self.prefix()?.as_ref(), &self.uri, to)
    }

    fn upload_dir(&self, from: &FilePath) -> Result<(), StorageError> {
        let tree = Tree::new(from).map_err(|(path, error)| at("store", &path, &error))?;
        folder::send(&self.bucket, self.written_below()?.as_ref(), tree)
    }

    fn upload_files(&self, files: Vec<TreeFile>) -> Result<(), StorageError> {
        folder::send(&self.bucket, self.written_below()?.as_ref(), files.into_iter().map(Ok))
    }

    fn list(&self) -> Result<Vec<Entry>, StorageError> {
        folder::list(&self.bucket, self.prefix()?).map_err(self.told("list"))
    }

    fn walk(&self) -> Result<Walk, StorageError> {
        folder::walk(&self.bucket, self.prefix()?, &self.uri)
    }

    fn exists(&self) -> Result<bool, StorageError> {
        if self.key.is_empty() && !self.bucket.is_web || self.key.ends_with('/') {
            return folder::is_there(&self.bucket, self.prefix()?).map_err(self.told("look for"));
        }
        let path = self.path()?;
        let head = self.bucket.read(|store| {
            let path = path.clone();
            async move { store.head(&path).await.map(drop) }
        });
        match head.map_err(self.told("look for")) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() != StorageErrorKind::NotFound => Err(error),
            Err(_) if self.bucket.is_web => Ok(false),
            Err(_) => folder::is_there(&self.bucket, Some(path)).map_err(self.told("look for")),
        }
    }

    fn delete(&self) -> Result<(), StorageError> {
        let path = self.written()?;
        let deleted = self.bucket.change(|store| async move { store.delete(&path).await });
        match deleted {
            Err(TransferError::Store(object_store::Error::NotFound { .. })) => Ok(()),
            deleted => deleted.map_err(self.told("delete")),
        }
    }
}
