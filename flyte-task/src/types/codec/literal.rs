//! What stands in a literal's bytes, told apart without building messages.

use super::plain::plain_entry;
use super::wire::{Field, Fields, delimited_len, last_bytes, malformed, put_varint, seconds_and_nanos, text};
use crate::types::ConversionError;

/// The kinds of value a literal can hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape<'a> {
    /// A scalar, still to be told apart.
    Scalar(&'a [u8]),
    /// The body of a collection.
    Collection(&'a [u8]),
    /// The body of a map.
    Map(&'a [u8]),
    /// The value lies at a URI.
    Offloaded(&'a str),
    /// No value at all.
    Empty,
}

impl<'a> Shape<'a> {
    /// Finds the value among a literal's fields; hash and metadata are passed over.
    ///
    /// # Errors
    /// When a list or a map comes in pieces: protobuf would put them together, no writer of Flyte's makes them, and
    /// to read only one of them would lose the others.
    #[inline]
    pub(super) fn of(literal: &'a [u8]) -> Result<Self, ConversionError> {
        let mut fields = Fields::new(literal);
        let mut shape = Self::Empty;
        while let Some((number, field)) = fields.next()? {
            if let Field::Bytes(bytes) = field {
                if matches!((number, shape), (2, Self::Collection(_)) | (3, Self::Map(_))) {
                    return Err(malformed("a list or a map comes in pieces"));
                }
                match number {
                    1 => shape = Self::Scalar(bytes),
                    2 => shape = Self::Collection(bytes),
                    3 => shape = Self::Map(bytes),
                    8 => shape = Self::Offloaded(text(last_bytes(bytes, 1)?.unwrap_or_default())?),
                    _ => {}
                }
            }
        }
        Ok(shape)
    }
}

/// The kinds of scalar, as far as the types of this crate read them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scalar<'a> {
    Integer(i64),
    Float(f64),
    String(&'a str),
    Boolean(bool),
    /// Seconds and nanoseconds since the epoch.
    Datetime(i64, i32),
    /// Seconds and nanoseconds.
    Duration(i64, i32),
    /// Bytes under a tag that names their format.
    Binary(Binary<'a>),
    None,
    /// A protobuf `Struct`.
    Generic(&'a [u8]),
    /// The error of a failed node.
    Error(&'a [u8]),
    /// A file or a directory.
    Blob(&'a [u8]),
    /// A dataset.
    Dataset(&'a [u8]),
    /// A dataset of the older kind.
    Schema(&'a [u8]),
    /// A value under the tag of its union variant, if the union carries one.
    Union {
        value: &'a [u8],
        tag: Option<&'a str>,
    },
    /// A kind that the readers here do not take, by its name.
    Other(&'static str),
}

/// A binary scalar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Binary<'a> {
    pub(super) tag: &'a str,
    pub(super) value: &'a [u8],
}

impl<'a> Scalar<'a> {
    #[inline]
    pub(super) fn of(scalar: &'a [u8]) -> Result<Self, ConversionError> {
        let mut fields = Fields::new(scalar);
        let mut found = Self::Other("an empty scalar");
        while let Some((number, field)) = fields.next()? {
            let Field::Bytes(bytes) = field else { continue };
            found = match number {
                1 => Self::primitive(bytes)?,
                2 => Self::Blob(bytes),
                3 => Self::binary(bytes)?,
                4 => Self::Schema(bytes),
                5 => Self::None,
                6 => Self::Error(bytes),
                7 => Self::Generic(bytes),
                8 => Self::Dataset(bytes),
                9 => Self::union(bytes)?,
                _ => found,
            };
        }
        Ok(found)
    }

    #[inline]
    fn primitive(primitive: &'a [u8]) -> Result<Self, ConversionError> {
        let mut fields = Fields::new(primitive);
        let mut found = Self::Other("an empty primitive");
        while let Some((number, field)) = fields.next()? {
            found = match (number, field) {
                (1, Field::Varint(bits)) => Self::Integer(bits.cast_signed()),
                (2, Field::Fixed64(bytes)) => Self::Float(f64::from_le_bytes(bytes)),
                (3, Field::Bytes(bytes)) => Self::String(text(bytes)?),
                (4, Field::Varint(bits)) => Self::Boolean(bits != 0),
                (5, Field::Bytes(bytes)) => {
                    let (seconds, nanos) = seconds_and_nanos(bytes)?;
                    Self::Datetime(seconds, nanos)
                }
                (6, Field::Bytes(bytes)) => {
                    let (seconds, nanos) = seconds_and_nanos(bytes)?;
                    Self::Duration(seconds, nanos)
                }
                _ => found,
            };
        }
        Ok(found)
    }

    fn binary(binary: &'a [u8]) -> Result<Self, ConversionError> {
        let value = last_bytes(binary, 1)?.unwrap_or_default();
        let tag = text(last_bytes(binary, 2)?.unwrap_or_default())?;
        Ok(Self::Binary(Binary { tag, value }))
    }

    fn union(union: &'a [u8]) -> Result<Self, ConversionError> {
        let value = last_bytes(union, 1)?.unwrap_or_default();
        let structure = match last_bytes(union, 2)? {
            Some(r#type) => last_bytes(r#type, 11)?,
            None => None,
        };
        let tag = match structure {
            Some(structure) => Some(text(last_bytes(structure, 1)?.unwrap_or_default())?),
            None => None,
        };
        Ok(Self::Union { value, tag })
    }

    /// What it is, for a person who expected something else.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a float",
            Self::String(_) => "a string",
            Self::Boolean(_) => "a boolean",
            Self::Datetime(..) => "a datetime",
            Self::Duration(..) => "a duration",
            Self::Binary(_) => "a binary value",
            Self::None => "none",
            Self::Generic(_) => "a struct",
            Self::Error(_) => "an error",
            Self::Blob(_) => "a blob",
            Self::Dataset(_) => "a structured dataset",
            Self::Schema(_) => "a schema",
            Self::Union { .. } => "a union value",
            Self::Other(name) => name,
        }
    }
}

/// The hash that a literal bears of its value; none if it bears none.
pub(crate) fn literal_hash(literal: &[u8]) -> Result<Option<&str>, ConversionError> {
    let hash = text(last_bytes(literal, 4)?.unwrap_or_default())?;
    Ok((!hash.is_empty()).then_some(hash))
}

/// The entries of a `LiteralMap` or of a map literal, found in its bytes.
///
/// When a key stands twice, the last entry counts, as protobuf's maps have it.
#[derive(Debug, Default)]
pub(crate) struct LiteralMap<'a> {
    entries: Vec<(&'a str, &'a [u8])>,
}

impl<'a> LiteralMap<'a> {
    /// # Errors
    /// When the bytes are not a `LiteralMap`.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, ConversionError> {
        let mut entries: Vec<(&str, &[u8])> = Vec::new();
        for_each_entry(bytes, |key, value| {
            // Inputs are few; a scan beats hashing them.
            match entries.iter_mut().find(|(name, _)| *name == key) {
                Some(entry) => entry.1 = value,
                None => entries.push((key, value)),
            }
            Ok(())
        })?;
        Ok(Self { entries })
    }

    /// The bytes of the literal of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.entries.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    /// The names, in wire order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(|(name, _)| *name)
    }

    /// The names and literals, in wire order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.entries.iter().copied()
    }
}

/// Walks the entries of a map message whose keys are strings.
#[inline]
pub(super) fn for_each_entry<'a>(
    map: &'a [u8],
    mut entry: impl FnMut(&'a str, &'a [u8]) -> Result<(), ConversionError>,
) -> Result<(), ConversionError> {
    let mut fields = Fields::new(map);
    while let Some((number, field)) = fields.next()? {
        if let (1, Field::Bytes(bytes)) = (number, field) {
            if let Some((key, value)) = plain_entry(bytes) {
                entry(text(key)?, value)?;
                continue;
            }
            let (mut key, mut value): (&[u8], &[u8]) = (&[], &[]);
            let mut parts = Fields::new(bytes);
            while let Some((number, part)) = parts.next()? {
                match (number, part) {
                    (1, Field::Bytes(bytes)) => key = bytes,
                    (2, Field::Bytes(bytes)) => value = bytes,
                    _ => {}
                }
            }
            entry(text(key)?, value)?;
        }
    }
    Ok(())
}

/// The bytes that open the entry of `name` in a `LiteralMap`; the literal's own bytes follow.
pub(crate) fn map_entry(name: &str, literal_len: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len() + 24);
    out.push(0x0a);
    put_varint(&mut out, (delimited_len(name.len()) + delimited_len(literal_len)) as u64);
    out.push(0x0a);
    put_varint(&mut out, name.len() as u64);
    out.extend_from_slice(name.as_bytes());
    out.push(0x12);
    put_varint(&mut out, literal_len as u64);
    out
}
