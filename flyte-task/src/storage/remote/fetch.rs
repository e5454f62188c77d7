//! Objects on their way here: whole, as they arrive, or into a file by ranges side by side.

use std::io::{self, Read, Write};
use std::path::Path as FilePath;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{GetOptions, GetResult, ObjectStore, ObjectStoreExt};

use super::bucket::{Bucket, Store};
use super::cause::TransferError;
use super::feed::{Feed, FeedReader};
use super::limits::{BYTES_AT_ONCE, RANGE, RANGES_AT_ONCE};
use super::window::Window;
use crate::storage::error::StorageError;
use crate::storage::local::NewFile;

/// Why an object did not become a file.
pub(super) enum FetchError {
    Transfer(TransferError),
    File(io::Error),
}

impl FetchError {
    pub(super) fn told(&self, bucket: &Bucket, verb: &str, uri: &str, to: &FilePath) -> StorageError {
        match self {
            Self::Transfer(error) => bucket.told(verb, uri, error),
            Self::File(error) => StorageError::between(verb, uri, "to", to, error),
        }
    }
}

impl From<TransferError> for FetchError {
    fn from(error: TransferError) -> Self {
        Self::Transfer(error)
    }
}

pub(super) fn whole(bucket: &Bucket, path: &Path) -> Result<Vec<u8>, TransferError> {
    bucket.read(|store| {
        let path = path.clone();
        async move { collect(store.get(&path).await?).await }
    })
}

pub(super) async fn collect(result: GetResult) -> object_store::Result<Vec<u8>> {
    // What a server claims is not yet memory's worth.
    let expected = result.range.end.saturating_sub(result.range.start).min(BYTES_AT_ONCE);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    let mut stream = result.into_stream();
    while let Some(piece) = stream.next().await {
        bytes.extend_from_slice(&piece?);
    }
    Ok(bytes)
}

pub(super) fn reader<F>(bucket: &Bucket, path: &Path, failed: F) -> Result<impl Read + use<F>, TransferError>
where
    F: Fn(TransferError) -> io::Error,
{
    let opened = open(bucket, path)?;
    Ok(FeedReader::new(Feed::new(opened.stream)?, failed))
}

/// An object that has begun to arrive.
struct Opened {
    store: Store,
    size: u64,
    /// By which later requests know that it is still the same object.
    tag: Option<String>,
    stream: BoxStream<'static, object_store::Result<Bytes>>,
}

fn open(bucket: &Bucket, path: &Path) -> Result<Opened, TransferError> {
    bucket.read(|store| {
        let path = path.clone();
        async move {
            let result = store.get(&path).await?;
            let (size, tag) = (result.meta.size, result.meta.e_tag.clone());
            Ok(Opened { store, size, tag, stream: result.into_stream() })
        }
    })
}

/// Fetches an object into a file.
pub(super) fn file(bucket: &Bucket, path: &Path, to: &FilePath) -> Result<(), FetchError> {
    let opened = open(bucket, path)?;
    let mut file = NewFile::create(to).map_err(FetchError::File)?;
    match opened.tag.clone().filter(|_| opened.size > 2 * RANGE && !bucket.is_web) {
        Some(tag) => by_ranges(opened, &tag, path, &mut file)?,
        None => in_order(opened.stream, &mut file)?,
    }
    file.finish().map_err(FetchError::File)
}

fn in_order(
    stream: BoxStream<'static, object_store::Result<Bytes>>,
    file: &mut NewFile,
) -> Result<(), FetchError> {
    let mut feed = Feed::new(stream).map_err(TransferError::Io)?;
    while let Some(pieces) = feed.next()? {
        for piece in pieces {
            file.write_all(&piece).map_err(FetchError::File)?;
        }
    }
    Ok(())
}

fn by_ranges(opened: Opened, tag: &str, path: &Path, file: &mut NewFile) -> Result<(), FetchError> {
    let Opened { store, size, stream, .. } = opened;
    let mut window: Window<(u64, object_store::Result<Vec<Bytes>>)> =
        Window::new(RANGE * RANGES_AT_ONCE as u64, RANGES_AT_ONCE);
    // The answer that is already on its way is the first range; the rest of it is left in the network.
    window.start(RANGE, async move { (0, take(stream, RANGE).await) }).map_err(TransferError::Io)?;
    let mut start = RANGE;
    while start < size {
        while !window.has_room(RANGE) {
            write_next(&mut window, file)?;
        }
        let end = size.min(start + RANGE);
        let range = get_range(Arc::clone(&store), path.clone(), tag.to_owned(), start, end);
        window.start(RANGE, range).map_err(TransferError::Io)?;
        start = end;
    }
    while write_next(&mut window, file)? {}
    Ok(())
}

fn write_next(
    window: &mut Window<(u64, object_store::Result<Vec<Bytes>>)>,
    file: &mut NewFile,
) -> Result<bool, FetchError> {
    let Some(done) = window.next() else { return Ok(false) };
    let (mut at, pieces) = done.map_err(TransferError::Io)?;
    for piece in pieces.map_err(TransferError::Store)? {
        file.write_at(at, &piece).map_err(FetchError::File)?;
        at += piece.len() as u64;
    }
    Ok(true)
}

async fn get_range(
    store: Arc<dyn ObjectStore>,
    path: Path,
    tag: String,
    start: u64,
    end: u64,
) -> (u64, object_store::Result<Vec<Bytes>>) {
    let options = GetOptions::new().with_range(Some(start..end)).with_if_match(Some(&tag));
    let pieces = match store.get_opts(&path, options).await {
        // Not every server heeds the condition.
        Ok(result) if result.meta.e_tag.as_ref().is_some_and(|found| *found != tag) => {
            Err(object_store::Error::Precondition { path: path.to_string(), source: "another tag".into() })
        }
        Ok(result) => take(result.into_stream(), end - start).await,
        Err(error) => Err(error),
    };
    (start, pieces)
}

/// The first so many bytes of a stream, all of them or an error.
async fn take(
    mut stream: BoxStream<'static, object_store::Result<Bytes>>,
    count: u64,
) -> object_store::Result<Vec<Bytes>> {
    let mut pieces = Vec::new();
    let mut missing = count;
    while missing > 0 {
        let Some(piece) = stream.next().await else {
            return Err(object_store::Error::Generic {
                store: "range",
                source: format!("the answer ended {missing} bytes too early").into(),
            });
        };
        let mut piece = piece?;
        piece.truncate(usize::try_from(missing).unwrap_or(usize::MAX));
        missing -= piece.len() as u64;
        pieces.push(piece);
    }
    Ok(pieces)
}
