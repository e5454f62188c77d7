//! The types that a user names: structs, enums and unions, as constant data.
//!
//! A type may hold itself, by way of a list or a map. So what stands in a [`TypeDescriptor`] is only the name, the
//! keys, and a fn that leads to the definition: the definition may then refer back without a cycle of constants.

use std::any::TypeId;
use std::fmt;

use super::{ConversionError, FlyteType, TypeDescriptor, Writer};

/// A struct: on the wire a `STRUCT` of named fields, in Python a dataclass.
#[derive(Clone, Copy)]
pub struct StructType {
    /// The name that readers see as the schema's title.
    pub name: &'static str,
    /// Which Rust type it is, so that a struct inside itself is recognized.
    pub id: TypeId,
    /// What the readers of values need to know of the fields, in order.
    pub keys: &'static [StructKey],
    /// Whether a key that is none of the fields' is an error; otherwise it is passed over.
    pub closed: bool,
    /// The rest.
    pub definition: fn() -> &'static StructDefinition,
}

/// A field, as far as readers of values need to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StructKey {
    /// The name on the wire.
    pub name: &'static str,
    /// The same, packed: written as it stands before every value of the field.
    pub packed: &'static [u8],
    /// Other names under which it is read.
    pub aliases: &'static [&'static str],
    /// Whether it may be missing.
    pub optional: bool,
}

/// What a struct consists of.
#[derive(Debug, Clone, Copy)]
pub struct StructDefinition {
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// The fields, in the order of the keys.
    pub fields: &'static [FieldDescriptor],
}

/// A field of a struct.
#[derive(Debug, Clone, Copy)]
pub struct FieldDescriptor {
    /// The name on the wire.
    pub name: &'static str,
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// Its type.
    pub ty: &'static TypeDescriptor,
    /// The packed form of the value it takes when it is missing; none for a field that may not be missing.
    pub default: Option<PackedDefault>,
}

/// Makes the packed form of a field's default.
pub type PackedDefault = fn() -> Result<Vec<u8>, ConversionError>;

/// An enum whose variants hold nothing: on the wire one of a few strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: &'static str,
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// The values in order.
    pub values: &'static [&'static str],
}

/// An enum whose variants hold values: on the wire a union of their types.
#[derive(Clone, Copy)]
pub struct UnionType {
    /// Its name; it does not appear on the wire.
    pub name: &'static str,
    /// Which Rust type it is, so that a union inside itself is recognized.
    pub id: TypeId,
    /// The rest.
    pub definition: fn() -> &'static UnionDefinition,
}

/// What a union consists of.
#[derive(Debug, Clone, Copy)]
pub struct UnionDefinition {
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// The variants in order.
    pub variants: &'static [VariantDescriptor],
}

/// A variant of a union.
#[derive(Debug, Clone, Copy)]
pub struct VariantDescriptor {
    /// Its name in Rust; it does not appear on the wire.
    pub name: &'static str,
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// The type of what it holds.
    pub ty: &'static TypeDescriptor,
}

impl StructType {
    /// What the struct consists of.
    pub fn definition(&self) -> &'static StructDefinition {
        (self.definition)()
    }

    /// The position of the field with that name, or with that alias.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.keys
            .iter()
            .position(|key| key.name == name)
            .or_else(|| self.keys.iter().position(|key| key.aliases.contains(&name)))
    }

    /// The error for a key that names no field.
    pub(crate) fn unknown(&self, name: &str) -> ConversionError {
        let names: Vec<_> = self.keys.iter().map(|key| format!("`{}`", key.name)).collect();
        let fields = if names.is_empty() { "it has none".to_owned() } else { names.join(", ") };
        ConversionError::new(format!("`{}` has no field `{name}`; its fields: {fields}", self.name))
    }
}

impl UnionType {
    /// What the union consists of.
    pub fn definition(&self) -> &'static UnionDefinition {
        (self.definition)()
    }
}

/// The error for a field that is missing although it has no default.
#[doc(hidden)]
pub fn missing_field(ty: &TypeDescriptor, name: &str) -> ConversionError {
    let of = match ty {
        TypeDescriptor::Struct(of) => of.name,
        _ => "",
    };
    ConversionError::new(format!("the field `{name}` of `{of}` is missing and has no default"))
}

/// The packed form of a field's default.
#[doc(hidden)]
pub fn packed_value<T: FlyteType>(value: &T) -> Result<Vec<u8>, ConversionError> {
    Writer::packed(|writer| value.encode(writer))
}

// Two named types are the same if they are the same Rust type; fn pointers cannot be compared.
impl PartialEq for StructType {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl PartialEq for UnionType {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

// The definition may lead back here, so only the name is shown.
impl fmt::Debug for StructType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructType")
            .field("name", &self.name)
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UnionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnionType").field("name", &self.name).finish_non_exhaustive()
    }
}
