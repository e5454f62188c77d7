//! A stream of the transfers' thread, read from any other, one batch ahead.

use std::io::{self, Read};
use std::sync::mpsc::Receiver;

use bytes::{Buf, Bytes};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::ObjectMeta;

use super::cause::TransferError;
use super::limits::{BYTES_AHEAD, ENTRIES_AHEAD};
use super::runtime;

type Items<T> = BoxStream<'static, object_store::Result<T>>;

/// Takes a stream in batches, so that threads meet once for many items.
pub(super) struct Feed<T> {
    ahead: Option<Receiver<Batch<T>>>,
}

struct Batch<T> {
    items: Vec<T>,
    /// What the stream ended by, if it did.
    end: Option<object_store::Result<()>>,
    rest: Items<T>,
}

/// What counts against the size of a batch.
pub(super) trait Weight {
    const MOST: usize;
    fn weight(&self) -> usize;
}

impl Weight for Bytes {
    const MOST: usize = BYTES_AHEAD;
    fn weight(&self) -> usize {
        self.len()
    }
}

impl Weight for ObjectMeta {
    const MOST: usize = ENTRIES_AHEAD;
    fn weight(&self) -> usize {
        1
    }
}

impl<T: Weight + Send + 'static> Feed<T> {
    pub(super) fn new(stream: Items<T>) -> io::Result<Self> {
        Ok(Self { ahead: Some(fill(stream)?) })
    }

    /// The next items; none after the last. The batch after them is already being fetched.
    pub(super) fn next(&mut self) -> Result<Option<Vec<T>>, TransferError> {
        let Some(ahead) = self.ahead.take() else { return Ok(None) };
        let batch = ahead.recv().map_err(|_| TransferError::Io(runtime::given_up()))?;
        match batch.end {
            None => self.ahead = Some(fill(batch.rest).map_err(TransferError::Io)?),
            // What came before an error is no whole object, but a listing's entries are whole.
            Some(Err(error)) => return Err(TransferError::Store(error)),
            Some(Ok(())) => {}
        }
        Ok(Some(batch.items))
    }
}

fn fill<T: Weight + Send + 'static>(mut rest: Items<T>) -> io::Result<Receiver<Batch<T>>> {
    let (receiver, _) = runtime::start(async move {
        let mut items = Vec::new();
        let mut weight = 0;
        let end = loop {
            if weight >= T::MOST {
                break None;
            }
            match rest.next().await {
                Some(Ok(item)) => {
                    weight += item.weight();
                    items.push(item);
                }
                Some(Err(error)) => break Some(Err(error)),
                None => break Some(Ok(())),
            }
        };
        Batch { items, end, rest }
    })?;
    Ok(receiver)
}

/// A feed of bytes as a reader.
pub(super) struct FeedReader<F> {
    feed: Feed<Bytes>,
    pieces: std::vec::IntoIter<Bytes>,
    current: Bytes,
    failed: F,
}

impl<F: Fn(TransferError) -> io::Error> FeedReader<F> {
    pub(super) fn new(feed: Feed<Bytes>, failed: F) -> Self {
        Self { feed, pieces: Vec::new().into_iter(), current: Bytes::new(), failed }
    }
}

impl<F: Fn(TransferError) -> io::Error> Read for FeedReader<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() && !buffer.is_empty() {
            match self.pieces.next() {
                Some(piece) => self.current = piece,
                None => match self.feed.next().map_err(&self.failed)? {
                    Some(pieces) => self.pieces = pieces.into_iter(),
                    None => return Ok(0),
                },
            }
        }
        (&mut self.current).reader().read(buffer)
    }
}
