//! Where the encoder writes: the room it is given, or nowhere while it only measures.

use super::format::Tag;

/// How many bytes are fewer than what a call costs.
const FEW: usize = 16;

/// Bytes on their way into a record. What does not fit is counted and dropped, so that one walk over an empty room
/// tells how much room the next one needs.
pub(super) struct Sink<'a> {
    room: &'a mut [u8],
    len: usize,
}

impl<'a> Sink<'a> {
    pub(super) const fn new(room: &'a mut [u8]) -> Self {
        Self { room, len: 0 }
    }

    /// How many bytes were written, or would have been.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    #[expect(clippy::indexing_slicing, reason = "the bound is checked, and calls are dear in constants")]
    pub(super) const fn byte(&mut self, byte: u8) {
        if self.len < self.room.len() {
            self.room[self.len] = byte;
        }
        self.len += 1;
    }

    pub(super) const fn tag(&mut self, tag: Tag) {
        self.byte(tag.byte());
    }

    /// A few bytes one by one, more of them at once: in constants a call costs as much as a dozen bytes.
    #[expect(clippy::indexing_slicing, reason = "the bound is checked, and calls are dear in constants")]
    pub(super) const fn bytes(&mut self, bytes: &[u8]) {
        let len = bytes.len();
        if len > FEW {
            if let Some((_, room)) = self.room.split_at_mut_checked(self.len)
                && let Some((place, _)) = room.split_at_mut_checked(len)
            {
                place.copy_from_slice(bytes);
            }
        } else if self.len + len <= self.room.len() {
            let mut at = 0;
            while at < len {
                self.room[self.len + at] = bytes[at];
                at += 1;
            }
        }
        self.len += len;
    }

    pub(super) const fn count(&mut self, mut count: usize) {
        while count >= 0x80 {
            self.byte(low_seven(count) | 0x80);
            count >>= 7;
        }
        self.byte(low_seven(count));
    }

    /// A length and so many bytes.
    pub(super) const fn measured(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes(bytes);
    }

    pub(super) const fn text(&mut self, text: &str) {
        self.measured(text.as_bytes());
    }

    pub(super) const fn flag(&mut self, flag: bool) {
        self.byte(if flag { 1 } else { 0 });
    }
}

const fn low_seven(count: usize) -> u8 {
    let [low, ..] = count.to_le_bytes();
    low & 0x7f
}
