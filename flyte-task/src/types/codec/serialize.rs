//! From serde's data model to packed values: what `serde_json` would make of a value, in `MessagePack`.

use std::fmt;

use serde_core::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::Writer;
use super::msgpack::{Token, Unpacker};
use super::wire::MAX_DEPTH;
use crate::types::ConversionError;

/// A [`ConversionError`] as serde wants its errors.
pub struct SerdeError(pub(crate) ConversionError);

impl fmt::Display for SerdeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for SerdeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SerdeError {}

impl ser::Error for SerdeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(ConversionError::new(message.to_string()))
    }
}

impl serde_core::de::Error for SerdeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(ConversionError::new(message.to_string()))
    }
}

/// Packs one value that serde tells.
pub struct Packer<'w> {
    writer: &'w mut Writer,
    depth: usize,
}

/// The packed form of what `write` tells.
pub(crate) fn packed_by_serde(
    write: impl FnOnce(Packer<'_>) -> Result<(), SerdeError>,
) -> Result<Vec<u8>, ConversionError> {
    let mut writer = Writer::packing();
    write(Packer { writer: &mut writer, depth: 0 }).map_err(|error| error.0)?;
    writer.into_packed()
}

/// A list or a map whose parts are on their way.
pub struct Parts<'w> {
    writer: &'w mut Writer,
    depth: usize,
    count: usize,
    /// What was told as the length; none where the parts are kept back until they can be counted.
    declared: Option<usize>,
    /// What stands before the parts, while these are kept back.
    before: Vec<u8>,
    is_map: bool,
    /// The name of the entry that is on its way.
    key: String,
}

impl<'w> Packer<'w> {
    fn parts(self, declared: Option<usize>, is_map: bool) -> Result<Parts<'w>, SerdeError> {
        if self.depth >= MAX_DEPTH {
            return Err(SerdeError(ConversionError::new("values nest more than a hundred levels deep")));
        }
        let before = match declared {
            Some(len) => {
                self.writer.pack_len(len, is_map);
                Vec::new()
            }
            None => self.writer.set_packed(Vec::new()),
        };
        let depth = self.depth + 1;
        Ok(Parts { writer: self.writer, depth, count: 0, declared, before, is_map, key: String::new() })
    }

    /// The variant of an enum around its value: a map of one entry.
    fn variant(self, name: &str) -> Result<Packer<'w>, SerdeError> {
        let mut parts = self.parts(Some(1), true)?;
        parts.name(name);
        Ok(Packer { writer: parts.writer, depth: parts.depth })
    }
}

impl Parts<'_> {
    fn name(&mut self, name: &str) {
        name.clone_into(&mut self.key);
        self.writer.pack_string(name);
    }

    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerdeError> {
        let packer = Packer { writer: &mut *self.writer, depth: self.depth };
        value.serialize(packer).map_err(|error| {
            SerdeError(if self.is_map {
                error.0.at_name(self.key.as_str())
            } else {
                error.0.at_index(self.count)
            })
        })?;
        self.count += 1;
        Ok(())
    }

    fn close(self) -> Result<(), SerdeError> {
        match self.declared {
            Some(len) if len != self.count => Err(SerdeError(ConversionError::new(format!(
                "serde told of {len} parts and wrote {}",
                self.count
            )))),
            Some(_) => Ok(()),
            None => {
                let parts = self.writer.set_packed(self.before);
                self.writer.pack_len(self.count, self.is_map);
                self.writer.pack(&parts);
                Ok(())
            }
        }
    }
}

/// The methods that write one value without parts.
macro_rules! atoms {
    ($($method:ident($value:ident: $ty:ty, $writer:ident) $write:expr;)+) => {$(
        fn $method(self, $value: $ty) -> Result<(), SerdeError> {
            let $writer = self.writer;
            $write;
            Ok(())
        }
    )+};
}

impl<'w> ser::Serializer for Packer<'w> {
    type Ok = ();
    type Error = SerdeError;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = Parts<'w>;
    type SerializeMap = Parts<'w>;
    type SerializeStruct = Parts<'w>;
    type SerializeStructVariant = Parts<'w>;

    atoms! {
        serialize_bool(value: bool, writer) writer.pack_boolean(value);
        serialize_i8(value: i8, writer) writer.pack_integer(value.into());
        serialize_i16(value: i16, writer) writer.pack_integer(value.into());
        serialize_i32(value: i32, writer) writer.pack_integer(value.into());
        serialize_i64(value: i64, writer) writer.pack_integer(value);
        serialize_u8(value: u8, writer) writer.pack_unsigned(value.into());
        serialize_u16(value: u16, writer) writer.pack_unsigned(value.into());
        serialize_u32(value: u32, writer) writer.pack_unsigned(value.into());
        serialize_u64(value: u64, writer) writer.pack_unsigned(value);
        serialize_f32(value: f32, writer) writer.pack_float(value.into());
        serialize_f64(value: f64, writer) writer.pack_float(value);
        serialize_char(value: char, writer) writer.pack_string(value.encode_utf8(&mut [0; 4]));
        serialize_str(value: &str, writer) writer.pack_string(value);
        serialize_bytes(value: &[u8], writer) writer.pack_bytes(value);
        serialize_unit_struct(_name: &'static str, writer) writer.pack_nil();
    }

    fn serialize_i128(self, value: i128) -> Result<(), SerdeError> {
        match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => self.serialize_i64(value),
            (_, Ok(value)) => self.serialize_u64(value),
            _ => Err(too_large(value)),
        }
    }

    fn serialize_u128(self, value: u128) -> Result<(), SerdeError> {
        u64::try_from(value).map_err(|_| too_large(value)).and_then(|value| self.serialize_u64(value))
    }

    fn serialize_none(self) -> Result<(), SerdeError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), SerdeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), SerdeError> {
        self.writer.pack_nil();
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), SerdeError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), SerdeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), SerdeError> {
        let inner = self.variant(variant)?;
        value.serialize(inner).map_err(|error| SerdeError(error.0.at_name(variant)))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Parts<'w>, SerdeError> {
        self.parts(len, false)
    }

    fn serialize_tuple(self, len: usize) -> Result<Parts<'w>, SerdeError> {
        self.parts(Some(len), false)
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Parts<'w>, SerdeError> {
        self.parts(Some(len), false)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Parts<'w>, SerdeError> {
        self.variant(variant)?.parts(Some(len), false)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Parts<'w>, SerdeError> {
        self.parts(len, true)
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Parts<'w>, SerdeError> {
        self.parts(Some(len), true)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Parts<'w>, SerdeError> {
        self.variant(variant)?.parts(Some(len), true)
    }
}

fn too_large(value: impl fmt::Display) -> SerdeError {
    SerdeError(ConversionError::new(format!("{value} does not fit the 64 bits of Flyte's integers")))
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = SerdeError;

    /// Keys are text, as JSON has them; what else a key may be is told as text.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), SerdeError> {
        let packed = packed_by_serde(|packer| key.serialize(packer)).map_err(SerdeError)?;
        let name = match Unpacker::new(&packed).token().map_err(SerdeError)? {
            Token::String(key) => key.to_owned(),
            Token::Integer(key) => key.to_string(),
            Token::Large(key) => key.to_string(),
            Token::Float(key) => key.to_string(),
            Token::Boolean(key) => key.to_string(),
            other => {
                let expected = "text, a number or a boolean as the key of a map";
                return Err(SerdeError(ConversionError::mismatch(expected, other.name())));
            }
        };
        self.name(&name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerdeError> {
        self.part(value)
    }

    fn end(self) -> Result<(), SerdeError> {
        self.close()
    }
}

/// The traits whose parts have names, and those whose parts have none.
macro_rules! parts {
    ($($named:ident,)+; $($plain:ident $method:ident,)+) => {
        $(impl $named for Parts<'_> {
            type Ok = ();
            type Error = SerdeError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), SerdeError> {
                self.name(key);
                self.part(value)
            }

            fn end(self) -> Result<(), SerdeError> {
                self.close()
            }
        })+
        $(impl $plain for Parts<'_> {
            type Ok = ();
            type Error = SerdeError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerdeError> {
                self.part(value)
            }

            fn end(self) -> Result<(), SerdeError> {
                self.close()
            }
        })+
    };
}

parts! {
    SerializeStruct,
    SerializeStructVariant,
    ;
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}
