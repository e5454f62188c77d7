//! The types that tasks take and return, and how each one travels.
//!
//! | Rust | Flyte | notes |
//! |---|---|---|
//! | `i64`, `i32`, `i16`, `i8`, `u64`, `u32`, `u16`, `u8` | `INTEGER` | checked both ways: a value that does not fit is an error that names it |
//! | `f64`, `f32` | `FLOAT` | `f64` keeps every bit; integers are accepted |
//! | `bool` | `BOOLEAN` | |
//! | `String` | `STRING` | |
//! | `()` | `NONE` | as an output: no output at all |
//! | `chrono::DateTime<Utc>` | `DATETIME` | nanoseconds are kept; flytekit reads microseconds |
//! | `chrono::NaiveDate` | `DATETIME` | midnight UTC of the day |
//! | `std::time::Duration`, `chrono::TimeDelta` | `DURATION` | the former refuses negative spans |
//! | [`Bytes`] | part of a `STRUCT` | Python's `bytes`; in JSON base64; no input or output by itself |
//! | `Vec<T>` | collection of `T` | |
//! | `HashMap<String, T>`, `BTreeMap<String, T>` | map of `T` | |
//! | `HashMap<K, T>`, `BTreeMap<K, T>` with other keys | `STRUCT` | `K`: an integer, `bool`, `NaiveDate`, or a [`MapKey`] of your own; packed |
//! | `serde_json::Value` | `STRUCT` | Python's untyped `dict`; packed, integers stay integers and floats floats |
//! | `prost_types::Struct` | `STRUCT` | protobuf's own form, whose numbers are all floats |
//! | [`FlyteFile`], [`FlyteFile<F>`](FlyteFile) | blob `SINGLE` of the format `F` | fetched when asked for, stored when returned; see [`formats`] |
//! | [`FlyteDirectory`], [`FlyteDirectory<F>`](FlyteDirectory) | blob `MULTIPART` of the format `F` | likewise |
//! | [`JsonLines`] | blob `SINGLE` of the format `jsonl` | Python's `Iterator[JSON]`: JSON values, one after the other |
//! | [`FlyteError`] | `ERROR` | why a node failed, for the task that handles it |
//! | `StructuredDataset<C>` | structured dataset | feature `dataframe`: a table by its place, read when asked for; `C` names the columns |
//! | `arrow_array::RecordBatch` | structured dataset | feature `dataframe`: a table whole and in memory |
//! | `polars_core::frame::DataFrame`, which is `polars::frame::DataFrame` | structured dataset | feature `polars`: likewise |
//! | `FlyteSchema<C>` | schema | feature `dataframe`: the older kind of table |
//! | `ndarray::Array<T, D>` | blob of `NumpyArray` | feature `ndarray`: floats, integers and `bool`, as `.npy` |
//! | [`Serde<T, W>`](Serde), `#[flyte(serde = W)]` | as `W` | a type that only serde knows; without `W` untyped, as `serde_json::Value` |
//! | [`Hashed<T, H>`](Hashed) | as `T` | with a hash that stands for the value in cache keys |
//! | [`Annotated<T, A>`](Annotated) | as `T` | with notes to those who read the interface |
//! | [`Artifact<T, A>`](Artifact) | as `T` | an output that Flyte keeps as the artifact `A` |
//! | [`WithMetadata<T>`](WithMetadata) | as `T` | an output with cards and other metadata on its literal |
//! | `Option<T>` | union of `T` and `NONE` | an option of an option is one option on the wire |
//! | `Box<T>` | as `T` | |
//! | struct with `#[derive(FlyteType)]` | `STRUCT` | packed by `MessagePack`, with the JSON schema of a dataclass; read from a protobuf `Struct` too |
//! | struct of one unnamed field | as the field | |
//! | enum whose variants hold nothing | enum | the variants' names are the values |
//! | enum whose variants hold values | union of the values' types | a variant without a value is `NONE` |
//! | tuple, struct with `#[derive(Outputs)]` | several outputs | only as what a task returns |
//!
//! Inside a struct datetimes and dates are ISO 8601 text, durations are seconds, and unions are bare, as Python's
//! dataclasses have it; files and directories are stored and fetched there as everywhere.

mod annotated;
mod artifact;
mod blob;
mod boolean;
mod boxed;
mod bytes;
#[cfg(test)]
mod bytes_tests;
mod castable;
pub mod codec;
mod constant;
mod dataset;
mod date;
mod datetime;
mod definition;
#[cfg(test)]
mod derived_tests;
mod descriptor;
mod directory;
mod duration;
mod error;
mod file;
mod fingerprint;
mod float;
mod flyte_error;
mod foreign;
pub mod formats;
mod hashed;
#[cfg(test)]
mod hex;
mod integer;
mod json;
mod json_lines;
mod json_value;
mod list;
mod literal_type;
mod map;
mod map_key;
mod named;
#[cfg(feature = "ndarray")]
mod npy;
mod option;
mod ordered;
mod output_metadata;
mod protobuf_struct;
mod schema;
mod string;
mod unit;
mod variants;
mod wrapper;

pub use annotated::{Annotated, AnnotatedType, Annotation};
pub use artifact::{
    Artifact, ArtifactDescriptor, ArtifactSpec, Granularity, PartitionBinding, TimeBinding, TimePartition,
};
pub use blob::FileWriter;
pub use bytes::Bytes;
pub use castable::castable;
pub use codec::{Reader, Writer};
pub use dataset::DatasetType;
#[cfg(feature = "dataframe")]
pub use dataset::{
    AnyColumns, Batches, Columns, DatasetError, DatasetWriter, FlyteSchema, StructuredDataset,
};
pub(crate) use definition::Recording;
pub use definition::{Defined, Definition, TypeIdentity, TypeKey};
pub use descriptor::TypeDescriptor;
pub use directory::{DirectoryEntry, FlyteDirectory};
pub(crate) use duration::wire_duration;
pub use error::ConversionError;
pub use file::FlyteFile;
pub use flyte_error::FlyteError;
pub use foreign::{Serde, Untyped};
pub use hashed::{HashMethod, Hashed};
pub use json_lines::JsonLines;
pub use map_key::MapKey;
pub use named::{
    EnumType, FieldDefault, FieldDescriptor, StructDefinition, StructKey, StructType, UnionDefinition,
    UnionType, VariantDescriptor,
};
#[cfg(feature = "pod-any")]
pub(crate) use protobuf_struct::from_json as struct_from_json;

#[doc(hidden)]
pub use codec::{Depacker, Packer, SerdeError};
#[doc(hidden)]
pub use constant::PackedScalar;
#[doc(hidden)]
pub use foreign::{
    decode_serde, decode_serde_with, encode_serde, encode_serde_with, packed_serde, packed_serde_with,
};
#[doc(hidden)]
pub use named::{missing_field, packed_value};

#[cfg(feature = "ndarray")]
pub use npy::ArrayElement;
pub use output_metadata::{DATA_CARD, DYNAMIC_PARTITIONS, MODEL_CARD, UNSET_CARD, WithMetadata};

#[doc(hidden)]
pub use variants::check_variant;

use crate::storage::Storage;

/// A Rust type that can be a task's input or output.
///
/// # Implementing it by hand
/// Say which Flyte type it is, write it, and read it; lists, maps and options of it then work by themselves.
///
/// ```
/// use flyte_task::types::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};
///
/// /// A temperature, on the wire a float in kelvin.
/// #[derive(Debug, PartialEq)]
/// struct Celsius(f64);
///
/// impl FlyteType for Celsius {
///     const TYPE: &'static TypeDescriptor = &TypeDescriptor::Float;
///
///     fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
///         writer.float(self.0 + 273.15);
///         Ok(())
///     }
///
///     fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
///         match f64::decode(reader)? {
///             kelvin if kelvin >= 0.0 => Ok(Self(kelvin - 273.15)),
///             kelvin => Err(ConversionError::mismatch("a temperature", format!("{kelvin} K"))),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Flyte type, so no task can take or return it",
    label = "not a Flyte type",
    note = "Flyte types are integers, floats, `bool`, `String`, `DateTime<Utc>`, `NaiveDate`, durations, `serde_json::Value`, and `Vec<T>`, `Option<T>`, `HashMap<K, T>`, `BTreeMap<K, T>` of Flyte types",
    note = "a struct or enum of your own becomes one by `#[derive(FlyteType)]`"
)]
pub trait FlyteType: Sized + 'static {
    /// The Flyte type, as constant data.
    const TYPE: &'static TypeDescriptor;

    /// The artifact that an output of the type becomes; see [`Artifact`].
    ///
    /// A wrapper that travels as what it wraps hands it on.
    const ARTIFACT: Option<&'static ArtifactDescriptor> = None;

    /// The packed form of `Default::default()`, where every reader of the source can tell it.
    #[doc(hidden)]
    const PACKED_DEFAULT: Option<&'static [u8]> = None;

    /// Whether `From<&str>` keeps the text as it is.
    #[doc(hidden)]
    const KEEPS_TEXT: bool = false;

    /// Writes the value; called twice for one value, so it must do the same both times.
    ///
    /// # Errors
    /// When the value cannot be said in Flyte's terms.
    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError>;

    /// Reads a value.
    ///
    /// # Errors
    /// When what the reader holds is not a value of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError>;

    /// Writes a list of values; a type whose literals all look alike can do better than one by one.
    #[doc(hidden)]
    fn encode_list(items: &[Self], writer: &mut Writer) -> Result<(), ConversionError> {
        writer.list(items, Self::encode)
    }

    /// Reads a list of values; see [`FlyteType::encode_list`].
    #[doc(hidden)]
    fn decode_list(reader: &mut Reader<'_>) -> Result<Vec<Self>, ConversionError> {
        reader.list(Self::decode)
    }
}

/// The bytes of the `Literal` that stands for the value.
///
/// # Errors
/// When the value cannot be said in Flyte's terms.
pub fn to_literal<T: FlyteType>(value: &T) -> Result<Vec<u8>, ConversionError> {
    Writer::literal(|writer| value.encode(writer))
}

/// The value that the bytes of a `Literal` stand for; offloaded parts are fetched from `storage`.
///
/// # Errors
/// When the bytes are malformed or stand for no such value.
pub fn from_literal<T: FlyteType>(bytes: &[u8], storage: &Storage) -> Result<T, ConversionError> {
    T::decode(&mut Reader::literal(bytes, storage))
}
