//! Whether a value of one type may be bound to an input of another, by the rules of Flyte's compiler.

#[cfg(test)]
mod castable_tests;
mod json_schema;
mod table;

use flyte_idl::core::literal_type::Type;
use flyte_idl::core::{LiteralType, SimpleType};

use super::TypeDescriptor;

/// Whether Flyte lets a value of the type `from` be bound to a variable of the type `to`.
///
/// These are the rules by which Flyte's compiler checks the bindings of a workflow:
///
/// - equal types, whatever their metadata and annotations; strings and enums both ways; nothing else among simple types
///   and enums, so no integer becomes a float;
/// - structs of which either is untyped; else structs whose JSON schemas are equal, or where `from` has every field of
///   `to`, also those with defaults;
/// - lists and maps by their elements, where the elements of an empty literal are none;
/// - files and directories of one format, or of none on either side;
/// - tables of one format, or of none on either side, whose columns hold those that `to` asks for; none for a table;
/// - into a union: a union whose every variant fits some variant, and any other type that fits exactly one; a union of one
///   variant also counts as that variant, but not as the element of a list or map, or the column of a table.
///
/// A variant that has a tag fits only types with the same tag.
///
/// ```
/// use flyte_task::FlyteType;
/// use flyte_task::types::castable;
///
/// let (some, many) = (i64::TYPE.literal_type(), <Option<i64>>::TYPE.literal_type());
/// assert!(castable(&some, &many));
/// assert!(!castable(&many, &some));
/// assert!(!i64::TYPE.castable_to(f64::TYPE));
/// ```
pub fn castable(from: &LiteralType, to: &LiteralType) -> bool {
    if let Some(Type::UnionType(union)) = &from.r#type
        && let [only] = union.variants.as_slice()
        && fits(only, to)
    {
        return true;
    }
    fits(from, to)
}

impl TypeDescriptor {
    /// Whether Flyte lets a value of this type be bound to a variable of the type `to`; see [`castable`].
    pub fn castable_to(&self, to: &Self) -> bool {
        castable(&self.literal_type(), &to.literal_type())
    }
}

/// The rule is chosen by what is asked for.
fn fits(from: &LiteralType, to: &LiteralType) -> bool {
    match &to.r#type {
        Some(Type::CollectionType(wanted)) => match &from.r#type {
            Some(Type::CollectionType(given)) => is_none(given) || fits(given, wanted),
            _ => false,
        },
        Some(Type::MapValueType(wanted)) => match &from.r#type {
            Some(Type::MapValueType(given)) => is_none(given) || fits(given, wanted),
            _ => false,
        },
        // Files and directories pass for each other: their dimensionality is not compared.
        Some(Type::Blob(wanted)) => match &from.r#type {
            Some(Type::Blob(given)) => {
                given.format.is_empty() || wanted.format.is_empty() || given.format == wanted.format
            }
            _ => false,
        },
        Some(Type::UnionType(wanted)) => match &from.r#type {
            Some(Type::UnionType(given)) => given
                .variants
                .iter()
                .all(|given| wanted.variants.iter().any(|wanted| castable(given, wanted))),
            _ => wanted.variants.iter().filter(|wanted| castable(from, wanted)).count() == 1,
        },
        Some(Type::StructuredDatasetType(wanted)) => match &from.r#type {
            Some(Type::StructuredDatasetType(given)) => table::dataset_to_dataset(given, wanted),
            Some(Type::Schema(given)) => table::schema_to_dataset(given, wanted),
            _ => is_none(from),
        },
        Some(Type::Schema(wanted)) => match &from.r#type {
            Some(Type::Schema(given)) => table::schema_to_schema(given, wanted),
            Some(Type::StructuredDatasetType(given)) => table::dataset_to_schema(given, wanted),
            _ => false,
        },
        Some(Type::Simple(_) | Type::EnumType(_)) | None if is_none(to) => is_none(from),
        Some(Type::Simple(_) | Type::EnumType(_)) | None => simple_fits(from, to),
    }
}

fn simple_fits(from: &LiteralType, to: &LiteralType) -> bool {
    match (&from.r#type, &to.r#type) {
        (Some(Type::EnumType(_)), _) if is_simple(to, SimpleType::String) => return true,
        // Whether the string is one of the enum's is known only at run time.
        (_, Some(Type::EnumType(_))) if is_simple(from, SimpleType::String) => return true,
        _ => {}
    }
    if !tag(from).is_empty() && tag(from) != tag(to) {
        return false;
    }
    if is_simple(from, SimpleType::Struct)
        && is_simple(to, SimpleType::Struct)
        && let (Some(given), Some(wanted)) = (&from.metadata, &to.metadata)
    {
        return given == wanted || json_schema::fits(given, wanted);
    }
    from.r#type == to.r#type
}

fn tag(ty: &LiteralType) -> &str {
    ty.structure.as_ref().map_or("", |structure| structure.tag.as_str())
}

fn is_none(ty: &LiteralType) -> bool {
    is_simple(ty, SimpleType::None)
}

fn is_simple(ty: &LiteralType, wanted: SimpleType) -> bool {
    matches!(ty.r#type, Some(Type::Simple(simple)) if simple == i32::from(wanted))
}
