//! Types out of records, in the form in which the program itself has them.
//!
//! What is read stays for as long as the process: descriptors are constant data, and the code that works on the
//! program's own works on these.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::Value;

use super::cursor::{Cursor, Read};
use super::format::{Tag, binding, default};
use crate::types::{
    AnnotatedType, ArtifactDescriptor, DatasetType, Definition, EnumType, FieldDefault, FieldDescriptor,
    Granularity, PartitionBinding, StructDefinition, StructKey, StructType, TimeBinding, TimePartition,
    TypeDescriptor, TypeIdentity, TypeKey, UnionDefinition, UnionType, VariantDescriptor, packed_value,
};

/// How deep types may be nested in one another, besides by reference.
const DEEPEST: usize = 64;

/// The named types of a build, by key.
#[derive(Debug, Default)]
pub(super) struct Types {
    known: BTreeMap<TypeKey, Known>,
    /// How many identities were given away.
    identities: u64,
}

#[derive(Debug)]
struct Known {
    ty: &'static TypeDescriptor,
    /// The whole record, to compare another one under the same key with.
    body: &'static [u8],
    open: Open,
}

/// What is still to be read of a type, when all names are known.
#[derive(Debug, Clone, Copy)]
enum Open {
    Struct(&'static OnceLock<StructDefinition>, &'static [StructKey], Cursor),
    Union(&'static OnceLock<UnionDefinition>, Cursor),
    Nothing,
}

impl Types {
    /// Adds the type of a record, as far as it leads nowhere else.
    pub(super) fn declare(&mut self, mut body: Cursor) -> Read<()> {
        let start = body;
        let key = TypeKey(u64::from_le_bytes(body.array()?));
        if let Some(known) = self.known.get(&key) {
            return if known.body == start.rest() {
                Ok(())
            } else {
                Err(start.damage("two types have the same key"))
            };
        }
        let (ty, open) = match tag(&mut body)? {
            Tag::Struct => self.structure(&mut body)?,
            Tag::Union => self.union_of(&mut body)?,
            Tag::Enum => {
                let ty = leak(TypeDescriptor::Enum(leak(enumeration(&mut body, Some(key))?)));
                (ty, Open::Nothing)
            }
            other => return Err(body.damage(format!("{other:?} cannot be a type of its own"))),
        };
        self.known.insert(key, Known { ty, body: start.rest(), open });
        Ok(())
    }

    /// Reads what the declared types consist of.
    pub(super) fn define(&mut self) -> Read<()> {
        let open: Vec<Open> = self.known.values().map(|known| known.open).collect();
        open.into_iter().try_for_each(|open| self.fill(open, 0))
    }

    /// Reads a type.
    pub(super) fn read(&mut self, from: &mut Cursor) -> Read<&'static TypeDescriptor> {
        self.nested(from, 0)
    }

    fn nested(&mut self, from: &mut Cursor, depth: usize) -> Read<&'static TypeDescriptor> {
        if depth > DEEPEST {
            return Err(from.damage(format!("types are nested more than {DEEPEST} deep")));
        }
        let deeper = depth + 1;
        Ok(match tag(from)? {
            Tag::None => &TypeDescriptor::None,
            Tag::Integer => &TypeDescriptor::Integer,
            Tag::Float => &TypeDescriptor::Float,
            Tag::String => &TypeDescriptor::String,
            Tag::Boolean => &TypeDescriptor::Boolean,
            Tag::Datetime => &TypeDescriptor::Datetime,
            Tag::Date => &TypeDescriptor::Date,
            Tag::Duration => &TypeDescriptor::Duration,
            Tag::Bytes => &TypeDescriptor::Bytes,
            Tag::Json => &TypeDescriptor::Json,
            Tag::ProtobufStruct => &TypeDescriptor::ProtobufStruct,
            Tag::Error => &TypeDescriptor::Error,
            Tag::File => leak(TypeDescriptor::Blob { format: from.text()?, directory: false }),
            Tag::Directory => leak(TypeDescriptor::Blob { format: from.text()?, directory: true }),
            Tag::JsonLines => &TypeDescriptor::JsonLines,
            Tag::NumpyArray => &TypeDescriptor::NumpyArray,
            Tag::StructuredDataset => leak(TypeDescriptor::StructuredDataset(self.dataset(from, deeper)?)),
            Tag::Schema => leak(TypeDescriptor::Schema(self.dataset(from, deeper)?)),
            Tag::List => leak(TypeDescriptor::List(self.nested(from, deeper)?)),
            Tag::Map => leak(TypeDescriptor::Map(self.nested(from, deeper)?)),
            Tag::Optional => leak(TypeDescriptor::Optional(self.nested(from, deeper)?)),
            Tag::KeyedMap => {
                let key = self.nested(from, deeper)?;
                leak(TypeDescriptor::KeyedMap(key, self.nested(from, deeper)?))
            }
            Tag::Annotated => leak(TypeDescriptor::Annotated(AnnotatedType {
                inner: self.nested(from, deeper)?,
                id: self.identity(),
                annotation: || Value::Null,
            })),
            Tag::Struct => {
                let (ty, open) = self.structure(from)?;
                let Open::Struct(definition, keys, mut at) = open else { return Ok(ty) };
                self.fields(definition, keys, &mut at, deeper)?;
                *from = at;
                ty
            }
            Tag::Union => {
                let (ty, open) = self.union_of(from)?;
                let Open::Union(definition, mut at) = open else { return Ok(ty) };
                self.variants(definition, &mut at, deeper)?;
                *from = at;
                ty
            }
            Tag::Enum => leak(TypeDescriptor::Enum(leak(enumeration(from, None)?))),
            Tag::Keyed => {
                let start = *from;
                let key = TypeKey(u64::from_le_bytes(from.array()?));
                let known = self.known.get(&key);
                known.ok_or_else(|| start.damage("the record of a type is missing"))?.ty
            }
            Tag::UnknownStruct => leak(TypeDescriptor::Struct(StructType {
                name: from.text()?,
                id: self.identity(),
                keys: &[],
                closed: false,
                definition: Definition::read(leak(OnceLock::new()), Some(from.text()?)),
            })),
            Tag::UnknownUnion => leak(TypeDescriptor::Union(UnionType {
                name: from.text()?,
                id: self.identity(),
                definition: Definition::read(leak(OnceLock::new()), Some(from.text()?)),
            })),
        })
    }

    fn identity(&mut self) -> TypeIdentity {
        self.identities += 1;
        TypeIdentity::recorded(self.identities)
    }

    fn dataset(&mut self, from: &mut Cursor, depth: usize) -> Read<&'static DatasetType> {
        let (format, external_schema_type) = (from.text()?, from.text()?);
        let external_schema = from.measured()?;
        let row = if from.flag()? {
            let start = *from;
            match self.nested(from, depth)? {
                TypeDescriptor::Struct(row) => Some(row),
                _ => return Err(start.damage("the columns of a dataset are told by a struct")),
            }
        } else {
            None
        };
        Ok(leak(DatasetType { row, format, external_schema_type, external_schema }))
    }

    fn structure(&mut self, from: &mut Cursor) -> Read<(&'static TypeDescriptor, Open)> {
        let (name, closed) = (from.text()?, from.flag()?);
        let start = *from;
        let keys = from.list(|from| {
            let name = from.text()?;
            // The writer of names cannot fail, but it is the one writer there is.
            let packed = packed_value(&name.to_owned()).map_err(|error| from.damage(error.to_string()))?;
            Ok(StructKey {
                name,
                packed: packed.leak(),
                aliases: from.list(Cursor::text)?,
                optional: from.flag()?,
            })
        })?;
        if keys.iter().map(|key| key.name).collect::<BTreeSet<_>>().len() < keys.len() {
            return Err(start.damage(format!("two fields of `{name}` have the same name")));
        }
        let definition = leak(OnceLock::new());
        let ty = leak(TypeDescriptor::Struct(StructType {
            name,
            id: self.identity(),
            keys,
            closed,
            definition: Definition::read(definition, None),
        }));
        Ok((ty, Open::Struct(definition, keys, *from)))
    }

    fn union_of(&mut self, from: &mut Cursor) -> Read<(&'static TypeDescriptor, Open)> {
        let name = from.text()?;
        let definition = leak(OnceLock::new());
        let ty = leak(TypeDescriptor::Union(UnionType {
            name,
            id: self.identity(),
            definition: Definition::read(definition, None),
        }));
        Ok((ty, Open::Union(definition, *from)))
    }

    fn fill(&mut self, open: Open, depth: usize) -> Read<()> {
        match open {
            Open::Struct(definition, keys, mut at) => {
                self.fields(definition, keys, &mut at, depth)?;
                ended(at)
            }
            Open::Union(definition, mut at) => {
                self.variants(definition, &mut at, depth)?;
                ended(at)
            }
            Open::Nothing => Ok(()),
        }
    }

    fn fields(
        &mut self,
        definition: &OnceLock<StructDefinition>,
        keys: &[StructKey],
        from: &mut Cursor,
        depth: usize,
    ) -> Read<()> {
        let docs = from.text()?;
        let mut fields = Vec::new();
        for key in keys {
            let docs = from.text()?;
            let default = field_default(from)?;
            fields.push(FieldDescriptor { name: key.name, docs, default, ty: self.nested(from, depth)? });
        }
        // It is filled once: whoever made it calls this, and nobody else.
        definition.get_or_init(|| StructDefinition { docs, fields: fields.leak() });
        Ok(())
    }

    fn variants(
        &mut self,
        definition: &OnceLock<UnionDefinition>,
        from: &mut Cursor,
        depth: usize,
    ) -> Read<()> {
        let docs = from.text()?;
        let variants = from.list(|from| {
            Ok(VariantDescriptor { name: from.text()?, docs: from.text()?, ty: self.nested(from, depth)? })
        })?;
        definition.get_or_init(|| UnionDefinition { docs, variants });
        Ok(())
    }
}

fn tag(from: &mut Cursor) -> Read<Tag> {
    let start = *from;
    let byte = from.byte()?;
    Tag::of(byte).ok_or_else(|| start.damage(format!("no type is of kind {byte}")))
}

fn ended(at: Cursor) -> Read<()> {
    if at.is_at_end() { Ok(()) } else { Err(at.damage("a type is followed by something else")) }
}

fn enumeration(from: &mut Cursor, key: Option<TypeKey>) -> Read<EnumType> {
    Ok(EnumType { name: from.text()?, docs: from.text()?, values: from.list(Cursor::text)?, key })
}

fn field_default(from: &mut Cursor) -> Read<Option<FieldDefault>> {
    let make = || Err(crate::types::ConversionError::new("only the program itself can tell this default"));
    Ok(match from.byte()? {
        default::NONE => None,
        default::UNKNOWN => Some(FieldDefault { make, constant: None }),
        default::CONSTANT => Some(FieldDefault { make, constant: Some(from.measured()?) }),
        other => return Err(from.damage(format!("no default is of kind {other}"))),
    })
}

/// What an output becomes.
pub(super) fn artifact(from: &mut Cursor) -> Read<&'static ArtifactDescriptor> {
    let name = from.text()?;
    let partitions = from.list(|from| {
        let key = from.text()?;
        let from_where = match from.byte()? {
            binding::INPUT => PartitionBinding::Input(from.text()?),
            binding::STATIC => PartitionBinding::Static(from.text()?),
            binding::RUNTIME => PartitionBinding::Runtime,
            other => return Err(from.damage(format!("no partition is of kind {other}"))),
        };
        Ok((key, from_where))
    })?;
    let time = match from.byte()? {
        binding::NONE => None,
        binding::INPUT => Some(TimeBinding::Input(from.text()?)),
        binding::STATIC => {
            let start = *from;
            let (seconds, nanos) = (i64::from_le_bytes(from.array()?), u32::from_le_bytes(from.array()?));
            let time = chrono::DateTime::from_timestamp(seconds, nanos);
            Some(TimeBinding::Static(time.ok_or_else(|| start.damage("a time is out of range"))?))
        }
        binding::RUNTIME => Some(TimeBinding::Runtime),
        other => return Err(from.damage(format!("no partition is of kind {other}"))),
    };
    let time_partition = match time {
        None => None,
        Some(binding) => {
            let granularity = match from.byte()? {
                0 => None,
                number => Some(
                    Granularity::numbered(number)
                        .ok_or_else(|| from.damage(format!("no granularity has the number {number}")))?,
                ),
            };
            Some(TimePartition { binding, granularity })
        }
    };
    Ok(leak(ArtifactDescriptor { name, partitions, time_partition }))
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
