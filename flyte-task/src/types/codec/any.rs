//! Values of no declared type: JSON, and protobuf's `Struct`; and the error of a failed node.

use serde_json::{Map, Number, Value};

use super::literal::{Scalar, Shape};
use super::msgpack::Unpacker;
use super::reader::{Source, packed};
use super::wire::{last_bytes, text};
use super::writer::tag;
use super::{Atom, Reader, Writer};
use crate::types::{ConversionError, FlyteType};

impl Writer {
    /// Writes JSON, packed: integers stay integers and floats floats.
    pub(crate) fn json(&mut self, value: &Value) -> Result<(), ConversionError> {
        self.binary(|writer| writer.pack_json(value))
    }

    fn pack_json(&mut self, value: &Value) -> Result<(), ConversionError> {
        match value {
            Value::Null => self.pack_nil(),
            Value::Bool(value) => self.pack_boolean(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(integer), _, _) => self.pack_integer(integer),
                (None, Some(integer), _) => self.pack_unsigned(integer),
                (None, None, Some(float)) => self.pack_float(float),
                (None, None, None) => {
                    return Err(ConversionError::new(format!("{number} fits no number that Flyte has")));
                }
            },
            Value::String(text) => self.pack_string(text),
            Value::Array(items) => {
                self.pack_array(items.len());
                for (index, item) in items.iter().enumerate() {
                    self.pack_json(item).map_err(|error| error.at_index(index))?;
                }
            }
            Value::Object(entries) => {
                self.pack_map(entries.len());
                for (key, value) in entries {
                    self.pack_string(key);
                    self.pack_json(value).map_err(|error| error.at_name(key))?;
                }
            }
        }
        Ok(())
    }

    /// Writes the bytes of a protobuf `Struct` as a literal.
    pub(crate) fn generic(&mut self, fields: &[u8]) -> Result<(), ConversionError> {
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.bytes(tag::SCALAR_GENERIC, fields);
            Ok(())
        })
    }

    /// Writes the error of a failed node.
    pub(crate) fn error(&mut self, node: &str, message: &str) -> Result<(), ConversionError> {
        if self.is_packed {
            self.pack_map(2);
            for part in ["message", message, "failed_node_id", node] {
                self.pack_string(part);
            }
            return Ok(());
        }
        let parts = [(tag::ERROR_NODE, node), (tag::ERROR_MESSAGE, message)];
        let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.message(tag::SCALAR_ERROR, |writer| {
                parts.for_each(|(tag, part)| writer.bytes(tag, part.as_bytes()));
                Ok(())
            })
        })
    }
}

impl Reader<'_> {
    /// Reads any value that JSON can tell.
    ///
    /// # Errors
    /// When JSON has no word for a part of it: an infinite float, a map's key that is no string, bytes.
    pub(crate) fn json(&mut self) -> Result<Value, ConversionError> {
        match self.source {
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Collection(_) => self.json_list(),
                Shape::Map(_) => self.json_map(),
                Shape::Offloaded(uri) => self.offloaded(uri, Value::decode),
                Shape::Empty => Err(ConversionError::mismatch("JSON", "an empty literal")),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Binary(binary) => {
                        let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                        let value = reader.json()?;
                        reader.ended().map(|()| value)
                    }
                    Scalar::Generic(_) => self.json_map(),
                    Scalar::Union { value, .. } => self.inner(Source::Literal(value), self.storage)?.json(),
                    _ => self.json_atom(),
                },
            },
            Source::Packed(unpacker) if unpacker.at_list() => self.json_list(),
            Source::Packed(unpacker) if unpacker.at_map() => self.json_map(),
            Source::Generic(value) if last_bytes(value, 5)?.is_some() => self.json_map(),
            Source::Generic(value) if last_bytes(value, 6)?.is_some() => self.json_list(),
            Source::Packed(_) | Source::Generic(_) => self.json_atom(),
        }
    }

    fn json_list(&mut self) -> Result<Value, ConversionError> {
        self.list(Value::decode).map(Value::Array)
    }

    fn json_map(&mut self) -> Result<Value, ConversionError> {
        let mut object = Map::new();
        self.map(|key, reader| {
            object.insert(key.to_owned(), reader.json()?);
            Ok(())
        })?;
        Ok(Value::Object(object))
    }

    fn json_atom(&mut self) -> Result<Value, ConversionError> {
        Ok(match self.atom(&mut Vec::new())?.0 {
            Atom::None => Value::Null,
            Atom::Integer(value) => Value::from(value),
            Atom::Large(value) => Value::from(value),
            Atom::Float(value) => Number::from_f64(value).map(Value::Number).ok_or_else(|| {
                ConversionError::mismatch("a number that JSON has a word for", format!("the float {value}"))
            })?,
            Atom::String(text) => Value::from(text),
            Atom::Boolean(value) => Value::Bool(value),
            other => return Err(ConversionError::mismatch("JSON", other.name())),
        })
    }

    /// The bytes of a protobuf `Struct`, if the value comes as one.
    pub(crate) fn generic(&mut self) -> Result<Option<Vec<u8>>, ConversionError> {
        match self.source {
            Source::Generic(value) => Ok(last_bytes(value, 5)?.map(<[u8]>::to_vec)),
            Source::Packed(_) => Ok(None),
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Offloaded(uri) => self.offloaded(uri, generic),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Generic(fields) => Ok(Some(fields.to_vec())),
                    Scalar::Union { value, .. } => {
                        self.inner(Source::Literal(value), self.storage)?.generic()
                    }
                    _ => Ok(None),
                },
                _ => Ok(None),
            },
        }
    }

    /// Reads the error of a failed node: the node's id and the message.
    pub(crate) fn error(&mut self) -> Result<(String, String), ConversionError> {
        if let Source::Literal(literal) = self.source {
            match Shape::of(literal)? {
                Shape::Offloaded(uri) => return self.offloaded(uri, error),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Error(error) => {
                        let part =
                            |number| Ok(text(last_bytes(error, number)?.unwrap_or_default())?.to_owned());
                        return Ok((part(1)?, part(2)?));
                    }
                    Scalar::Union { value, .. } => {
                        return self.inner(Source::Literal(value), self.storage)?.error();
                    }
                    Scalar::Binary(_) | Scalar::Generic(_) => {}
                    other => return Err(ConversionError::mismatch("an error", other.name())),
                },
                _ => return Err(ConversionError::mismatch("an error", "another kind of literal")),
            }
        }
        let (mut node, mut message) = (String::new(), String::new());
        self.map(|key, reader| {
            match key {
                "failed_node_id" => node = reader.string()?,
                "message" => message = reader.string()?,
                // Of packed values the next one comes only after this one.
                _ => {
                    if let Source::Packed(unpacker) = &mut reader.source {
                        unpacker.skip()?;
                    }
                }
            }
            Ok(())
        })?;
        Ok((node, message))
    }
}

// Methods are of one lifetime of readers, these of any.
fn generic(reader: &mut Reader<'_>) -> Result<Option<Vec<u8>>, ConversionError> {
    reader.generic()
}

fn error(reader: &mut Reader<'_>) -> Result<(String, String), ConversionError> {
    reader.error()
}
