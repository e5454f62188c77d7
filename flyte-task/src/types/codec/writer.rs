//! Writes a value as literal bytes: measured first, then written into exactly the room it takes.
//!
//! Protobuf puts the length of a message before it. Instead of building a tree to know the lengths, a value is
//! walked twice by the same code: the first walk only counts and notes the lengths, the second one writes.

use super::wire::{delimited_len, put_varint, varint_len};
use crate::types::{ConversionError, TypeDescriptor};

/// A value on its way from Rust to Flyte.
#[derive(Debug)]
pub struct Writer {
    /// The bytes of the second walk.
    out: Vec<u8>,
    /// The count of the first walk.
    len: usize,
    /// Lengths of messages, in the order in which they open.
    lengths: Vec<usize>,
    next: usize,
    measuring: bool,
}

/// Field tags: number and wire type in one byte.
mod tag {
    pub(super) const LITERAL_SCALAR: u8 = 0x0a;
    pub(super) const LITERAL_COLLECTION: u8 = 0x12;
    pub(super) const LITERAL_MAP: u8 = 0x1a;
    pub(super) const ITEM: u8 = 0x0a;
    pub(super) const KEY: u8 = 0x0a;
    pub(super) const VALUE: u8 = 0x12;
    pub(super) const SCALAR_PRIMITIVE: u8 = 0x0a;
    pub(super) const SCALAR_NONE: u8 = 0x2a;
    pub(super) const SCALAR_UNION: u8 = 0x4a;
    pub(super) const UNION_VALUE: u8 = 0x0a;
    pub(super) const UNION_TYPE: u8 = 0x12;
    pub(super) const INTEGER: u8 = 0x08;
    pub(super) const FLOAT: u8 = 0x11;
    pub(super) const STRING: u8 = 0x1a;
    pub(super) const BOOLEAN: u8 = 0x20;
    pub(super) const DATETIME: u8 = 0x2a;
    pub(super) const DURATION: u8 = 0x32;
    pub(super) const SECONDS: u8 = 0x08;
    pub(super) const NANOS: u8 = 0x10;
}

impl Writer {
    /// The bytes of the literal that `encode` writes.
    ///
    /// # Errors
    /// With `encode`'s own, or when its two walks differ.
    pub(crate) fn literal(
        mut encode: impl FnMut(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<Vec<u8>, ConversionError> {
        let mut writer = Self { out: Vec::new(), len: 0, lengths: Vec::new(), next: 0, measuring: true };
        encode(&mut writer)?;
        writer.measuring = false;
        writer.out.reserve_exact(writer.len);
        encode(&mut writer)?;
        if writer.out.len() != writer.len || writer.next != writer.lengths.len() {
            return Err(ConversionError::new("the value changed while it was written"));
        }
        Ok(writer.out)
    }

    /// Writes an integer.
    #[inline]
    pub fn integer(&mut self, value: i64) {
        let bits = value.cast_unsigned();
        self.primitive(1 + varint_len(bits), |out| {
            out.push(tag::INTEGER);
            put_varint(out, bits);
        });
    }

    /// Writes a float; every bit of it survives.
    #[inline]
    pub fn float(&mut self, value: f64) {
        self.primitive(9, |out| {
            out.push(tag::FLOAT);
            out.extend_from_slice(&value.to_le_bytes());
        });
    }

    /// Writes text.
    #[inline]
    pub fn string(&mut self, value: &str) {
        self.primitive(delimited_len(value.len()), |out| {
            out.push(tag::STRING);
            put_varint(out, value.len() as u64);
            out.extend_from_slice(value.as_bytes());
        });
    }

    /// Writes true or false.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        self.primitive(2, |out| out.extend_from_slice(&[tag::BOOLEAN, u8::from(value)]));
    }

    /// Writes a point in time: seconds since the epoch and nanoseconds, which are never negative.
    pub(crate) fn datetime(&mut self, seconds: i64, nanos: u32) {
        self.seconds_and_nanos(tag::DATETIME, seconds, i64::from(nanos));
    }

    /// Writes a span of time; seconds and nanoseconds have the same sign.
    pub(crate) fn duration(&mut self, seconds: i64, nanos: i32) {
        self.seconds_and_nanos(tag::DURATION, seconds, i64::from(nanos));
    }

    fn seconds_and_nanos(&mut self, field: u8, seconds: i64, nanos: i64) {
        let part_len = |value: i64| if value == 0 { 0 } else { 1 + varint_len(value.cast_unsigned()) };
        let len = part_len(seconds) + part_len(nanos);
        self.primitive(delimited_len(len), |out| {
            out.push(field);
            put_varint(out, len as u64);
            for (tag, value) in [(tag::SECONDS, seconds), (tag::NANOS, nanos)] {
                if value != 0 {
                    out.push(tag);
                    put_varint(out, value.cast_unsigned());
                }
            }
        });
    }

    /// Writes "no value".
    pub fn none(&mut self) {
        self.put(4, |out| out.extend_from_slice(&[tag::LITERAL_SCALAR, 2, tag::SCALAR_NONE, 0]));
    }

    /// Writes a list.
    ///
    /// # Errors
    /// With the first element's, its index added.
    pub fn list<T>(
        &mut self,
        items: &[T],
        element: impl Fn(&T, &mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        self.message(tag::LITERAL_COLLECTION, |writer| {
            for (index, item) in items.iter().enumerate() {
                writer
                    .message(tag::ITEM, |writer| element(item, writer))
                    .map_err(|error| error.at_index(index))?;
            }
            Ok(())
        })
    }

    /// Writes a map in the order of `entries`.
    ///
    /// # Errors
    /// With the first entry's, its key added.
    pub fn map<'k, T>(
        &mut self,
        entries: impl Iterator<Item = (&'k str, T)>,
        value: impl Fn(T, &mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        self.message(tag::LITERAL_MAP, |writer| {
            for (key, item) in entries {
                writer.message(tag::ITEM, |writer| {
                    writer.bytes(tag::KEY, key.as_bytes());
                    writer
                        .message(tag::VALUE, |writer| value(item, writer))
                        .map_err(|error| error.at_name(key))
                })?;
            }
            Ok(())
        })
    }

    /// Writes a value of a union under its variant.
    ///
    /// # Errors
    /// With `value`'s own.
    pub fn union(
        &mut self,
        variant: &TypeDescriptor,
        value: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        let r#type = variant.variant_bytes();
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.message(tag::SCALAR_UNION, |writer| {
                writer.message(tag::UNION_VALUE, value)?;
                writer.bytes(tag::UNION_TYPE, &r#type);
                Ok(())
            })
        })
    }

    /// Writes bytes that are a literal already.
    pub(super) fn encoded(&mut self, literal: &[u8]) {
        self.put(literal.len(), |out| out.extend_from_slice(literal));
    }

    /// A message whose body `body` writes.
    fn message(
        &mut self,
        tag: u8,
        body: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        if self.measuring {
            let index = self.lengths.len();
            self.lengths.push(0);
            let start = self.len;
            body(self)?;
            let len = self.len - start;
            if let Some(slot) = self.lengths.get_mut(index) {
                *slot = len;
            }
            self.len += 1 + varint_len(len as u64);
            Ok(())
        } else {
            // A walk longer than the measured one ends in the check of `literal`.
            let len = self.lengths.get(self.next).copied().unwrap_or(0);
            self.next += 1;
            self.out.push(tag);
            put_varint(&mut self.out, len as u64);
            body(self)
        }
    }

    #[inline]
    fn primitive(&mut self, len: usize, write: impl FnOnce(&mut Vec<u8>)) {
        self.put(delimited_len(delimited_len(len)), |out| {
            out.push(tag::LITERAL_SCALAR);
            put_varint(out, delimited_len(len) as u64);
            out.push(tag::SCALAR_PRIMITIVE);
            put_varint(out, len as u64);
            write(out);
        });
    }

    fn bytes(&mut self, tag: u8, bytes: &[u8]) {
        self.put(delimited_len(bytes.len()), |out| {
            out.push(tag);
            put_varint(out, bytes.len() as u64);
            out.extend_from_slice(bytes);
        });
    }

    #[inline]
    pub(super) fn put(&mut self, len: usize, write: impl FnOnce(&mut Vec<u8>)) {
        if self.measuring {
            self.len += len;
        } else {
            write(&mut self.out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(encode: impl FnMut(&mut Writer) -> Result<(), ConversionError>) -> String {
        Writer::literal(encode).unwrap().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }

    // Each text is `TypeEngine.to_literal(..).to_flyte_idl().SerializeToString().hex()` of flytekit 1.16.31.
    #[test]
    fn scalars_have_flytekits_bytes() {
        let scalar = |encode: fn(&mut Writer)| {
            hex(|writer| {
                encode(writer);
                Ok(())
            })
        };
        assert_eq!(scalar(|w| w.integer(0)), "0a040a020800");
        assert_eq!(scalar(|w| w.boolean(false)), "0a040a022000");
        assert_eq!(scalar(|w| w.string("")), "0a040a021a00");
        assert_eq!(scalar(Writer::none), "0a022a00");
        assert_eq!(scalar(|w| w.datetime(0, 0)), "0a040a022a00");
    }

    #[test]
    fn unions_carry_their_variant() {
        assert_eq!(
            hex(|writer| writer.union(&TypeDescriptor::Integer, |writer| {
                writer.integer(5);
                Ok(())
            })),
            "0a154a130a060a040a020805120908015a050a03696e74"
        );
        assert_eq!(
            hex(|writer| writer.union(&TypeDescriptor::None, |writer| {
                writer.none();
                Ok(())
            })),
            "0a144a120a040a022a00120a08005a060a046e6f6e65"
        );
    }

    #[test]
    fn a_value_that_changes_between_the_walks_is_refused() {
        let mut calls = 0;
        let result = Writer::literal(|writer| {
            calls += 1;
            writer.list(&vec![1; calls], |item, writer| {
                writer.integer(*item);
                Ok(())
            })
        });
        assert!(result.unwrap_err().to_string().contains("changed"));
    }
}
