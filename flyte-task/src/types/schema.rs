//! JSON schemas of structs, as flytekit has them made (by mashumaro) for dataclasses.

use flyte_idl::prost_types::value::Kind;
use flyte_idl::prost_types::{ListValue, Struct, Value};

use super::codec::unpack_scalar;
use super::literal_type::within;
use super::named::{FieldDescriptor, StructType};
use super::{TypeDescriptor, TypeIdentity};
use crate::deck::Base64;

/// The schema of a struct, with the structs that it holds written out inside.
pub(super) fn of_struct(of: &StructType) -> Struct {
    struct_schema(of, &mut vec![of.id])
}

/// A JSON object.
pub(super) fn message<const N: usize>(entries: [(&str, Value); N]) -> Struct {
    Struct { fields: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

/// A JSON object as a value.
pub(super) fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    value(Kind::StructValue(message(entries)))
}

/// A JSON string.
pub(super) fn string(text: &str) -> Value {
    value(Kind::StringValue(text.to_owned()))
}

fn value(kind: Kind) -> Value {
    Value { kind: Some(kind) }
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    value(Kind::ListValue(ListValue { values: values.into_iter().collect() }))
}

fn simple(name: &str) -> Value {
    object([("type", string(name))])
}

fn formatted(name: &str, format: &str) -> Value {
    object([("type", string(name)), ("format", string(format))])
}

fn struct_schema(of: &StructType, open: &mut Vec<TypeIdentity>) -> Struct {
    let fields = of.definition().fields;
    let mut schema = message([
        ("type", string("object")),
        ("title", string(of.name)),
        ("additionalProperties", value(Kind::BoolValue(false))),
    ]);
    // flytekit leaves out what would be empty.
    if !fields.is_empty() {
        let properties =
            fields.iter().map(|field| (field.name.to_owned(), field_schema(field, open))).collect();
        let properties = value(Kind::StructValue(Struct { fields: properties }));
        schema.fields.insert("properties".to_owned(), properties);
    }
    let mut required =
        fields.iter().filter(|field| field.default.is_none()).map(|field| string(field.name)).peekable();
    if required.peek().is_some() {
        schema.fields.insert("required".to_owned(), list(required));
    }
    schema
}

fn field_schema(field: &FieldDescriptor, open: &mut Vec<TypeIdentity>) -> Value {
    let mut schema = fragment(field.ty, open);
    let default =
        field.default.and_then(|default| default.packed().ok()).and_then(|packed| default_value(&packed));
    if let (Some(default), Some(Kind::StructValue(fragment))) = (default, &mut schema.kind) {
        fragment.fields.insert("default".to_owned(), default);
    }
    schema
}

/// A default as a schema tells it: only values without parts, since Python's lists, maps and objects are made by a
/// factory of which the schema knows nothing; and no float that JSON has no word for.
fn default_value(packed: &[u8]) -> Option<Value> {
    use super::codec::Atom;
    let kind = match unpack_scalar(packed)? {
        Atom::None => Kind::NullValue(0),
        #[expect(clippy::cast_precision_loss, reason = "a Struct has no other numbers")]
        Atom::Integer(integer) => Kind::NumberValue(integer as f64),
        #[expect(clippy::cast_precision_loss, reason = "a Struct has no other numbers")]
        Atom::Large(integer) => Kind::NumberValue(integer as f64),
        Atom::Float(float) if float.is_finite() => Kind::NumberValue(float),
        Atom::String(text) => Kind::StringValue(text.to_owned()),
        Atom::Boolean(boolean) => Kind::BoolValue(boolean),
        Atom::Bytes(bytes) => Kind::StringValue(base64_lines(bytes)),
        _ => return None,
    };
    Some(value(kind))
}

/// Base64 in lines of 76 letters, as Python's schemas have it.
fn base64_lines(bytes: &[u8]) -> String {
    let lines: Vec<_> = bytes.chunks(57).map(|line| Base64(line).to_string()).collect();
    lines.join("\n") + if lines.is_empty() { "" } else { "\n" }
}

fn fragment(ty: &TypeDescriptor, open: &mut Vec<TypeIdentity>) -> Value {
    match ty {
        TypeDescriptor::None => simple("null"),
        TypeDescriptor::Integer => simple("integer"),
        TypeDescriptor::Float => simple("number"),
        TypeDescriptor::String => simple("string"),
        TypeDescriptor::Boolean => simple("boolean"),
        TypeDescriptor::Datetime => formatted("string", "date-time"),
        TypeDescriptor::Date => formatted("string", "date"),
        TypeDescriptor::Duration => formatted("number", "time-delta"),
        TypeDescriptor::Bytes => formatted("string", "base64"),
        TypeDescriptor::List(element) => {
            object([("type", string("array")), ("items", fragment(element, open))])
        }
        TypeDescriptor::Map(entry) => object([
            ("type", string("object")),
            ("additionalProperties", fragment(entry, open)),
            ("propertyNames", simple("string")),
        ]),
        TypeDescriptor::KeyedMap(key, entry) => object([
            ("type", string("object")),
            ("additionalProperties", fragment(entry, open)),
            ("propertyNames", fragment(key, open)),
        ]),
        TypeDescriptor::Json | TypeDescriptor::ProtobufStruct => simple("object"),
        TypeDescriptor::Error => object([
            ("type", string("object")),
            ("title", string("FlyteError")),
            ("properties", object([("message", simple("string")), ("failed_node_id", simple("string"))])),
            ("additionalProperties", value(Kind::BoolValue(false))),
            ("required", list(["message", "failed_node_id"].map(string))),
        ]),
        TypeDescriptor::StructuredDataset(_) => {
            dataset("StructuredDataset", [("uri", value(Kind::NullValue(0))), ("file_format", string(""))])
        }
        TypeDescriptor::Schema(_) => dataset("FlyteSchema", [("remote_path", value(Kind::NullValue(0)))]),
        TypeDescriptor::Blob { directory: true, .. } => blob("FlyteDirectory", [path()]),
        TypeDescriptor::Blob { directory: false, .. }
        | TypeDescriptor::JsonLines
        | TypeDescriptor::NumpyArray => {
            let entries = object([
                ("type", string("object")),
                ("additionalProperties", simple("string")),
                ("propertyNames", simple("string")),
            ]);
            blob("FlyteFile", [path(), ("metadata", nullable([entries, simple("null")]))])
        }
        TypeDescriptor::Annotated(of) => fragment(of.inner, open),
        TypeDescriptor::Enum(of) => object([("enum", list(of.values.iter().map(|value| string(value))))]),
        TypeDescriptor::Optional(_) | TypeDescriptor::Union(_) => {
            let variants = within(ty, open, |open| {
                list(ty.variants().into_iter().map(|variant| fragment(variant, open)))
            });
            object([("anyOf", variants.unwrap_or_else(|| list([])))])
        }
        TypeDescriptor::Struct(of) => within(ty, open, |open| struct_schema(of, open))
            .map_or_else(|| simple("object"), |schema| value(Kind::StructValue(schema))),
    }
}

/// The schema of a dataset, as the fields of Python's classes have it: texts or nothing, with these defaults.
fn dataset<const N: usize>(title: &str, fields: [(&str, Value); N]) -> Value {
    let fields = fields.map(|(name, default)| {
        let variants = list([simple("string"), simple("null")]);
        (name, object([("anyOf", variants), ("default", default)]))
    });
    object([
        ("type", string("object")),
        ("title", string(title)),
        ("properties", object(fields)),
        ("additionalProperties", value(Kind::BoolValue(false))),
    ])
}

/// The schema of a file or a directory, as the fields of Python's classes have it.
fn blob<const N: usize>(title: &str, properties: [(&str, Value); N]) -> Value {
    object([
        ("type", string("object")),
        ("title", string(title)),
        ("properties", object(properties)),
        ("additionalProperties", value(Kind::BoolValue(false))),
    ])
}

fn path() -> (&'static str, Value) {
    ("path", nullable([simple("string"), formatted("string", "path")]))
}

/// One of the variants, none unless said otherwise.
fn nullable(variants: [Value; 2]) -> Value {
    object([("anyOf", list(variants)), ("default", value(Kind::NullValue(0)))])
}
