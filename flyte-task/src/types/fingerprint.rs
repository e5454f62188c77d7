//! A type's text for digests: equal whenever the types are described alike, whatever compiler made them.

use std::fmt::Write;

use super::dataset::DatasetType;
use super::literal_type::within;
use super::{TypeDescriptor, TypeIdentity};

impl TypeDescriptor {
    /// A text that changes whenever what the type says to a reader does: names, order, types, defaults.
    pub fn fingerprint(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = write(self, &mut out, &mut Vec::new());
        out
    }
}

fn write(ty: &TypeDescriptor, out: &mut String, open: &mut Vec<TypeIdentity>) -> std::fmt::Result {
    match ty {
        TypeDescriptor::List(inner) => wrapped("List", inner, out, open),
        TypeDescriptor::Map(inner) => wrapped("Map", inner, out, open),
        TypeDescriptor::KeyedMap(key, value) => {
            out.write_str("KeyedMap(")?;
            write(key, out, open)?;
            out.write_str(", ")?;
            write(value, out, open)?;
            out.write_char(')')
        }
        TypeDescriptor::Annotated(of) => {
            write!(out, "Annotated({}, ", (of.annotation)())?;
            write(of.inner, out, open)?;
            out.write_char(')')
        }
        TypeDescriptor::Optional(inner) => wrapped("Optional", inner, out, open),
        TypeDescriptor::StructuredDataset(of) => dataset("StructuredDataset", of, out, open),
        TypeDescriptor::Schema(of) => dataset("Schema", of, out, open),
        TypeDescriptor::Enum(of) => write!(out, "Enum({:?}, {:?})", of.name, of.values),
        TypeDescriptor::Struct(of) => {
            write!(out, "Struct({:?}, {:?}", of.name, of.closed)?;
            within(ty, open, |open| {
                for (field, key) in of.definition().fields.iter().zip(of.keys) {
                    write!(out, ", {:?} {:?}: ", field.name, key.aliases)?;
                    write(field.ty, out, open)?;
                    if let Some(default) = field.default {
                        write!(out, " = {:?}", default.packed().unwrap_or_default())?;
                    }
                }
                Ok(())
            })
            .unwrap_or(Ok(()))?;
            out.write_char(')')
        }
        TypeDescriptor::Union(of) => {
            write!(out, "Union({:?}", of.name)?;
            within(ty, open, |open| {
                of.definition().variants.iter().try_for_each(|variant| {
                    out.write_str(", ")?;
                    write(variant.ty, out, open)
                })
            })
            .unwrap_or(Ok(()))?;
            out.write_char(')')
        }
        plain => write!(out, "{plain:?}"),
    }
}

fn dataset(name: &str, of: &DatasetType, out: &mut String, open: &mut Vec<TypeIdentity>) -> std::fmt::Result {
    write!(out, "{name}({:?}, {:?}, {:?}", of.format, of.external_schema_type, of.external_schema)?;
    if let Some(row) = of.row {
        out.write_str(", ")?;
        write(&TypeDescriptor::Struct(*row), out, open)?;
    }
    out.write_char(')')
}

fn wrapped(
    name: &str,
    inner: &TypeDescriptor,
    out: &mut String,
    open: &mut Vec<TypeIdentity>,
) -> std::fmt::Result {
    write!(out, "{name}(")?;
    write(inner, out, open)?;
    out.write_char(')')
}
