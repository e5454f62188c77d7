//! Protobuf's wire format, as much of it as literals need.

use crate::types::ConversionError;

/// How deep values may nest: the limit that protobuf parsers share.
pub(crate) const MAX_DEPTH: usize = 100;

const CONTINUE: u8 = 0x80;

pub(super) const VARINT: u64 = 0;
pub(super) const FIXED64: u64 = 1;
pub(super) const BYTES: u64 = 2;
pub(super) const FIXED32: u64 = 5;

/// The bytes a varint takes.
#[inline]
pub(super) const fn varint_len(value: u64) -> usize {
    // 9 bits of weight per 64 count every started group of seven bits.
    ((value | 1).ilog2() as usize * 9 + 73) / 64
}

/// The bytes of a one-byte tag, a length and that many bytes.
#[inline]
pub(super) const fn delimited_len(len: usize) -> usize {
    1 + varint_len(len as u64) + len
}

/// Appends a varint.
#[inline]
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= u64::from(CONTINUE) {
        out.push((value & 0x7f) as u8 | CONTINUE);
        value >>= 7;
    }
    out.push((value & 0x7f) as u8);
}

/// Appends a tag and the length of what follows.
#[inline]
pub(super) fn put_head(out: &mut Vec<u8>, tag: u8, len: usize) {
    // Both at once where the length takes one byte, as most do.
    if let Ok(short @ ..=0x7f) = u8::try_from(len) {
        out.extend_from_slice(&[tag, short]);
    } else {
        out.push(tag);
        put_varint(out, len as u64);
    }
}

/// Whether the bytes are the same; a few of them are compared in two pieces that may overlap, whose sizes the compiler
/// knows: that spares a call.
#[inline]
pub(super) fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        4..=8 => one.first_chunk::<4>() == other.first_chunk() && one.last_chunk::<4>() == other.last_chunk(),
        9..=16 => {
            one.first_chunk::<8>() == other.first_chunk() && one.last_chunk::<8>() == other.last_chunk()
        }
        _ => one == other,
    }
}

/// A cursor over the fields of one message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    bytes: &'a [u8],
}

/// One field as it stands on the wire.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field<'a> {
    /// A varint.
    Varint(u64),
    /// Eight bytes, little end first.
    Fixed64([u8; 8]),
    /// A length and that many bytes.
    Bytes(&'a [u8]),
    /// Four bytes, which no literal holds; kept so that unknown fields can be passed over.
    Fixed32,
}

impl<'a> Fields<'a> {
    #[inline]
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    #[inline]
    pub(super) fn left(&self) -> usize {
        self.bytes.len()
    }

    /// The next field's number and value.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<(u64, Field<'a>)>, ConversionError> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let key = self.varint()?;
        let field = match key & 7 {
            VARINT => Field::Varint(self.varint()?),
            BYTES => Field::Bytes(self.delimited()?),
            FIXED64 => Field::Fixed64(*self.array()?),
            FIXED32 => {
                let _: &[u8; 4] = self.array()?;
                Field::Fixed32
            }
            other => return Err(malformed(&format!("wire type {other} is unknown"))),
        };
        Ok(Some((key >> 3, field)))
    }

    #[inline]
    fn varint(&mut self) -> Result<u64, ConversionError> {
        match self.bytes {
            [byte, rest @ ..] if *byte < CONTINUE => {
                self.bytes = rest;
                Ok(u64::from(*byte))
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> Result<u64, ConversionError> {
        let mut value = 0u64;
        for (index, byte) in self.bytes.iter().take(10).enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * index);
            if *byte < CONTINUE {
                self.bytes = self.bytes.get(index + 1..).unwrap_or_default();
                return Ok(value);
            }
        }
        Err(if self.bytes.len() < 10 { truncated() } else { malformed("a varint is longer than ten bytes") })
    }

    #[inline]
    fn delimited(&mut self) -> Result<&'a [u8], ConversionError> {
        let len = usize::try_from(self.varint()?).map_err(|_| truncated())?;
        let (bytes, rest) = self.bytes.split_at_checked(len).ok_or_else(truncated)?;
        self.bytes = rest;
        Ok(bytes)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], ConversionError> {
        let (bytes, rest) = self.bytes.split_first_chunk().ok_or_else(truncated)?;
        self.bytes = rest;
        Ok(bytes)
    }
}

/// The last length-delimited field of that number, as protobuf's "last one wins" has it.
#[inline]
pub(super) fn last_bytes(message: &[u8], number: u64) -> Result<Option<&[u8]>, ConversionError> {
    let mut fields = Fields::new(message);
    let mut last = None;
    while let Some((found, field)) = fields.next()? {
        if let (true, Field::Bytes(bytes)) = (found == number, field) {
            last = Some(bytes);
        }
    }
    Ok(last)
}

/// The two parts of a timestamp or a duration.
pub(super) fn seconds_and_nanos(message: &[u8]) -> Result<(i64, i32), ConversionError> {
    let mut fields = Fields::new(message);
    let (mut seconds, mut nanos) = (0, 0);
    while let Some((number, field)) = fields.next()? {
        match (number, field) {
            (1, Field::Varint(bits)) => seconds = bits.cast_signed(),
            (2, Field::Varint(bits)) => {
                nanos = i32::try_from(bits.cast_signed())
                    .map_err(|_| malformed("the nanoseconds do not fit 32 bits"))?;
            }
            _ => {}
        }
    }
    Ok((seconds, nanos))
}

/// Text, checked.
#[inline]
pub(super) fn text(bytes: &[u8]) -> Result<&str, ConversionError> {
    std::str::from_utf8(bytes).map_err(|error| malformed(&format!("text is not UTF-8 ({error})")))
}

pub(super) fn truncated() -> ConversionError {
    malformed("the bytes end too early")
}

pub(super) fn malformed(what: &str) -> ConversionError {
    ConversionError::new(format!("malformed literal: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varint_lengths_agree_with_what_is_written() {
        for shift in 0..64 {
            for value in [(1u64 << shift) - 1, 1 << shift, u64::MAX >> shift] {
                let mut out = Vec::new();
                put_varint(&mut out, value);
                assert_eq!(out.len(), varint_len(value), "{value}");
                assert_eq!(Fields::new(&out).varint().unwrap(), value);
            }
        }
    }

    #[test]
    fn bytes_of_every_length_are_compared() {
        let bytes: Vec<u8> = (1..=40).collect();
        for len in 0..=bytes.len() {
            let mut other = bytes.clone();
            assert!(same_bytes(&bytes[..len], &other[..len]));
            for at in 0..len {
                other[at] ^= 0x80;
                assert!(!same_bytes(&other[..len], &bytes[..len]), "{at} of {len}");
                other[at] ^= 0x80;
                assert!(!same_bytes(&bytes[..at], &bytes[..len]));
            }
        }
    }

    #[test]
    fn ends_too_early_is_an_error_everywhere() {
        let whole = [0x0a, 0x03, 1, 2, 3, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x18, 0x80, 0x01, 0x2d, 1, 2, 3, 4];
        for end in 1..whole.len() {
            let mut fields = Fields::new(&whole[..end]);
            let result = std::iter::from_fn(|| fields.next().transpose()).collect::<Result<Vec<_>, _>>();
            assert_eq!(result.is_ok(), [5, 14, 17].contains(&end), "{end}");
        }
    }
}
