//! Writes a value as literal bytes: measured first, then written into exactly the room it takes.
//!
//! Protobuf puts the length of a message before it. Instead of building a tree to know the lengths, a value is
//! walked twice by the same code: the first walk only counts and notes the lengths, the second one writes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::lengths::Lengths;
use super::wire::{delimited_len, put_head, put_varint, varint_len};
use crate::types::{ConversionError, TypeDescriptor};

/// A value on its way from Rust to Flyte.
#[derive(Debug)]
pub struct Writer {
    /// The bytes of the second walk.
    pub(super) out: Vec<u8>,
    /// The count of the first walk.
    pub(super) len: usize,
    pub(super) lengths: Lengths,
    pub(super) measuring: bool,
    /// Whether the value being written is inside a struct, and so goes into `MessagePack`.
    pub(super) is_packed: bool,
    /// Whether something was longer than its form can tell.
    pub(super) overflow: bool,
    /// The packed bytes of the structs, made in the first walk: to know how long they are is as much work as to
    /// write them.
    pub(super) structs: Vec<u8>,
    /// How many of those bytes the second walk has taken.
    pub(super) structs_taken: usize,
    /// The hashes that literals bear, made in the first walk.
    pub(super) hashes: Vec<String>,
    /// How many of them the second walk has taken.
    pub(super) hashes_taken: usize,
    /// What was made once, in the first walk.
    #[cfg_attr(
        not(any(feature = "dataframe", feature = "ndarray")),
        expect(dead_code, reason = "only tables and arrays are stored so")
    )]
    pub(super) made: Vec<String>,
    /// How much of it the second walk has taken; none in the first walk, also where that already packs.
    pub(super) made_taken: Option<usize>,
    /// The output that is being written, if it is one.
    pub(super) output: Option<String>,
    /// The metadata of its literal, gathered in the first walk.
    pub(super) metadata: BTreeMap<String, String>,
    /// Where among the messages the value of the innermost union so far opened: that value bears no hash.
    pub(super) union_value: usize,
    /// The types of union variants that were written before, since making their bytes takes long.
    variants: Vec<(TypeDescriptor, Rc<[u8]>)>,
}

/// Field tags: number and wire type in one byte.
pub(super) mod tag {
    pub(in crate::types::codec) const LITERAL_SCALAR: u8 = 0x0a;
    pub(in crate::types::codec) const LITERAL_COLLECTION: u8 = 0x12;
    pub(in crate::types::codec) const LITERAL_MAP: u8 = 0x1a;
    pub(in crate::types::codec) const LITERAL_HASH: u8 = 0x22;
    pub(in crate::types::codec) const LITERAL_METADATA: u8 = 0x2a;
    pub(in crate::types::codec) const ITEM: u8 = 0x0a;
    pub(in crate::types::codec) const KEY: u8 = 0x0a;
    pub(in crate::types::codec) const VALUE: u8 = 0x12;
    pub(in crate::types::codec) const SCALAR_PRIMITIVE: u8 = 0x0a;
    pub(in crate::types::codec) const SCALAR_BLOB: u8 = 0x12;
    pub(in crate::types::codec) const SCALAR_BINARY: u8 = 0x1a;
    pub(in crate::types::codec) const SCALAR_SCHEMA: u8 = 0x22;
    pub(in crate::types::codec) const SCALAR_NONE: u8 = 0x2a;
    pub(in crate::types::codec) const SCALAR_ERROR: u8 = 0x32;
    pub(in crate::types::codec) const SCALAR_GENERIC: u8 = 0x3a;
    pub(in crate::types::codec) const SCALAR_STRUCTURED_DATASET: u8 = 0x42;
    pub(in crate::types::codec) const SCALAR_UNION: u8 = 0x4a;
    pub(in crate::types::codec) const UNION_VALUE: u8 = 0x0a;
    pub(in crate::types::codec) const UNION_TYPE: u8 = 0x12;
    pub(in crate::types::codec) const BINARY_VALUE: u8 = 0x0a;
    pub(in crate::types::codec) const BLOB_METADATA: u8 = 0x0a;
    pub(in crate::types::codec) const BLOB_URI: u8 = 0x1a;
    pub(in crate::types::codec) const BLOB_TYPE: u8 = 0x0a;
    pub(in crate::types::codec) const BLOB_FORMAT: u8 = 0x0a;
    pub(in crate::types::codec) const BLOB_DIMENSIONALITY: u8 = 0x10;
    pub(in crate::types::codec) const ERROR_NODE: u8 = 0x0a;
    pub(in crate::types::codec) const ERROR_MESSAGE: u8 = 0x12;
    pub(in crate::types::codec) const INTEGER: u8 = 0x08;
    pub(in crate::types::codec) const FLOAT: u8 = 0x11;
    pub(in crate::types::codec) const STRING: u8 = 0x1a;
    pub(in crate::types::codec) const BOOLEAN: u8 = 0x20;
    pub(in crate::types::codec) const DATETIME: u8 = 0x2a;
    pub(in crate::types::codec) const DURATION: u8 = 0x32;
    pub(in crate::types::codec) const SECONDS: u8 = 0x08;
    pub(in crate::types::codec) const NANOS: u8 = 0x10;
}

/// What precedes the eight bytes of a float in its literal: the tags and lengths of scalar and primitive.
const PLAIN_FLOAT: [u8; 5] = [tag::LITERAL_SCALAR, 11, tag::SCALAR_PRIMITIVE, 9, tag::FLOAT];

impl Writer {
    /// The bytes of the literal that `encode` writes.
    ///
    /// # Errors
    /// With `encode`'s own, or when its two walks differ.
    pub(crate) fn literal(
        mut encode: impl FnMut(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<Vec<u8>, ConversionError> {
        Self::new(false).walk_twice(&mut encode)
    }

    pub(super) fn new(is_packed: bool) -> Self {
        Self {
            out: Vec::new(),
            len: 0,
            lengths: Lengths::default(),
            measuring: true,
            is_packed,
            overflow: false,
            structs: Vec::new(),
            structs_taken: 0,
            hashes: Vec::new(),
            hashes_taken: 0,
            made: Vec::new(),
            made_taken: None,
            output: None,
            metadata: BTreeMap::new(),
            union_value: usize::MAX,
            variants: Vec::new(),
        }
    }

    // Not generic, so that a type that is converted costs the compiler little.
    pub(super) fn walk_twice(
        mut self,
        encode: &mut dyn FnMut(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<Vec<u8>, ConversionError> {
        encode(&mut self)?;
        self.put_metadata();
        if self.overflow {
            return Err(ConversionError::new(
                "a part of a struct is longer than MessagePack can tell (4 GiB)",
            ));
        }
        (self.measuring, self.made_taken) = (false, Some(0));
        self.union_value = usize::MAX;
        self.lengths.rewind();
        self.out.reserve_exact(self.len);
        encode(&mut self)?;
        self.put_metadata();
        if self.out.len() != self.len || !self.lengths.is_spent() {
            return Err(ConversionError::new("the value changed while it was written"));
        }
        Ok(self.out)
    }

    /// Writes an integer.
    #[inline]
    pub fn integer(&mut self, value: i64) {
        if self.is_packed {
            return self.pack_integer(value);
        }
        let bits = value.cast_unsigned();
        self.primitive(1 + varint_len(bits), |out| {
            out.push(tag::INTEGER);
            put_varint(out, bits);
        });
    }

    /// Writes an integer that is never negative.
    ///
    /// # Errors
    /// When it is above `i64::MAX`, which only a struct's fields have room for.
    pub fn unsigned(&mut self, value: u64) -> Result<(), ConversionError> {
        match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) if self.is_packed => self.pack_unsigned(value),
            Err(_) => {
                return Err(ConversionError::new(format!(
                    "{value} does not fit Flyte's 64-bit signed integer"
                )));
            }
        }
        Ok(())
    }

    /// Writes a float; every bit of it survives.
    #[inline]
    pub fn float(&mut self, value: f64) {
        if self.is_packed {
            return self.pack_float(value);
        }
        self.put(PLAIN_FLOAT.len() + 8, |out| {
            let mut literal = [0; PLAIN_FLOAT.len() + 8];
            let (head, tail) = literal.split_at_mut(PLAIN_FLOAT.len());
            head.copy_from_slice(&PLAIN_FLOAT);
            tail.copy_from_slice(&value.to_le_bytes());
            out.extend_from_slice(&literal);
        });
    }

    /// Writes text.
    #[inline]
    pub fn string(&mut self, value: &str) {
        if self.is_packed {
            return self.pack_string(value);
        }
        self.primitive(delimited_len(value.len()), |out| {
            put_head(out, tag::STRING, value.len());
            out.extend_from_slice(value.as_bytes());
        });
    }

    /// Writes true or false.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        if self.is_packed {
            return self.pack_boolean(value);
        }
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
            put_head(out, field, len);
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
        if self.is_packed {
            return self.pack_nil();
        }
        self.put(4, |out| out.extend_from_slice(&[tag::LITERAL_SCALAR, 2, tag::SCALAR_NONE, 0]));
    }

    /// Whether the value being written is inside a struct, where some types have another form.
    pub fn is_packed(&self) -> bool {
        self.is_packed
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
        if self.is_packed {
            self.pack_array(items.len());
            return items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| element(item, self).map_err(|error| error.at_index(index)));
        }
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
    pub fn map<T>(
        &mut self,
        mut entries: impl ExactSizeIterator<Item = (impl AsRef<str>, T)>,
        value: impl Fn(T, &mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        if self.is_packed {
            self.pack_map(entries.len());
            return entries.try_for_each(|(key, item)| {
                self.pack_string(key.as_ref());
                value(item, self).map_err(|error| error.at_name(key.as_ref()))
            });
        }
        self.message(tag::LITERAL_MAP, |writer| {
            for (key, item) in entries {
                let key = key.as_ref();
                writer
                    .entry(key.as_bytes(), |writer| value(item, writer))
                    .map_err(|error| error.at_name(key))?;
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
        if self.is_packed {
            // Inside structs unions are bare.
            return value(self);
        }
        let r#type = self.variant_bytes(variant);
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.message(tag::SCALAR_UNION, |writer| {
                writer.message(tag::UNION_VALUE, |writer| {
                    writer.union_value = writer.opened();
                    value(writer)
                })?;
                writer.bytes(tag::UNION_TYPE, &r#type);
                Ok(())
            })
        })
    }

    /// Writes bytes that are a literal already.
    pub(super) fn encoded(&mut self, literal: &[u8]) {
        self.put(literal.len(), |out| out.extend_from_slice(literal));
    }

    fn variant_bytes(&mut self, variant: &TypeDescriptor) -> Rc<[u8]> {
        if let Some((_, bytes)) = self.variants.iter().find(|(known, _)| known == variant) {
            return Rc::clone(bytes);
        }
        let bytes: Rc<[u8]> = variant.variant_bytes().into();
        self.variants.push((*variant, Rc::clone(&bytes)));
        bytes
    }

    /// A message whose body `body` writes.
    pub(super) fn message(
        &mut self,
        tag: u8,
        body: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        if self.measuring {
            let place = self.lengths.open();
            let start = self.len;
            body(self)?;
            let len = self.len - start;
            self.lengths.close(place, len);
            self.len += 1 + varint_len(len as u64);
            Ok(())
        } else {
            // A walk longer than the measured one ends in the check of `walk_twice`.
            let len = self.lengths.take();
            put_head(&mut self.out, tag, len);
            body(self)
        }
    }

    /// An entry of a map, whose value `body` writes. Its own length follows from the value's, so only that is noted.
    fn entry(
        &mut self,
        key: &[u8],
        body: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        let entry_len = |value: usize| delimited_len(key.len()) + delimited_len(value);
        if self.measuring {
            let place = self.lengths.open();
            let start = self.len;
            body(self)?;
            let len = self.len - start;
            self.lengths.close(place, len);
            self.len = start + delimited_len(entry_len(len));
            return Ok(());
        }
        let len = self.lengths.take();
        put_head(&mut self.out, tag::ITEM, entry_len(len));
        put_head(&mut self.out, tag::KEY, key.len());
        self.out.extend_from_slice(key);
        put_head(&mut self.out, tag::VALUE, len);
        body(self)
    }

    /// How many messages were opened so far in this walk.
    pub(super) fn opened(&self) -> usize {
        if self.measuring { self.lengths.opened() } else { self.lengths.taken() }
    }

    #[inline]
    fn primitive(&mut self, len: usize, write: impl FnOnce(&mut Vec<u8>)) {
        self.put(delimited_len(delimited_len(len)), |out| {
            if let Ok(short @ ..0x7e) = u8::try_from(len) {
                out.extend_from_slice(&[tag::LITERAL_SCALAR, short + 2, tag::SCALAR_PRIMITIVE, short]);
            } else {
                put_head(out, tag::LITERAL_SCALAR, delimited_len(len));
                put_head(out, tag::SCALAR_PRIMITIVE, len);
            }
            write(out);
        });
    }

    pub(super) fn bytes(&mut self, tag: u8, bytes: &[u8]) {
        self.put(delimited_len(bytes.len()), |out| {
            put_head(out, tag, bytes.len());
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
