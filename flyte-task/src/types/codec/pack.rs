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
        mut encode: impl FnMut(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<Vec<u8>, ConversionError> {
        Self::new(true).walk_twice(&mut encode)
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
        if let Ok(value) = u8::try_from(value) {
            if value < 0x80 { self.pack(&[value]) } else { self.pack_after(0xcc, [value]) }
        } else if let Ok(value) = u16::try_from(value) {
            self.pack_after(0xcd, value.to_be_bytes());
        } else if let Ok(value) = u32::try_from(value) {
            self.pack_after(0xce, value.to_be_bytes());
        } else {
            self.pack_after(0xcf, value.to_be_bytes());
        }
    }

    fn pack_negative(&mut self, value: i64) {
        if let Ok(value) = i8::try_from(value) {
            let byte = value.cast_unsigned();
            if value >= -0x20 { self.pack(&[byte]) } else { self.pack_after(0xd0, [byte]) }
        } else if let Ok(value) = i16::try_from(value) {
            self.pack_after(0xd1, value.to_be_bytes());
        } else if let Ok(value) = i32::try_from(value) {
            self.pack_after(0xd2, value.to_be_bytes());
        } else {
            self.pack_after(0xd3, value.to_be_bytes());
        }
    }

    #[inline]
    pub(super) fn pack_float(&mut self, value: f64) {
        self.pack_after(0xcb, value.to_be_bytes());
    }

    #[inline]
    pub(super) fn pack_string(&mut self, value: &str) {
        let len = value.len();
        if let Ok(short @ ..=31) = u8::try_from(len) {
            return self.put(1 + len, |out| {
                out.push(0xa0 | short);
                out.extend_from_slice(value.as_bytes());
            });
        }
        // The head's byte where the length fits in it, and the bytes for lengths of 8, 16 and 32 bits.
        self.pack_head(value.len(), (0xa0, 31), Some(0xd9), 0xda, 0xdb);
        self.pack(value.as_bytes());
    }

    #[inline]
    pub(super) fn pack_array(&mut self, len: usize) {
        self.pack_head(len, (0x90, 15), None, 0xdc, 0xdd);
    }

    #[inline]
    pub(super) fn pack_map(&mut self, len: usize) {
        self.pack_head(len, (0x80, 15), None, 0xde, 0xdf);
    }

    /// The head of a text or a container: one byte if the length fits into it, else a byte and the length.
    fn pack_head(&mut self, len: usize, short: (u8, usize), len8: Option<u8>, len16: u8, len32: u8) {
        let (byte, most) = short;
        match (u8::try_from(len), len8) {
            (Ok(len), _) if usize::from(len) <= most => self.pack(&[byte | len]),
            (Ok(len), Some(head)) => self.pack_after(head, [len]),
            _ => match (u16::try_from(len), u32::try_from(len)) {
                (Ok(len), _) => self.pack_after(len16, len.to_be_bytes()),
                (_, Ok(len)) => self.pack_after(len32, len.to_be_bytes()),
                _ => self.overflow = true,
            },
        }
    }

    pub(super) fn pack_bytes(&mut self, value: &[u8]) {
        match (u8::try_from(value.len()), u16::try_from(value.len()), u32::try_from(value.len())) {
            (Ok(len), ..) => self.pack_after(0xc4, [len]),
            (_, Ok(len), _) => self.pack_after(0xc5, len.to_be_bytes()),
            (_, _, Ok(len)) => self.pack_after(0xc6, len.to_be_bytes()),
            _ => self.overflow = true,
        }
        self.pack(value);
    }

    #[inline]
    fn pack_after<const N: usize>(&mut self, head: u8, bytes: [u8; N]) {
        self.put(1 + N, |out| {
            // In one piece, of a size that the compiler knows.
            let mut piece = [head; 1 + size_of::<u64>()];
            if let Some(tail) = piece.get_mut(1..=N) {
                tail.copy_from_slice(&bytes);
            }
            out.extend_from_slice(piece.get(..=N).unwrap_or_default());
        });
    }

    /// Bytes that are packed already.
    #[inline]
    pub(crate) fn pack(&mut self, bytes: &[u8]) {
        self.put(bytes.len(), |out| out.extend_from_slice(bytes));
    }
}
