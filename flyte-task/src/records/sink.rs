//! Where the encoder writes: the room it is given, or nowhere while it only measures.

use super::format::Tag;

/// How many bytes take less time one by one than the calls that copy them at once.
const FEW: usize = 48;

/// Bytes on their way into a record. What does not fit is counted and dropped, so that a walk over too small a room
/// tells how much room the next one needs.
///
/// In constants a call costs as much as copying a dozen bytes, so what runs for every byte calls nothing.
pub(super) struct Sink<'a> {
    room: &'a mut [u8],
    end: usize,
    len: usize,
}

impl<'a> Sink<'a> {
    pub(super) const fn new(room: &'a mut [u8]) -> Self {
        Self { end: room.len(), room, len: 0 }
    }

    /// How many bytes were written, or would have been.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    #[expect(clippy::indexing_slicing, reason = "the bound is checked, and calls are dear in constants")]
    pub(super) const fn byte(&mut self, byte: u8) {
        if self.len < self.end {
            self.room[self.len] = byte;
        }
        self.len += 1;
    }

    #[expect(clippy::indexing_slicing, reason = "the bound is checked, and calls are dear in constants")]
    pub(super) const fn tag(&mut self, tag: Tag) {
        if self.len < self.end {
            self.room[self.len] = tag as u8;
        }
        self.len += 1;
    }

    #[expect(clippy::indexing_slicing, reason = "the bound is checked, and calls are dear in constants")]
    pub(super) const fn bytes(&mut self, mut bytes: &[u8]) {
        let len = bytes.len();
        if len > FEW || self.len + len > self.end {
            self.many(bytes);
            return;
        }
        while let [byte, rest @ ..] = bytes {
            self.room[self.len] = *byte;
            self.len += 1;
            bytes = rest;
        }
    }

    /// Bytes at once, if they fit.
    const fn many(&mut self, bytes: &[u8]) {
        if let Some((_, room)) = self.room.split_at_mut_checked(self.len)
            && let Some((place, _)) = room.split_at_mut_checked(bytes.len())
        {
            place.copy_from_slice(bytes);
        }
        self.len += bytes.len();
    }

    #[expect(clippy::cast_possible_truncation, reason = "seven bits are meant, and this is a constant")]
    pub(super) const fn count(&mut self, mut count: usize) {
        while count >= 0x80 {
            self.byte((count & 0x7f) as u8 | 0x80);
            count >>= 7;
        }
        self.byte(count as u8);
    }

    /// A length and so many bytes.
    pub(super) const fn measured(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            self.byte(0);
            return;
        }
        self.count(bytes.len());
        self.bytes(bytes);
    }

    pub(super) const fn text(&mut self, text: &str) {
        self.measured(text.as_bytes());
    }

    pub(super) const fn flag(&mut self, flag: bool) {
        self.byte(flag as u8);
    }
}
