//! Packed values of which nothing is known: written and read as they stand.

use serde_json::{Map, Number, Value};

use super::literal::{Scalar, Shape};
use super::msgpack::{Token, Unpacker};
use super::reader::{Source, packed};
use super::wire::malformed;
use super::{Reader, Writer};
use crate::deck::Base64;
use crate::types::ConversionError;

impl Writer {
    /// Writes a value that is packed already.
    pub(crate) fn untyped(&mut self, value: &[u8]) -> Result<(), ConversionError> {
        self.binary(|writer| {
            writer.pack(value);
            Ok(())
        })
    }

    /// A writer that packs in a single walk.
    pub(super) fn packing() -> Self {
        let mut writer = Self::new(true);
        writer.measuring = false;
        writer
    }

    /// What was packed.
    pub(super) fn into_packed(self) -> Result<Vec<u8>, ConversionError> {
        if self.overflow {
            return Err(ConversionError::new(
                "a part of the value is longer than MessagePack can tell (4 GiB)",
            ));
        }
        Ok(self.out)
    }

    /// Puts other bytes in the place of those that were packed so far, and gives these.
    pub(super) fn set_packed(&mut self, bytes: Vec<u8>) -> Vec<u8> {
        std::mem::replace(&mut self.out, bytes)
    }

    /// The head of a map or a list.
    pub(super) fn pack_len(&mut self, len: usize, is_map: bool) {
        if is_map { self.pack_map(len) } else { self.pack_array(len) }
    }
}

impl<'a> Reader<'a> {
    /// A reader of a packed value.
    pub(crate) fn packed(
        bytes: &'a [u8],
        storage: &'a crate::storage::Storage,
    ) -> Result<Self, ConversionError> {
        Reader::literal(&[], storage).inner(Source::Packed(Unpacker::new(bytes)), storage)
    }

    /// The next value, packed; also one that came in another form.
    ///
    /// # Errors
    /// When the value is malformed, or when it came in a form of which JSON cannot tell a part.
    pub(crate) fn untyped(&mut self) -> Result<Vec<u8>, ConversionError> {
        match &mut self.source {
            Source::Packed(unpacker) => taken(unpacker).map(<[u8]>::to_vec),
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Offloaded(uri) => self.offloaded(uri, untyped),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Binary(binary) => {
                        let mut unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        let value = taken(&mut unpacker)?;
                        if unpacker.is_empty() {
                            Ok(value.to_vec())
                        } else {
                            Err(malformed("bytes follow the packed value"))
                        }
                    }
                    Scalar::Union { value, .. } => {
                        self.inner(Source::Literal(value), self.storage)?.untyped()
                    }
                    Scalar::Generic(_) => self.generic_packed(),
                    _ => self.json_packed(),
                },
                _ => self.json_packed(),
            },
            Source::Generic(_) => self.generic_packed(),
        }
    }

    /// The next value for a person to read: keys are text, bytes base64, and floats that JSON has no words for text.
    ///
    /// # Errors
    /// As [`Reader::untyped`].
    pub(crate) fn told(&mut self) -> Result<Value, ConversionError> {
        let packed = self.untyped()?;
        told(&mut Unpacker::new(&packed))
    }

    fn json_packed(&mut self) -> Result<Vec<u8>, ConversionError> {
        let value = self.json()?;
        Writer::packed(|writer| writer.json(&value))
    }

    /// A protobuf `Struct`, whose numbers are all floats: whole ones are packed as the integers that they once were.
    fn generic_packed(&mut self) -> Result<Vec<u8>, ConversionError> {
        let mut value = self.json()?;
        restore_integers(&mut value);
        Writer::packed(|writer| writer.json(&value))
    }
}

fn restore_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(integer) = number.as_f64().and_then(exact_integer) {
                *value = Value::from(integer);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(restore_integers),
        Value::Object(entries) => entries.values_mut().for_each(restore_integers),
        _ => {}
    }
}

/// The integer that a float is, of those that floats tell apart.
pub(super) fn exact_integer(float: f64) -> Option<i64> {
    const LAST: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is one of the integers that fit")]
    (float.trunc().to_bits() == float.to_bits() && float.abs() <= LAST).then_some(float as i64)
}

/// A packed value as a person reads it: also what JSON has no words for.
fn told(unpacker: &mut Unpacker<'_>) -> Result<Value, ConversionError> {
    Ok(match unpacker.token()? {
        Token::Nil => Value::Null,
        Token::Boolean(value) => Value::Bool(value),
        Token::Integer(value) => Value::from(value),
        Token::Large(value) => Value::from(value),
        Token::Float(value) => {
            Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number)
        }
        Token::String(text) => Value::String(text.to_owned()),
        Token::Bytes(bytes) => Value::String(Base64(bytes).to_string()),
        Token::Array(len) => (0..len).map(|_| told(unpacker)).collect::<Result<_, _>>()?,
        Token::Map(len) => {
            let mut entries = Map::new();
            for _ in 0..len {
                let key = match told(unpacker)? {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                entries.insert(key, told(unpacker)?);
            }
            Value::Object(entries)
        }
        Token::Extension => return Err(ConversionError::mismatch("JSON", Token::Extension.name())),
    })
}

/// The bytes of the next value.
fn taken<'a>(unpacker: &mut Unpacker<'a>) -> Result<&'a [u8], ConversionError> {
    let start = unpacker.bytes;
    unpacker.skip()?;
    Ok(start.get(..start.len() - unpacker.bytes.len()).unwrap_or_default())
}

// Methods are of one lifetime of readers, this of any.
fn untyped(reader: &mut Reader<'_>) -> Result<Vec<u8>, ConversionError> {
    reader.untyped()
}
