//! Objects on their way out: in one request, or in parts side by side.

use std::io::{self, Read};
use std::path::Path as FilePath;

use object_store::path::Path;
use object_store::{Attributes, MultipartUpload, ObjectStore, PutMultipartOptions, PutOptions, PutPayload};

use super::bucket::{Bucket, Store};
use super::cause::TransferError;
use super::limits::{self, BYTES_AT_ONCE, REQUESTS_AT_ONCE};
use super::window::Window;
use super::{metadata, runtime};
use crate::storage::error::StorageError;

/// Why an object was not stored.
pub(super) enum SendError {
    Transfer(TransferError),
    /// What was to be stored could not be read.
    Source(io::Error),
}

impl SendError {
    pub(super) fn told(
        &self,
        bucket: &Bucket,
        verb: &str,
        uri: &str,
        from: Option<&FilePath>,
    ) -> StorageError {
        match (self, from) {
            (Self::Transfer(error), _) => bucket.told(verb, uri, error),
            (Self::Source(error), Some(from)) => StorageError::between(verb, uri, "from", from, error),
            (Self::Source(error), None) => StorageError::io(verb, uri, error),
        }
    }
}

impl From<TransferError> for SendError {
    fn from(error: TransferError) -> Self {
        Self::Transfer(error)
    }
}

impl From<io::Error> for SendError {
    fn from(error: io::Error) -> Self {
        Self::Transfer(TransferError::Io(error))
    }
}

/// Sends all that `source` gives; `size` is what is expected of it, and only a guide.
pub(super) fn object(
    bucket: &Bucket,
    path: &Path,
    size: u64,
    source: &mut dyn Read,
) -> Result<(), SendError> {
    let part_size = limits::part_size_for(size, bucket.part_size);
    let first = next_part(source, part_size, size)?;
    if first.len() < part_size {
        let attributes = metadata::of_object(&bucket.attributes, path.as_ref());
        let path = path.clone();
        return Ok(bucket.change(|store| put(store, path, first, attributes))?);
    }
    in_parts(bucket, path, part_size, first, source)
}

/// Sends an object in one request.
pub(super) async fn put(
    store: Store,
    path: Path,
    bytes: Vec<u8>,
    attributes: Attributes,
) -> object_store::Result<()> {
    store.put_opts(&path, PutPayload::from(bytes), PutOptions::from(attributes)).await.map(drop)
}

/// Sends an object in parts, of which the first was read already.
pub(super) fn in_parts(
    bucket: &Bucket,
    path: &Path,
    part_size: usize,
    first: Vec<u8>,
    source: &mut dyn Read,
) -> Result<(), SendError> {
    let options = PutMultipartOptions::from(metadata::of_object(&bucket.attributes, path.as_ref()));
    let path = path.clone();
    let upload = bucket.change(|store| async move { store.put_multipart_opts(&path, options).await })?;
    let mut parts = Parts { upload: Some(upload), window: Window::new(BYTES_AT_ONCE, REQUESTS_AT_ONCE) };
    let mut part = first;
    while !part.is_empty() {
        parts.send(part)?;
        parts.make_room(part_size)?;
        part = next_part(source, part_size, u64::MAX)?;
    }
    parts.complete()
}

/// A multipart upload under way. Unless completed it is aborted, so that no parts are left to be paid for.
struct Parts {
    upload: Option<Box<dyn MultipartUpload>>,
    window: Window<object_store::Result<()>>,
}

impl Parts {
    fn send(&mut self, part: Vec<u8>) -> Result<(), SendError> {
        let Some(upload) = &mut self.upload else { return Ok(()) };
        let bytes = part.len() as u64;
        Ok(self.window.start(bytes, upload.put_part(PutPayload::from(part)))?)
    }

    /// Waits until another part may be held in memory.
    fn make_room(&mut self, part_size: usize) -> Result<(), SendError> {
        while !self.window.has_room(part_size as u64) {
            self.finish_one()?;
        }
        Ok(())
    }

    fn finish_one(&mut self) -> Result<bool, SendError> {
        let Some(done) = self.window.next() else { return Ok(false) };
        done?.map_err(TransferError::Store)?;
        Ok(true)
    }

    fn complete(mut self) -> Result<(), SendError> {
        while self.finish_one()? {}
        let Some(mut upload) = self.upload.take() else { return Ok(()) };
        let (upload, completed) = runtime::run(async move {
            let completed = upload.complete().await;
            (upload, completed)
        })?;
        completed.map(drop).map_err(|error| {
            self.upload = Some(upload);
            TransferError::Store(error).into()
        })
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        let Some(mut upload) = self.upload.take() else { return };
        // A part that arrives after the abort would stay, and one that is cut off may have arrived.
        while self.window.next().is_some() {}
        // The error that led here is the one to tell.
        let _ = runtime::run(async move { upload.abort().await });
    }
}

/// As much as makes a part; less means that no more comes.
pub(super) fn next_part(source: &mut dyn Read, part_size: usize, size: u64) -> Result<Vec<u8>, SendError> {
    // One byte more than expected, by which the end is seen without growing.
    let expected = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(1).min(part_size);
    let mut part = Vec::with_capacity(expected);
    source.take(part_size as u64).read_to_end(&mut part).map_err(SendError::Source)?;
    Ok(part)
}

/// Pieces in memory, read one after the other.
pub(super) struct Pieces<'a> {
    pieces: std::slice::Iter<'a, &'a [u8]>,
    current: &'a [u8],
}

impl<'a> Pieces<'a> {
    pub(super) fn new(pieces: &'a [&'a [u8]]) -> Self {
        Self { pieces: pieces.iter(), current: &[] }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            match self.pieces.next() {
                Some(piece) => self.current = piece,
                None => return Ok(0),
            }
        }
        self.current.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_full_until_the_last() {
        let pieces: [&[u8]; 4] = [b"abc", b"", b"defgh", b"i"];
        let mut source = Pieces::new(&pieces);
        let mut parts = Vec::new();
        loop {
            let part = next_part(&mut source, 4, u64::MAX).ok().unwrap();
            if part.is_empty() {
                break;
            }
            parts.push(String::from_utf8(part).unwrap());
        }
        assert_eq!(parts, ["abcd", "efgh", "i"]);
    }
}
