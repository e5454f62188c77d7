//! The messages that a Flyte type stands for in a task's interface.

use std::collections::BTreeMap;

use flyte_idl::core::blob_type::BlobDimensionality;
use flyte_idl::core::literal_type::Type;
use flyte_idl::core::{self, BlobType, LiteralType, SimpleType, TypeAnnotation, TypeStructure};
use flyte_idl::prost::Message;

use super::codec::no_literal_for_bytes;
use super::named::StructType;
use super::schema::{self, object, string};
use super::{ConversionError, TypeDescriptor, TypeIdentity};

impl TypeDescriptor {
    /// The message that describes this type in a task's interface.
    ///
    /// Where a struct holds itself, the inner one is left untyped; Flyte itself registers no such type, see
    /// [`TypeDescriptor::registrable`].
    pub fn literal_type(&self) -> LiteralType {
        self.literal_type_within(&mut Vec::new())
    }

    /// The message that describes this type as a variant of a union: its own, under its tag.
    pub fn variant_type(&self) -> LiteralType {
        self.variant_type_within(&mut Vec::new())
    }

    /// The bytes of [`TypeDescriptor::variant_type`].
    pub(crate) fn variant_bytes(&self) -> Vec<u8> {
        self.variant_type().encode_to_vec()
    }

    /// Checks that the type can be part of an interface.
    ///
    /// # Errors
    /// When a type holds itself: values of it can be converted, but Flyte describes a type by writing out all that
    /// it holds, which would never end. When a dataset declares a column of a type that columns do not have, and when
    /// bytes stand anywhere but in a struct.
    pub fn registrable(&self) -> Result<(), ConversionError> {
        self.registrable_within(false, &mut Vec::new())
    }

    fn literal_type_within(&self, open: &mut Vec<TypeIdentity>) -> LiteralType {
        let simple = |simple: SimpleType| Type::Simple(simple.into());
        let kind = match self {
            Self::None => simple(SimpleType::None),
            Self::Integer => simple(SimpleType::Integer),
            Self::Float => simple(SimpleType::Float),
            Self::String => simple(SimpleType::String),
            Self::Boolean => simple(SimpleType::Boolean),
            Self::Datetime | Self::Date => simple(SimpleType::Datetime),
            Self::Duration => simple(SimpleType::Duration),
            Self::List(element) => Type::CollectionType(Box::new(element.literal_type_within(open))),
            Self::Map(value) => Type::MapValueType(Box::new(value.literal_type_within(open))),
            Self::Enum(of) => Type::EnumType(core::EnumType {
                values: of.values.iter().map(|value| (*value).to_owned()).collect(),
            }),
            Self::Optional(_) | Self::Union(_) => Type::UnionType(core::UnionType {
                variants: within(self, open, |open| {
                    self.variants().iter().map(|variant| variant.variant_type_within(open)).collect()
                })
                .unwrap_or_default(),
            }),
            Self::Struct(of) => return self.struct_type(of, open),
            Self::Error => simple(SimpleType::Error),
            Self::Blob { format, directory } => Type::Blob(blob_type(format, *directory)),
            Self::NumpyArray => Type::Blob(blob_type(NUMPY_FORMAT, false)),
            Self::JsonLines => {
                return LiteralType {
                    r#type: Some(Type::Blob(blob_type(JSON_LINES_FORMAT, false))),
                    metadata: Some(schema::message([("format", string("json iterator"))])),
                    ..LiteralType::default()
                };
            }
            // What flytekit tells of a field that it has no type for; the schema says that it holds bytes.
            Self::Bytes => {
                return LiteralType {
                    r#type: Some(Type::Blob(blob_type(PICKLE_FORMAT, false))),
                    metadata: Some(schema::message([("python_class_name", string("<class 'bytes'>"))])),
                    ..LiteralType::default()
                };
            }
            Self::StructuredDataset(of) => Type::StructuredDatasetType(of.message()),
            Self::Schema(of) => Type::Schema(of.schema_message()),
            Self::KeyedMap(..) | Self::Json => {
                return LiteralType {
                    r#type: Some(simple(SimpleType::Struct)),
                    annotation: Some(packed_annotation()),
                    ..LiteralType::default()
                };
            }
            Self::ProtobufStruct => {
                let class = string("google.protobuf.struct_pb2.Struct");
                return LiteralType {
                    r#type: Some(simple(SimpleType::Struct)),
                    metadata: Some(schema::message([("pb_type", class)])),
                    ..LiteralType::default()
                };
            }
            Self::Annotated(of) => {
                return LiteralType {
                    annotation: Some(TypeAnnotation { annotations: Some(of.message()) }),
                    ..of.inner.literal_type_within(open)
                };
            }
        };
        LiteralType { r#type: Some(kind), ..LiteralType::default() }
    }

    fn variant_type_within(&self, open: &mut Vec<TypeIdentity>) -> LiteralType {
        LiteralType {
            structure: Some(TypeStructure { tag: self.tag().to_owned(), ..TypeStructure::default() }),
            ..self.literal_type_within(open)
        }
    }

    fn struct_type(&self, of: &StructType, open: &mut Vec<TypeIdentity>) -> LiteralType {
        let fields = within(self, open, |open| {
            let fields = of.definition().fields.iter();
            fields
                // flytekit drops the notes on fields.
                .map(|field| (field.name.to_owned(), field.ty.plain().literal_type_within(open)))
                .collect::<BTreeMap<_, _>>()
        });
        LiteralType {
            r#type: Some(Type::Simple(SimpleType::Struct.into())),
            metadata: fields.is_some().then(|| schema::of_struct(of)),
            annotation: Some(packed_annotation()),
            structure: fields
                .map(|dataclass_type| TypeStructure { dataclass_type, ..TypeStructure::default() }),
        }
    }

    fn registrable_within(
        &self,
        is_packed: bool,
        open: &mut Vec<(TypeIdentity, &'static str)>,
    ) -> Result<(), ConversionError> {
        let (id, name) = match self {
            Self::List(inner) | Self::Map(inner) | Self::Optional(inner) => {
                return inner.registrable_within(is_packed, open);
            }
            Self::KeyedMap(_, inner) => return inner.registrable_within(true, open),
            Self::Annotated(of) => return of.inner.registrable_within(is_packed, open),
            Self::Bytes if !is_packed => return Err(no_literal_for_bytes()),
            Self::StructuredDataset(of) => return of.columns().map(drop),
            Self::Schema(of) => return of.schema_columns().map(drop),
            Self::Struct(of) => (of.id, of.name),
            Self::Union(of) => (of.id, of.name),
            _ => return Ok(()),
        };
        if let Some(start) = open.iter().position(|(seen, _)| *seen == id) {
            let cycle: Vec<_> = open.iter().skip(start).map(|(_, name)| format!("`{name}`")).collect();
            return Err(ConversionError::new(format!(
                "the type `{name}` holds itself ({} -> `{name}`), and Flyte can only describe types that end",
                cycle.join(" -> ")
            )));
        }
        open.push((id, name));
        match self {
            Self::Struct(of) => of.definition().fields.iter().try_for_each(|field| {
                field.ty.registrable_within(true, open).map_err(|error| error.at_name(field.name))
            })?,
            Self::Union(of) => {
                of.definition()
                    .variants
                    .iter()
                    .try_for_each(|variant| variant.ty.registrable_within(is_packed, open))?;
            }
            _ => {}
        }
        open.pop();
        Ok(())
    }
}

/// What `inside` makes of a named type that may hold itself; nothing if it is inside itself already.
pub(super) fn within<T>(
    ty: &TypeDescriptor,
    open: &mut Vec<TypeIdentity>,
    inside: impl FnOnce(&mut Vec<TypeIdentity>) -> T,
) -> Option<T> {
    let id = match ty {
        TypeDescriptor::Struct(of) => of.id,
        TypeDescriptor::Union(of) => of.id,
        _ => return Some(inside(open)),
    };
    if open.contains(&id) {
        return None;
    }
    open.push(id);
    let made = inside(open);
    open.pop();
    Some(made)
}

/// The format of a file with a JSON value on each line.
pub(super) const JSON_LINES_FORMAT: &str = "jsonl";

/// The format of a file with a value of Python's own.
const PICKLE_FORMAT: &str = "PythonPickle";

/// The format of a file with an array of NumPy's.
pub(super) const NUMPY_FORMAT: &str = "NumpyArray";

fn blob_type(format: &str, directory: bool) -> BlobType {
    let dimensionality = if directory { BlobDimensionality::Multipart } else { BlobDimensionality::Single };
    BlobType { format: format.to_owned(), dimensionality: dimensionality.into() }
}

/// Tells that values come packed, which decides how a cache key is made of them.
fn packed_annotation() -> TypeAnnotation {
    let format = object([("serialization-format", string("msgpack"))]);
    TypeAnnotation { annotations: Some(schema::message([("cache-key-metadata", format)])) }
}
