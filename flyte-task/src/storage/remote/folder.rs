//! Folders, which object stores know as common beginnings of keys.

use std::fs::File;
use std::io;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};

use super::bucket::{Bucket, Store};
use super::cause::TransferError;
use super::feed::Feed;
use super::fetch::{self as objects, FetchError};
use super::limits::{self, BYTES_AT_ONCE, REQUESTS_AT_ONCE};
use super::send::{SendError, in_parts, next_part, put};
use super::window::Window;
use super::{metadata, runtime};
use crate::storage::entry::Entry;
use crate::storage::error::{StorageError, StorageErrorKind};
use crate::storage::local::{at, open_file, write};
use crate::storage::place::Walk;
use crate::storage::tree::{TreeError, TreeFile};

/// Up to this size an object is fetched in one request while others are, above it alone by ranges.
const SMALL: u64 = 16 * 1024 * 1024;

pub(super) fn list(bucket: &Bucket, prefix: Option<Path>) -> Result<Vec<Entry>, TransferError> {
    let prefix = Arc::new(prefix);
    let listed = bucket.read(|store| {
        let prefix = Arc::clone(&prefix);
        async move { store.list_with_delimiter(Option::as_ref(&prefix)).await }
    })?;
    let folders = listed.common_prefixes.iter().map(|path| Entry::folder(uri_of(bucket, path)));
    let is_marker = |meta: &&ObjectMeta| Some(&meta.location) != Option::as_ref(&prefix);
    let files = listed.objects.iter().filter(is_marker);
    Ok(folders.chain(files.map(|meta| Entry::file(uri_of(bucket, &meta.location), meta.size))).collect())
}

pub(super) fn is_there(bucket: &Bucket, prefix: Option<Path>) -> Result<bool, TransferError> {
    let prefix = Arc::new(prefix);
    bucket.read(|store| {
        let prefix = Arc::clone(&prefix);
        async move { Ok(store.list(Option::as_ref(&prefix)).next().await.transpose()?.is_some()) }
    })
}

pub(super) fn walk(bucket: &Arc<Bucket>, prefix: Option<Path>, uri: &str) -> Result<Walk, StorageError> {
    let mut listing = Listing::open(bucket, prefix).map_err(|error| bucket.told("list", uri, &error))?;
    let (bucket, uri) = (Arc::clone(bucket), uri.to_owned());
    Ok(Box::new(std::iter::from_fn(move || match listing.next() {
        Ok(meta) => meta.map(|meta| Ok(Entry::file(uri_of(&bucket, &meta.location), meta.size))),
        Err(error) => Some(Err(bucket.told("list", &uri, &error))),
    })))
}

/// Fetches all below a prefix into a folder.
pub(super) fn fetch(
    bucket: &Bucket,
    prefix: Option<&Path>,
    uri: &str,
    to: &FilePath,
) -> Result<(), StorageError> {
    let told = |error: TransferError| bucket.told("fetch", uri, &error);
    let mut listing = Listing::open(bucket, prefix.cloned()).map_err(told)?;
    let mut fetching = Fetching { bucket, window: Window::new(BYTES_AT_ONCE, REQUESTS_AT_ONCE) };
    let mut empty = Vec::new();
    let mut any = false;
    while let Some(meta) = listing.next().map_err(told)? {
        any = true;
        let target = below(to, prefix, &meta.location);
        if meta.size == 0 {
            // It may be a file, or what consoles leave to show a folder: then others lie below it.
            empty.push(target);
        } else if meta.size <= SMALL {
            fetching.start(&listing.store, meta, target)?;
        } else {
            fetching.finish()?;
            objects::file(bucket, &meta.location, &target)
                .map_err(|error| error.told(bucket, "fetch", &uri_of(bucket, &meta.location), &target))?;
        }
    }
    fetching.finish()?;
    if !any {
        return Err(StorageError::new(StorageErrorKind::NotFound, "fetch", uri, "nothing lies below it"));
    }
    for target in empty.iter().filter(|target| !target.is_dir()) {
        write(target, &[]).map_err(|error| at("write", target, &error))?;
    }
    Ok(())
}

/// Sends files below a prefix.
pub(super) fn send(
    bucket: &Bucket,
    prefix: Option<&Path>,
    files: impl Iterator<Item = Result<TreeFile, TreeError>>,
) -> Result<(), StorageError> {
    let unread = |(path, error): (PathBuf, io::Error)| at("store", &path, &error);
    let mut window = Window::new(BYTES_AT_ONCE, REQUESTS_AT_ONCE);
    for file in files {
        let file = file.map_err(unread)?;
        let key = match prefix {
            Some(prefix) => format!("{prefix}/{}", file.relative),
            None => file.relative.clone(),
        };
        let path = Path::parse(&key)
            .map_err(|_| unread((file.path.clone(), io::Error::other("its name has a control character"))))?;
        send_file(bucket, &mut window, &path, &file)?;
    }
    while finish_one(bucket, &mut window)? {}
    Ok(())
}

type Sent = (Path, PathBuf, object_store::Result<()>);

fn send_file(
    bucket: &Bucket,
    window: &mut Window<Sent>,
    path: &Path,
    file: &TreeFile,
) -> Result<(), StorageError> {
    let told = |error: SendError| error.told(bucket, "store", &uri_of(bucket, path), Some(&file.path));
    let part_size = limits::part_size_for(file.size, bucket.part_size);
    while !window.has_room(file.size.min(part_size as u64)) {
        finish_one(bucket, window)?;
    }
    let mut source: File = open_file(&file.path).map_err(|error| told(SendError::Source(error)))?;
    let first = next_part(&mut source, part_size, file.size).map_err(told)?;
    if first.len() == part_size {
        // It takes all the memory there is to take.
        while finish_one(bucket, window)? {}
        return in_parts(bucket, path, part_size, first, &mut source).map_err(told);
    }
    let attributes = metadata::of_object(&bucket.attributes, path.as_ref());
    let (store, from, size) = (Arc::clone(&bucket.store), file.path.clone(), first.len() as u64);
    let to = path.clone();
    let sending = async move {
        let sent = put(store, to.clone(), first, attributes).await;
        (to, from, sent)
    };
    window.start(size, sending).map_err(|error| told(error.into()))
}

fn finish_one(bucket: &Bucket, window: &mut Window<Sent>) -> Result<bool, StorageError> {
    let Some(done) = window.next() else { return Ok(false) };
    let (path, from, sent) = done.map_err(|error| StorageError::io("store", &bucket.base, &error))?;
    sent.map_err(|error| {
        SendError::from(TransferError::Store(error)).told(
            bucket,
            "store",
            &uri_of(bucket, &path),
            Some(&from),
        )
    })?;
    Ok(true)
}

/// An object, the file it goes to, and what came of it.
type Fetched = (Path, PathBuf, Result<(), FetchError>);

/// Small objects on their way into files.
struct Fetching<'a> {
    bucket: &'a Bucket,
    window: Window<Fetched>,
}

impl Fetching<'_> {
    fn start(&mut self, store: &Store, meta: ObjectMeta, target: PathBuf) -> Result<(), StorageError> {
        while !self.window.has_room(meta.size) {
            self.finish_one()?;
        }
        let size = meta.size;
        let fetching = fetch_small(Arc::clone(store), meta.location, target);
        let base = &self.bucket.base;
        self.window.start(size, fetching).map_err(|error| StorageError::io("fetch", base, &error))
    }

    fn finish_one(&mut self) -> Result<bool, StorageError> {
        let Some(done) = self.window.next() else { return Ok(false) };
        let (path, target, fetched) =
            done.map_err(|error| StorageError::io("fetch", &self.bucket.base, &error))?;
        fetched.map_err(|error| error.told(self.bucket, "fetch", &uri_of(self.bucket, &path), &target))?;
        Ok(true)
    }

    fn finish(&mut self) -> Result<(), StorageError> {
        while self.finish_one()? {}
        Ok(())
    }
}

async fn fetch_small(store: Store, path: Path, target: PathBuf) -> Fetched {
    let fetched = match store.get(&path).await {
        Ok(result) => objects::collect(result).await,
        Err(error) => Err(error),
    };
    let written = match fetched {
        Ok(bytes) => {
            // Where the disk is waited for, and many can be at once.
            let target = target.clone();
            runtime::blocking(move || write(&target, &[&bytes])).await.map_err(FetchError::File)
        }
        Err(error) => Err(FetchError::Transfer(TransferError::Store(error))),
    };
    (path, target, written)
}

/// The objects below a prefix, in pages.
struct Listing {
    /// The store that could list, with credentials or without, can read too.
    store: Store,
    prefix: Option<Path>,
    feed: Feed<ObjectMeta>,
    page: std::vec::IntoIter<ObjectMeta>,
}

impl Listing {
    fn open(bucket: &Bucket, prefix: Option<Path>) -> Result<Self, TransferError> {
        let (store, stream) = bucket.read(|store| {
            let prefix = prefix.clone();
            async move {
                // Fused, for it may be at its end with the first item.
                let mut rest = store.list(prefix.as_ref()).fuse();
                // Whether it may be listed shows with the first page.
                let first = rest.next().await.transpose()?;
                let all: BoxStream<'static, _> = stream::iter(first.map(Ok)).chain(rest).boxed();
                Ok((store, all))
            }
        })?;
        Ok(Self { store, prefix, feed: Feed::new(stream)?, page: Vec::new().into_iter() })
    }

    fn next(&mut self) -> Result<Option<ObjectMeta>, TransferError> {
        loop {
            match self.page.next() {
                // The marker of the folder itself.
                Some(meta) if Some(&meta.location) == self.prefix.as_ref() => {}
                Some(meta) => return Ok(Some(meta)),
                None => match self.feed.next()? {
                    Some(page) => self.page = page.into_iter(),
                    None => return Ok(None),
                },
            }
        }
    }
}

fn uri_of(bucket: &Bucket, path: &Path) -> String {
    format!("{}/{path}", bucket.base)
}

/// Where an object's file goes. A key's parts are no `..` and hold no slash, so that it stays below.
fn below(to: &FilePath, prefix: Option<&Path>, location: &Path) -> PathBuf {
    let key = location.as_ref();
    let relative = prefix.and_then(|prefix| key.strip_prefix(prefix.as_ref())).unwrap_or(key);
    let mut target = to.to_owned();
    target.extend(relative.split('/').filter(|part| !part.is_empty()));
    target
}
