//! The types that a user names: structs, enums and unions, as constant data.
//!
//! A type may hold itself, by way of a list or a map. So what stands in a [`TypeDescriptor`] is only the name, the
//! keys, and a fn that leads to the definition: the definition may then refer back without a cycle of constants.

use std::fmt;

use super::definition::{Definition, TypeIdentity, TypeKey};
use super::{ConversionError, FlyteType, TypeDescriptor, Writer};

/// A struct: on the wire a `STRUCT` of named fields, in Python a dataclass.
#[derive(Clone, Copy)]
pub struct StructType {
    /// The name that readers see as the schema's title.
    pub name: &'static str,
    /// Which type it is, so that a struct inside itself is recognized.
    pub id: TypeIdentity,
    /// What the readers of values need to know of the fields, in order.
    pub keys: &'static [StructKey],
    /// Whether a key that is none of the fields' is an error; otherwise it is passed over.
    pub closed: bool,
    /// The rest.
    pub definition: Definition<StructDefinition>,
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
    /// The value it takes when it is missing; none for a field that may not be missing.
    pub default: Option<FieldDefault>,
}

/// The default of a field, packed.
#[derive(Debug, Clone, Copy)]
pub struct FieldDefault {
    /// Makes it.
    pub make: fn() -> Result<Vec<u8>, ConversionError>,
    /// The same as constant data, where the compiler can tell it.
    pub constant: Option<&'static [u8]>,
}

impl FieldDefault {
    /// The packed value.
    ///
    /// # Errors
    /// When the value cannot be said in Flyte's terms.
    pub fn packed(&self) -> Result<Vec<u8>, ConversionError> {
        match self.constant {
            Some(packed) => Ok(packed.to_vec()),
            None => (self.make)(),
        }
    }
}

/// An enum whose variants hold nothing: on the wire one of a few strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: &'static str,
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// The values in order.
    pub values: &'static [&'static str],
    /// The key of its record, if it has one.
    pub key: Option<TypeKey>,
}

/// An enum whose variants hold values: on the wire a union of their types.
#[derive(Clone, Copy)]
pub struct UnionType {
    /// Its name; it does not appear on the wire.
    pub name: &'static str,
    /// Which type it is, so that a union inside itself is recognized.
    pub id: TypeIdentity,
    /// The rest.
    pub definition: Definition<UnionDefinition>,
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
        self.definition.get(&StructDefinition { docs: "", fields: &[] })
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
        self.definition.get(&UnionDefinition { docs: "", variants: &[] })
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

// Two named types are the same if they have one identity; fn pointers cannot be compared.
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
