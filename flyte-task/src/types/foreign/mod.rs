//! `Serde`: types of other crates, which serde can tell.

#[cfg(test)]
mod derived_tests;
#[cfg(test)]
mod foreign_tests;

use std::marker::PhantomData;

use serde_core::{Deserialize, Serialize};

use super::codec::{packed_by_serde, unpacked_by_serde};
use super::wrapper::wrapper;
use super::{
    ConversionError, Depacker, FlyteType, Packer, Reader, SerdeError, TypeDescriptor, Writer, packed_value,
};
use crate::storage::Storage;

/// A value of a foreign type that travels as the Flyte type of `W`.
///
/// For an input or output of a type that another crate made and that serde can tell, such as `url::Url`,
/// `uuid::Uuid` or `rust_decimal::Decimal`. Fields of structs have `#[flyte(serde)]` instead, and types of one's own
/// too; see [`FlyteType`](derive@crate::FlyteType).
///
/// What serde cannot tell is as which Flyte type its values travel, so `W` says that: `Serde<Url, String>` is a
/// `STRING`, `Serde<Decimal, f64>` a `FLOAT`. Values are what `serde_json` would make of them, checked against `W` both
/// ways, and errors name the place inside the value. Without a `W` the value is [`Untyped`].
///
/// ```
/// use std::net::IpAddr;
///
/// use flyte_task::FlyteType;
/// use flyte_task::storage::Storage;
/// use flyte_task::types::{Serde, TypeDescriptor, from_literal, to_literal};
///
/// type Address = Serde<IpAddr, String>;
///
/// assert_eq!(Address::TYPE, &TypeDescriptor::String);
/// let literal = to_literal(&"10.0.0.1".to_owned())?;
/// let address: Address = from_literal(&literal, &Storage::new())?;
/// assert!(address.is_ipv4());
/// assert_eq!(to_literal(&address)?, literal);
/// # Ok::<(), flyte_task::types::ConversionError>(())
/// ```
pub struct Serde<T, W = Untyped> {
    value: T,
    marker: PhantomData<fn() -> W>,
}

wrapper!(Serde<T, W>);

impl<T: Serialize + for<'de> Deserialize<'de> + 'static, W: FlyteType> FlyteType for Serde<T, W> {
    const TYPE: &'static TypeDescriptor = W::TYPE;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        encode_serde::<W, T>(&self.value, writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        decode_serde::<W, T>(reader).map(Self::new)
    }
}

/// A value of which readers are told nothing: Python's untyped `dict`, as [`serde_json::Value`] is.
///
/// It is what serde makes of a foreign type for which no Flyte type is named; see [`Serde`]. Unlike JSON it keeps
/// floats that are infinite or no number, and bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untyped {
    packed: Vec<u8>,
}

impl FlyteType for Untyped {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Json;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.untyped(&self.packed)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        Ok(Self { packed: reader.untyped()? })
    }
}

/// Writes a foreign value as a `W`.
#[doc(hidden)]
pub fn encode_serde<W: FlyteType, T: Serialize>(
    value: &T,
    writer: &mut Writer,
) -> Result<(), ConversionError> {
    encode_serde_with::<W>(|packer| value.serialize(packer), writer)
}

/// Writes what `write` tells as a `W`.
#[doc(hidden)]
pub fn encode_serde_with<W: FlyteType>(
    write: impl FnOnce(Packer<'_>) -> Result<(), SerdeError>,
    writer: &mut Writer,
) -> Result<(), ConversionError> {
    let packed = packed_by_serde(write)?;
    let storage = Storage::new();
    let travelling = Reader::packed(&packed, &storage).and_then(|mut reader| W::decode(&mut reader));
    let travelling = travelling.map_err(|error| {
        ConversionError::new(format!("what serde writes is not of the type {}: {error}", W::TYPE))
            .caused_by(error)
    })?;
    travelling.encode(writer)
}

/// Reads a foreign value that came as a `W`.
#[doc(hidden)]
pub fn decode_serde<W: FlyteType, T: for<'de> Deserialize<'de>>(
    reader: &mut Reader<'_>,
) -> Result<T, ConversionError> {
    decode_serde_with::<W, T>(|depacker| T::deserialize(depacker), reader)
}

/// Reads what came as a `W` and is told to `read`.
#[doc(hidden)]
pub fn decode_serde_with<W: FlyteType, T>(
    read: impl FnOnce(Depacker<'_, '_>) -> Result<T, SerdeError>,
    reader: &mut Reader<'_>,
) -> Result<T, ConversionError> {
    let packed = packed_value(&W::decode(reader)?)?;
    unpacked_by_serde(&packed, read)
}

/// The packed form of a foreign value that is a field's default.
#[doc(hidden)]
pub fn packed_serde<W: FlyteType, T: Serialize>(value: &T) -> Result<Vec<u8>, ConversionError> {
    Writer::packed(|writer| encode_serde::<W, T>(value, writer))
}

/// The packed form of a field's default, as `write` tells it.
#[doc(hidden)]
pub fn packed_serde_with<W: FlyteType>(
    write: impl Fn(Packer<'_>) -> Result<(), SerdeError>,
) -> Result<Vec<u8>, ConversionError> {
    Writer::packed(|writer| encode_serde_with::<W>(&write, writer))
}
