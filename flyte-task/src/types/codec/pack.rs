//! Writes `MessagePack` as Python's msgpack does: integers as narrow as they go, floats always eight bytes wide.
//!
//! A struct's value is packed: the same `encode` that writes a literal for a type writes its packed form when the
//! writer stands inside a struct.

use super::Writer;
use crate::types::ConversionError;

impl Writer {
    /// The packed bytes of the value that `encode` writes.
    ///
    /// # Errors
    /// With `encode`'s own, or when its two walks differ.
    pub(crate) fn packed(
        encode: impl FnMut(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<Vec<u8>, ConversionError> {
        Self::new(true).walk_twice(encode)
    }

    pub(super) fn pack_nil(&mut self) {
        self.pack(&[0xc0]);
    }

    pub(super) fn pack_boolean(&mut self, value: bool) {
        self.pack(&[0xc2 | u8::from(value)]);
    }

    #[inline]
    pub(super) fn pack_integer(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.pack_unsigned(value),
            Err(_) => self.pack_negative(value),
        }
    }

    #[inline]
    pub(super) fn pack_unsigned(&mut self, value: u64) {
        let [a, b, c, d, e, f, g, h] = value.to_be_bytes();
        match value {
            0..=0x7f => self.pack(&[h]),
            0x80..=0xff => self.pack(&[0xcc, h]),
            0x100..=0xffff => self.pack(&[0xcd, g, h]),
            0x1_0000..=0xffff_ffff => self.pack(&[0xce, e, f, g, h]),
            _ => self.pack(&[0xcf, a, b, c, d, e, f, g, h]),
        }
    }

    fn pack_negative(&mut self, value: i64) {
        let [a, b, c, d, e, f, g, h] = value.to_be_bytes();
        match value {
            -0x20.. => self.pack(&[h]),
            -0x80.. => self.pack(&[0xd0, h]),
            -0x8000.. => self.pack(&[0xd1, g, h]),
            -0x8000_0000.. => self.pack(&[0xd2, e, f, g, h]),
            _ => self.pack(&[0xd3, a, b, c, d, e, f, g, h]),
        }
    }

    #[inline]
    pub(super) fn pack_float(&mut self, value: f64) {
        let [a, b, c, d, e, f, g, h] = value.to_be_bytes();
        self.pack(&[0xcb, a, b, c, d, e, f, g, h]);
    }

    #[inline]
    pub(super) fn pack_string(&mut self, value: &str) {
        // The head's byte where the length fits in it, and the bytes for lengths of 8, 16 and 32 bits.
        self.pack_head(value.len(), Some((0xa0, 31)), Some(0xd9), 0xda, 0xdb);
        self.pack(value.as_bytes());
    }

    #[inline]
    pub(super) fn pack_array(&mut self, len: usize) {
        self.pack_head(len, Some((0x90, 15)), None, 0xdc, 0xdd);
    }

    #[inline]
    pub(super) fn pack_map(&mut self, len: usize) {
        self.pack_head(len, Some((0x80, 15)), None, 0xde, 0xdf);
    }

    /// Leaves the literal form for the packed one while `body` writes.
    pub(super) fn as_packed(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        let before = std::mem::replace(&mut self.is_packed, true);
        let result = body(self);
        self.is_packed = before;
        result
    }

    #[inline]
    fn pack_head(&mut self, len: usize, short: Option<(u8, usize)>, len8: Option<u8>, len16: u8, len32: u8) {
        let [.., a, b, c, d] = (len as u64).to_be_bytes();
        match (short, len8) {
            (Some((head, most)), _) if len <= most => self.pack(&[head | d]),
            (_, Some(head)) if len <= 0xff => self.pack(&[head, d]),
            _ if len <= 0xffff => self.pack(&[len16, c, d]),
            _ => {
                // MessagePack cannot tell a greater length.
                self.overflow |= len > 0xffff_ffff;
                self.pack(&[len32, a, b, c, d]);
            }
        }
    }

    #[inline]
    pub(super) fn pack(&mut self, bytes: &[u8]) {
        self.put(bytes.len(), |out| out.extend_from_slice(bytes));
    }
}
