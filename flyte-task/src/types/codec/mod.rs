//! Straight between Rust values and the bytes of Flyte's literals, without a tree of messages between.

mod ahead;
mod any;
mod blob;
mod bulk;
mod bytes;
mod cache_key;
mod dataset;
mod deserialize;
mod elements;
mod hash;
mod keyed;
mod lengths;
mod literal;
mod messages;
mod metadata;
mod msgpack;
#[cfg(any(feature = "dataframe", feature = "ndarray"))]
mod once;
mod pack;
mod plain;
mod proto_json;
mod reader;
mod references;
mod serialize;
mod structure;
mod text;
mod union;
mod unpack;
mod untyped;
mod varint;
mod wire;
mod writer;

#[doc(hidden)]
pub use deserialize::Depacker;
pub use reader::Reader;
#[doc(hidden)]
pub use serialize::{Packer, SerdeError};
pub use writer::Writer;

pub(crate) use ahead::Ahead;
pub(crate) use blob::BlobValue;
pub(crate) use bytes::no_literal as no_literal_for_bytes;
pub(crate) use cache_key::{KeyPart, cache_key};
#[cfg(feature = "dataframe")]
pub(crate) use dataset::type_of;
pub(crate) use dataset::{format_of, of as dataset_of};
pub(crate) use deserialize::unpacked_by_serde;
pub(crate) use elements::{collection, collection_item, collection_len};
pub(crate) use literal::{LiteralMap, literal_hash, map_entry};
pub(crate) use proto_json::literal_json;
pub(crate) use reader::{Atom, Form, unpack_scalar};
pub(crate) use references::{Reference, references};
pub(crate) use serialize::packed_by_serde;
