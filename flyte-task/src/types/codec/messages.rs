//! The messages that a literal can consist of, as far as telling them in JSON needs them.

/// A message: its fields in the order of their JSON names.
pub(super) struct Message {
    pub(super) fields: &'static [Field],
}

/// A field of a message.
pub(super) struct Field {
    /// Its name in JSON.
    pub(super) name: &'static str,
    pub(super) number: u64,
    pub(super) kind: Kind,
    pub(super) occurs: Occurs,
}

/// How often a field occurs, and so when it is told.
#[derive(Clone, Copy)]
pub(super) enum Occurs {
    /// Told unless it is zero or empty.
    Plain,
    /// Told whenever it is there: messages, and what else is one of several.
    Present,
    /// A list, told unless it is empty.
    Repeated,
    /// A map from strings, told unless it is empty.
    Map,
}

/// What a field, or one of its elements, holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Message(&'static Message),
    Text,
    Bytes,
    Boolean,
    Float,
    Signed,
    Unsigned,
    /// An enum, by the names of its numbers from zero.
    Choice(&'static [&'static str]),
    Timestamp,
    Duration,
    Struct,
}

use Kind::{Boolean, Bytes, Choice, Float, Signed, Text, Unsigned};
use Occurs::{Map, Plain, Present, Repeated};

const fn field(name: &'static str, number: u64, kind: Kind, occurs: Occurs) -> Field {
    Field { name, number, kind, occurs }
}

/// A message that is told where it is there.
const fn one(name: &'static str, number: u64, of: &'static Message) -> Field {
    field(name, number, Kind::Message(of), Present)
}

/// A text that is told unless it is empty.
const fn word(name: &'static str, number: u64) -> Field {
    field(name, number, Text, Plain)
}

macro_rules! messages {
    ($($name:ident [$($field:expr),* $(,)?])*) => {$(
        static $name: Message = Message { fields: &[$($field),*] };
    )*};
}

pub(super) static LITERAL: Message = Message {
    fields: &[
        one("collection", 2, &COLLECTION),
        word("hash", 4),
        one("map", 3, &MAP),
        field("metadata", 5, Text, Map),
        one("offloadedMetadata", 8, &OFFLOADED_METADATA),
        one("scalar", 1, &SCALAR),
    ],
};

messages! {
    COLLECTION [field("literals", 1, Kind::Message(&LITERAL), Repeated)]
    MAP [field("literals", 1, Kind::Message(&LITERAL), Map)]
    OFFLOADED_METADATA [
        one("inferredType", 3, &LITERAL_TYPE),
        field("sizeBytes", 2, Unsigned, Plain),
        word("uri", 1),
    ]
    SCALAR [
        one("binary", 3, &BINARY),
        one("blob", 2, &BLOB),
        one("error", 6, &ERROR),
        field("generic", 7, Kind::Struct, Present),
        one("noneType", 5, &VOID),
        one("primitive", 1, &PRIMITIVE),
        one("schema", 4, &SCHEMA),
        one("structuredDataset", 8, &STRUCTURED_DATASET),
        one("union", 9, &UNION),
    ]
    PRIMITIVE [
        field("boolean", 4, Boolean, Present),
        field("datetime", 5, Kind::Timestamp, Present),
        field("duration", 6, Kind::Duration, Present),
        field("floatValue", 2, Float, Present),
        field("integer", 1, Signed, Present),
        field("stringValue", 3, Text, Present),
    ]
    BLOB [one("metadata", 1, &BLOB_METADATA), word("uri", 3)]
    BLOB_METADATA [one("type", 1, &BLOB_TYPE)]
    BLOB_TYPE [field("dimensionality", 2, Choice(&["SINGLE", "MULTIPART"]), Plain), word("format", 1)]
    BINARY [word("tag", 2), field("value", 1, Bytes, Plain)]
    SCHEMA [one("type", 3, &SCHEMA_TYPE), word("uri", 1)]
    SCHEMA_TYPE [field("columns", 3, Kind::Message(&SCHEMA_COLUMN), Repeated)]
    SCHEMA_COLUMN [
        word("name", 1),
        field(
            "type",
            2,
            Choice(&["INTEGER", "FLOAT", "STRING", "BOOLEAN", "DATETIME", "DURATION"]),
            Plain,
        ),
    ]
    VOID []
    ERROR [word("failedNodeId", 1), word("message", 2)]
    STRUCTURED_DATASET [one("metadata", 2, &DATASET_METADATA), word("uri", 1)]
    DATASET_METADATA [one("structuredDatasetType", 1, &DATASET_TYPE)]
    DATASET_TYPE [
        field("columns", 1, Kind::Message(&DATASET_COLUMN), Repeated),
        field("externalSchemaBytes", 4, Bytes, Plain),
        word("externalSchemaType", 3),
        word("format", 2),
    ]
    DATASET_COLUMN [one("literalType", 2, &LITERAL_TYPE), word("name", 1)]
    UNION [one("type", 2, &LITERAL_TYPE), one("value", 1, &LITERAL)]
    LITERAL_TYPE [
        one("annotation", 9, &TYPE_ANNOTATION),
        one("blob", 5, &BLOB_TYPE),
        one("collectionType", 3, &LITERAL_TYPE),
        one("enumType", 7, &ENUM_TYPE),
        one("mapValueType", 4, &LITERAL_TYPE),
        field("metadata", 6, Kind::Struct, Present),
        one("schema", 2, &SCHEMA_TYPE),
        field("simple", 1, Choice(SIMPLE_TYPES), Present),
        one("structure", 11, &TYPE_STRUCTURE),
        one("structuredDatasetType", 8, &DATASET_TYPE),
        one("unionType", 10, &UNION_TYPE),
    ]
    ENUM_TYPE [field("values", 1, Text, Repeated)]
    UNION_TYPE [field("variants", 1, Kind::Message(&LITERAL_TYPE), Repeated)]
    TYPE_ANNOTATION [field("annotations", 1, Kind::Struct, Present)]
    TYPE_STRUCTURE [field("dataclassType", 2, Kind::Message(&LITERAL_TYPE), Map), word("tag", 1)]
}

const SIMPLE_TYPES: &[&str] =
    &["NONE", "INTEGER", "FLOAT", "STRING", "BOOLEAN", "DATETIME", "DURATION", "BINARY", "ERROR", "STRUCT"];
