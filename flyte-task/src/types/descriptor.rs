//! A Flyte type as constant data.

use std::fmt;

use super::annotated::AnnotatedType;
use super::dataset::DatasetType;
use super::named::{EnumType, StructType, UnionType};

/// A Flyte type, worked out by the compiler from a Rust type.
///
/// It is the one source for the `LiteralType` that goes into a task's interface, for the readers of inputs given
/// on a command line, and for what a person sees.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum TypeDescriptor {
    /// No value: `()`.
    None,
    /// A 64-bit signed integer.
    Integer,
    /// A 64-bit float.
    Float,
    /// Unicode text.
    String,
    /// True or false.
    Boolean,
    /// A point in time.
    Datetime,
    /// A calendar day; on the wire a point in time at midnight UTC.
    Date,
    /// A span of time.
    Duration,
    /// Bytes, as a part of a struct.
    Bytes,
    /// A list of values of one type.
    List(&'static TypeDescriptor),
    /// A map from strings to values of one type.
    Map(&'static TypeDescriptor),
    /// A map whose keys are of the first type, which is not [`TypeDescriptor::String`].
    KeyedMap(&'static TypeDescriptor, &'static TypeDescriptor),
    /// Any value that JSON can tell.
    Json,
    /// A protobuf `Struct`.
    ProtobufStruct,
    /// The error of a failed node.
    Error,
    /// A file, or a directory.
    Blob {
        /// What the content is, such as `csv`; empty when nothing is said about it.
        format: &'static str,
        /// Whether it is a directory.
        directory: bool,
    },
    /// A file with a JSON value on each line.
    JsonLines,
    /// A file with an array of NumPy's.
    NumpyArray,
    /// A table that lies somewhere, such as a data frame.
    StructuredDataset(&'static DatasetType),
    /// The same in an older form (flytekit: `FlyteSchema`).
    Schema(&'static DatasetType),
    /// A type with notes to those who read interfaces.
    Annotated(AnnotatedType),
    /// A value or none: the union of the type and [`TypeDescriptor::None`].
    Optional(&'static TypeDescriptor),
    /// Named fields, each of its own type.
    Struct(StructType),
    /// One of a few strings.
    Enum(&'static EnumType),
    /// A value of one of several types.
    Union(UnionType),
}

impl TypeDescriptor {
    /// The tag that names this type's converter inside a union (flytekit: the transformer's name).
    pub const fn tag(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Integer => "int",
            Self::Float => "float",
            Self::String => "str",
            Self::Boolean => "bool",
            Self::Datetime => "datetime",
            Self::Date => "date",
            Self::Duration => "timedelta",
            Self::Bytes => "FlytePickle",
            Self::List(_) => "Typed List",
            Self::Map(_) | Self::KeyedMap(..) | Self::Json => "Typed Dict",
            Self::ProtobufStruct => "Protobuf-Transformer",
            Self::Error => "FlyteError",
            Self::Blob { directory: false, .. } => "FlyteFilePath",
            Self::Blob { directory: true, .. } => "FlyteDirectory",
            Self::JsonLines => "JSON Iterator",
            Self::NumpyArray => "Numpy Array",
            Self::StructuredDataset(_) => "StructuredDataset Transformer",
            Self::Schema(_) => "FlyteSchema Transformer",
            Self::Annotated(of) => of.inner.tag(),
            Self::Optional(_) | Self::Union(_) => "union",
            Self::Struct(_) => STRUCT_TAG,
            Self::Enum(_) => "DefaultEnumTransformer",
        }
    }

    /// The variants of a union in order; any other type is its own only variant.
    pub fn variants(&self) -> Vec<&TypeDescriptor> {
        match self {
            Self::Optional(some) => {
                // An option of an option is one union on the wire: none is none.
                let mut variants = some.variants();
                variants.retain(|variant| !matches!(variant, Self::None));
                variants.push(&Self::None);
                variants
            }
            Self::Union(union) => union.definition().variants.iter().map(|variant| variant.ty).collect(),
            Self::Annotated(of) if of.inner.is_union() => of.inner.variants(),
            other => vec![other],
        }
    }

    /// Whether a value may be none.
    pub fn accepts_none(&self) -> bool {
        match self {
            Self::None | Self::Optional(_) => true,
            Self::Union(union) => union.definition().variants.iter().any(|variant| variant.ty.accepts_none()),
            Self::Annotated(of) => of.inner.accepts_none(),
            _ => false,
        }
    }

    /// The type without notes: how values of it are written and read.
    pub const fn plain(&self) -> &TypeDescriptor {
        match self {
            Self::Annotated(of) => of.inner,
            other => other,
        }
    }

    /// Whether values of it travel under the tags of variants.
    pub(crate) const fn is_union(&self) -> bool {
        matches!(self.plain(), Self::Optional(_) | Self::Union(_))
    }

    /// Whether a union value under that tag may be one of this type.
    pub fn answers_to(&self, tag: &str) -> bool {
        // Which of Python's two kinds of class wrote a struct makes no difference to who reads it.
        self.tag() == tag || matches!(self, Self::Struct(_)) && tag == PYDANTIC_TAG
    }
}

/// flytekit's tags for dataclasses and for pydantic's models.
const STRUCT_TAG: &str = "Object-Dataclass-Transformer";
const PYDANTIC_TAG: &str = "Pydantic Transformer";
/// The words that Python users of Flyte know: `int`, `list[str]`, `optional[float]`.
impl fmt::Display for TypeDescriptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Integer => f.write_str("int"),
            Self::Float => f.write_str("float"),
            Self::String => f.write_str("str"),
            Self::Boolean => f.write_str("bool"),
            Self::Datetime => f.write_str("datetime"),
            Self::Date => f.write_str("date"),
            Self::Duration => f.write_str("duration"),
            Self::Bytes => f.write_str("bytes"),
            Self::List(element) => write!(f, "list[{element}]"),
            Self::Map(value) => write!(f, "dict[str, {value}]"),
            Self::KeyedMap(key, value) => write!(f, "dict[{key}, {value}]"),
            Self::Json => f.write_str("dict"),
            Self::ProtobufStruct => f.write_str("Struct"),
            Self::Error => f.write_str("FlyteError"),
            Self::Blob { format, directory } => {
                f.write_str(if *directory { "FlyteDirectory" } else { "FlyteFile" })?;
                if format.is_empty() { Ok(()) } else { write!(f, "[{format}]") }
            }
            Self::JsonLines => f.write_str("Iterator[JSON]"),
            Self::NumpyArray => f.write_str("ndarray"),
            Self::StructuredDataset(_) => f.write_str("StructuredDataset"),
            Self::Schema(_) => f.write_str("FlyteSchema"),
            Self::Annotated(of) => of.inner.fmt(f),
            Self::Optional(some) => write!(f, "optional[{some}]"),
            Self::Struct(of) => f.write_str(of.name),
            Self::Enum(of) => f.write_str(of.name),
            Self::Union(of) => f.write_str(of.name),
        }
    }
}
