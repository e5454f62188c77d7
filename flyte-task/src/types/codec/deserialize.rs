//! From packed values to serde's data model.

use serde_core::de::value::StrDeserializer;
use serde_core::de::{
    self, DeserializeSeed, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_core::forward_to_deserialize_any;

use super::msgpack::{Token, Unpacker};
use super::serialize::SerdeError;
use super::untyped::exact_integer;
use super::wire::malformed;
use crate::types::ConversionError;

/// Tells serde one packed value.
pub struct Depacker<'u, 'de> {
    unpacker: &'u mut Unpacker<'de>,
}

/// The value that `read` makes of packed bytes, which must be one value and whole, so that no depth needs to be watched.
pub(crate) fn unpacked_by_serde<T>(
    packed: &[u8],
    read: impl FnOnce(Depacker<'_, '_>) -> Result<T, SerdeError>,
) -> Result<T, ConversionError> {
    let mut whole = Unpacker::new(packed);
    whole.skip()?;
    if !whole.is_empty() {
        return Err(malformed("bytes follow the packed value"));
    }
    read(Depacker { unpacker: &mut Unpacker::new(packed) }).map_err(|error| error.0)
}

impl<'de> Depacker<'_, 'de> {
    fn token(&mut self) -> Result<Token<'de>, SerdeError> {
        self.unpacker.token().map_err(SerdeError)
    }

    /// An integer, also where it comes as a float, which is all that protobuf's `Struct` and JavaScript have.
    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        if let Token::Float(float) = self.unpacker.clone().token().map_err(SerdeError)?
            && let Some(integer) = exact_integer(float)
        {
            self.unpacker.skip().map_err(SerdeError)?;
            return integer_of(integer, visitor);
        }
        de::Deserializer::deserialize_any(self, visitor)
    }
}

/// Integers that are not negative are told as such: not every visitor takes both.
fn integer_of<'de, V: Visitor<'de>>(value: i64, visitor: V) -> Result<V::Value, SerdeError> {
    match u64::try_from(value) {
        Ok(value) => visitor.visit_u64(value),
        Err(_) => visitor.visit_i64(value),
    }
}

macro_rules! integers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
            self.integer(visitor)
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Depacker<'_, 'de> {
    type Error = SerdeError;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        match self.token()? {
            Token::Nil => visitor.visit_unit(),
            Token::Boolean(value) => visitor.visit_bool(value),
            Token::Integer(value) => integer_of(value, visitor),
            Token::Large(value) => visitor.visit_u64(value),
            Token::Float(value) => visitor.visit_f64(value),
            Token::String(value) => visitor.visit_borrowed_str(value),
            Token::Bytes(value) => visitor.visit_borrowed_bytes(value),
            Token::Array(len) => {
                let mut parts = Parts { unpacker: self.unpacker, left: len, index: 0, key: String::new() };
                let value = visitor.visit_seq(&mut parts)?;
                match parts.left {
                    0 => Ok(value),
                    left => {
                        let expected = format!("a list of {}", len - left);
                        Err(SerdeError::invalid_length(len, &expected.as_str()))
                    }
                }
            }
            Token::Map(len) => {
                let mut parts = Parts { unpacker: self.unpacker, left: len, index: 0, key: String::new() };
                let value = visitor.visit_map(&mut parts)?;
                match parts.left {
                    0 => Ok(value),
                    left => {
                        let expected = format!("a map of {}", len - left);
                        Err(SerdeError::invalid_length(len, &expected.as_str()))
                    }
                }
            }
            Token::Extension => Err(SerdeError(ConversionError::mismatch(
                "a value that serde knows",
                Token::Extension.name(),
            ))),
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        if self.unpacker.at_nil() {
            self.unpacker.skip().map_err(SerdeError)?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        match self.token()? {
            Token::String(name) => visitor.visit_enum(Variant { name, value: None }),
            Token::Map(1) => match self.token()? {
                Token::String(name) => visitor
                    .visit_enum(Variant { name, value: Some(self) })
                    .map_err(|error| SerdeError(error.0.at_name(name))),
                other => Err(SerdeError(ConversionError::mismatch("the name of a variant", other.name()))),
            },
            other => Err(SerdeError(ConversionError::mismatch(
                "the name of a variant, or a map of that name to its value",
                other.name(),
            ))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.unpacker.skip().map_err(SerdeError)?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// What is left of a list or a map.
struct Parts<'u, 'de> {
    unpacker: &'u mut Unpacker<'de>,
    left: usize,
    index: usize,
    /// The name of the entry whose value comes next.
    key: String,
}

impl<'de> SeqAccess<'de> for &mut Parts<'_, 'de> {
    type Error = SerdeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, SerdeError> {
        if self.left == 0 {
            return Ok(None);
        }
        let index = self.index;
        (self.left, self.index) = (self.left - 1, index + 1);
        let value = seed.deserialize(Depacker { unpacker: self.unpacker });
        value.map(Some).map_err(|error| SerdeError(error.0.at_index(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for &mut Parts<'_, 'de> {
    type Error = SerdeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, SerdeError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let start = *self.unpacker;
        if let Token::String(key) = self.unpacker.token().map_err(SerdeError)? {
            key.clone_into(&mut self.key);
            return seed.deserialize(Key(key)).map(Some);
        }
        // A writer of Python's leaves numbers numbers.
        "a key".clone_into(&mut self.key);
        *self.unpacker = start;
        seed.deserialize(Depacker { unpacker: self.unpacker }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, SerdeError> {
        let value = seed.deserialize(Depacker { unpacker: self.unpacker });
        value.map_err(|error| SerdeError(error.0.at_name(self.key.as_str())))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// The key of a map, which is text and may stand for a number or a boolean.
struct Key<'de>(&'de str);

macro_rules! parsed {
    ($($method:ident $ty:ty, $visit:ident;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
            match self.0.parse::<$ty>() {
                Ok(value) => visitor.$visit(value),
                Err(_) => visitor.visit_borrowed_str(self.0),
            }
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Key<'de> {
    type Error = SerdeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_borrowed_str(self.0)
    }

    parsed! {
        deserialize_bool bool, visit_bool;
        deserialize_i8 i8, visit_i8;
        deserialize_i16 i16, visit_i16;
        deserialize_i32 i32, visit_i32;
        deserialize_i64 i64, visit_i64;
        deserialize_i128 i128, visit_i128;
        deserialize_u8 u8, visit_u8;
        deserialize_u16 u16, visit_u16;
        deserialize_u32 u32, visit_u32;
        deserialize_u64 u64, visit_u64;
        deserialize_u128 u128, visit_u128;
        deserialize_f32 f32, visit_f32;
        deserialize_f64 f64, visit_f64;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        visitor.visit_enum(Variant { name: self.0, value: None })
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A variant of an enum, with its value if it came with one.
struct Variant<'u, 'de> {
    name: &'de str,
    value: Option<Depacker<'u, 'de>>,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = SerdeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), SerdeError> {
        let name: StrDeserializer<'_, SerdeError> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'u, 'de> Variant<'u, 'de> {
    fn held(self) -> Result<Depacker<'u, 'de>, SerdeError> {
        let name = self.name;
        self.value.ok_or_else(|| {
            SerdeError(ConversionError::mismatch(
                format!("a map of the variant `{name}` to its value"),
                "its name alone",
            ))
        })
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = SerdeError;

    fn unit_variant(self) -> Result<(), SerdeError> {
        match self.value {
            None => Ok(()),
            Some(value) => de::Deserialize::deserialize(value),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, SerdeError> {
        seed.deserialize(self.held()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, SerdeError> {
        de::Deserializer::deserialize_any(self.held()?, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        de::Deserializer::deserialize_any(self.held()?, visitor)
    }
}
