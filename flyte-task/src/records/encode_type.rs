//! Types in records: written while the compiler works out constants.

use super::format::{Tag, binding, default};
use super::sink::Sink;
use crate::types::{
    ArtifactDescriptor, DatasetType, EnumType, PartitionBinding, Recording, StructDefinition, StructType,
    TimeBinding, TypeDescriptor, TypeKey, UnionDefinition, UnionType,
};

/// Writes a type; its own record's key where it has one.
///
/// A new type needs a tag, which `decode_type.rs` must then read: the compiler holds both.
///
/// In constants a call costs the more, the more variables its fn has. So this fn knows the types that are everywhere, the
/// next one those that are often met, and the last one the rest.
pub(super) const fn type_of(sink: &mut Sink<'_>, ty: &TypeDescriptor) {
    sink.tag(match ty {
        TypeDescriptor::Integer => Tag::Integer,
        TypeDescriptor::Float => Tag::Float,
        TypeDescriptor::String => Tag::String,
        TypeDescriptor::Boolean => Tag::Boolean,
        _ => return frequent(sink, ty),
    });
}

const fn frequent(sink: &mut Sink<'_>, ty: &TypeDescriptor) {
    match ty {
        TypeDescriptor::List(element) => around(sink, Tag::List, element),
        TypeDescriptor::Map(value) => around(sink, Tag::Map, value),
        TypeDescriptor::Optional(some) => around(sink, Tag::Optional, some),
        TypeDescriptor::Struct(of) => match of.definition.recording() {
            Recording::Key(key) => keyed(sink, key),
            Recording::Whole(definition) => {
                sink.tag(Tag::Struct);
                structure(sink, of, definition);
            }
            Recording::Not(reason) => unknown(sink, Tag::UnknownStruct, of.name, reason),
        },
        TypeDescriptor::Enum(of) => {
            if let Some(key) = of.key {
                keyed(sink, key);
            } else {
                sink.tag(Tag::Enum);
                enumeration(sink, of);
            }
        }
        _ => rare(sink, ty),
    }
}

const fn rare(sink: &mut Sink<'_>, ty: &TypeDescriptor) {
    match ty {
        // The fns above have these.
        TypeDescriptor::Integer
        | TypeDescriptor::Float
        | TypeDescriptor::String
        | TypeDescriptor::Boolean
        | TypeDescriptor::List(_)
        | TypeDescriptor::Map(_)
        | TypeDescriptor::Optional(_)
        | TypeDescriptor::Struct(_)
        | TypeDescriptor::Enum(_) => {}
        TypeDescriptor::None => sink.tag(Tag::None),
        TypeDescriptor::Datetime => sink.tag(Tag::Datetime),
        TypeDescriptor::Date => sink.tag(Tag::Date),
        TypeDescriptor::Duration => sink.tag(Tag::Duration),
        TypeDescriptor::Bytes => sink.tag(Tag::Bytes),
        TypeDescriptor::Json => sink.tag(Tag::Json),
        TypeDescriptor::ProtobufStruct => sink.tag(Tag::ProtobufStruct),
        TypeDescriptor::Error => sink.tag(Tag::Error),
        TypeDescriptor::Blob { format, directory } => {
            sink.tag(if *directory { Tag::Directory } else { Tag::File });
            sink.text(format);
        }
        TypeDescriptor::JsonLines => sink.tag(Tag::JsonLines),
        TypeDescriptor::NumpyArray => sink.tag(Tag::NumpyArray),
        TypeDescriptor::StructuredDataset(of) => dataset(sink, Tag::StructuredDataset, of),
        TypeDescriptor::Schema(of) => dataset(sink, Tag::Schema, of),
        TypeDescriptor::KeyedMap(key, value) => {
            around(sink, Tag::KeyedMap, key);
            type_of(sink, value);
        }
        // The notes are made by a fn, which no constant can call.
        TypeDescriptor::Annotated(of) => around(sink, Tag::Annotated, of.inner),
        TypeDescriptor::Union(of) => match of.definition.recording() {
            Recording::Key(key) => keyed(sink, key),
            Recording::Whole(definition) => {
                sink.tag(Tag::Union);
                union_of(sink, of, definition);
            }
            Recording::Not(reason) => unknown(sink, Tag::UnknownUnion, of.name, reason),
        },
    }
}

const fn around(sink: &mut Sink<'_>, tag: Tag, inner: &TypeDescriptor) {
    sink.tag(tag);
    type_of(sink, inner);
}

const fn dataset(sink: &mut Sink<'_>, tag: Tag, of: &DatasetType) {
    sink.tag(tag);
    sink.text(of.format);
    sink.text(of.external_schema_type);
    sink.measured(of.external_schema);
    match of.row {
        None => sink.flag(false),
        Some(row) => {
            sink.flag(true);
            type_of(sink, &TypeDescriptor::Struct(*row));
        }
    }
}

const fn keyed(sink: &mut Sink<'_>, key: TypeKey) {
    sink.tag(Tag::Keyed);
    sink.bytes(&key.0.to_le_bytes());
}

const fn unknown(sink: &mut Sink<'_>, tag: Tag, name: &str, reason: &str) {
    sink.tag(tag);
    sink.text(name);
    sink.text(reason);
}

pub(super) const fn enumeration(sink: &mut Sink<'_>, of: &EnumType) {
    sink.text(of.name);
    sink.text(of.docs);
    texts(sink, of.values);
}

/// First what leads nowhere else, so that a reader knows all names before it follows any.
pub(super) const fn structure(sink: &mut Sink<'_>, of: &StructType, definition: &StructDefinition) {
    sink.text(of.name);
    sink.flag(of.closed);
    sink.count(of.keys.len());
    let mut keys = of.keys;
    while let [key, rest @ ..] = keys {
        sink.text(key.name);
        texts(sink, key.aliases);
        sink.flag(key.optional);
        keys = rest;
    }
    sink.text(definition.docs);
    let mut fields = definition.fields;
    while let [field, rest @ ..] = fields {
        sink.text(field.docs);
        match field.default {
            None => sink.byte(default::NONE),
            Some(value) => match value.constant {
                None => sink.byte(default::UNKNOWN),
                Some(packed) => {
                    sink.byte(default::CONSTANT);
                    sink.measured(packed);
                }
            },
        }
        type_of(sink, field.ty);
        fields = rest;
    }
}

pub(super) const fn union_of(sink: &mut Sink<'_>, of: &UnionType, definition: &UnionDefinition) {
    sink.text(of.name);
    sink.text(definition.docs);
    sink.count(definition.variants.len());
    let mut variants = definition.variants;
    while let [variant, rest @ ..] = variants {
        sink.text(variant.name);
        sink.text(variant.docs);
        type_of(sink, variant.ty);
        variants = rest;
    }
}

pub(super) const fn artifact(sink: &mut Sink<'_>, of: &ArtifactDescriptor) {
    sink.text(of.name);
    sink.count(of.partitions.len());
    let mut partitions = of.partitions;
    while let [(key, from), rest @ ..] = partitions {
        sink.text(key);
        match *from {
            PartitionBinding::Input(name) => bound(sink, binding::INPUT, name),
            PartitionBinding::Static(value) => bound(sink, binding::STATIC, value),
            PartitionBinding::Runtime => sink.byte(binding::RUNTIME),
        }
        partitions = rest;
    }
    let Some(time) = of.time_partition else {
        sink.byte(binding::NONE);
        return;
    };
    match time.binding {
        TimeBinding::Input(name) => bound(sink, binding::INPUT, name),
        TimeBinding::Static(at) => {
            sink.byte(binding::STATIC);
            sink.bytes(&at.timestamp().to_le_bytes());
            sink.bytes(&at.timestamp_subsec_nanos().to_le_bytes());
        }
        TimeBinding::Runtime => sink.byte(binding::RUNTIME),
    }
    sink.byte(match time.granularity {
        None => 0,
        Some(granularity) => granularity.number(),
    });
}

const fn bound(sink: &mut Sink<'_>, tag: u8, text: &str) {
    sink.byte(tag);
    sink.text(text);
}

pub(super) const fn texts(sink: &mut Sink<'_>, mut texts: &[&str]) {
    sink.count(texts.len());
    while let [text, rest @ ..] = texts {
        sink.text(text);
        texts = rest;
    }
}
