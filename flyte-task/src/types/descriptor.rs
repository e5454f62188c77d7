//! A Flyte type as constant data, and the messages it stands for.

use flyte_idl::prost::Message;

use std::fmt;

use flyte_idl::core::{LiteralType, SimpleType, TypeStructure, UnionType, literal_type};

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
    /// A list of values of one type.
    List(&'static TypeDescriptor),
    /// A map from strings to values of one type.
    Map(&'static TypeDescriptor),
    /// A value or none: the union of the type and [`TypeDescriptor::None`].
    Optional(&'static TypeDescriptor),
}

impl TypeDescriptor {
    /// The tag that names this type's converter inside a union (flytekit: the transformer's name).
    pub fn tag(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Integer => "int",
            Self::Float => "float",
            Self::String => "str",
            Self::Boolean => "bool",
            Self::Datetime => "datetime",
            Self::Date => "date",
            Self::Duration => "timedelta",
            Self::List(_) => "Typed List",
            Self::Map(_) => "Typed Dict",
            Self::Optional(_) => "union",
        }
    }

    /// The message that describes this type in a task's interface.
    pub fn literal_type(&self) -> LiteralType {
        let simple = |simple: SimpleType| literal_type::Type::Simple(simple.into());
        let kind = match self {
            Self::None => simple(SimpleType::None),
            Self::Integer => simple(SimpleType::Integer),
            Self::Float => simple(SimpleType::Float),
            Self::String => simple(SimpleType::String),
            Self::Boolean => simple(SimpleType::Boolean),
            Self::Datetime | Self::Date => simple(SimpleType::Datetime),
            Self::Duration => simple(SimpleType::Duration),
            Self::List(element) => literal_type::Type::CollectionType(Box::new(element.literal_type())),
            Self::Map(value) => literal_type::Type::MapValueType(Box::new(value.literal_type())),
            Self::Optional(_) => literal_type::Type::UnionType(UnionType {
                variants: self.variants().iter().map(|variant| variant.variant_type()).collect(),
            }),
        };
        LiteralType { r#type: Some(kind), ..LiteralType::default() }
    }

    /// The message that describes this type as a variant of a union: its own, under its tag.
    pub fn variant_type(&self) -> LiteralType {
        LiteralType {
            structure: Some(TypeStructure { tag: self.tag().to_owned(), ..TypeStructure::default() }),
            ..self.literal_type()
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
            other => vec![other],
        }
    }

    /// Whether a value may be none.
    pub fn accepts_none(&self) -> bool {
        matches!(self, Self::None | Self::Optional(_))
    }
}

impl TypeDescriptor {
    /// The bytes of [`TypeDescriptor::variant_type`].
    pub(crate) fn variant_bytes(&self) -> Vec<u8> {
        self.variant_type().encode_to_vec()
    }
}

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
            Self::List(element) => write!(f, "list[{element}]"),
            Self::Map(value) => write!(f, "dict[str, {value}]"),
            Self::Optional(some) => write!(f, "optional[{some}]"),
        }
    }
}
