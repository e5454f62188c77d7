//! Whether types that were read can be worked with: what of them is unknown, and that they are of a size that ends.

use std::collections::BTreeSet;

use super::Unknown;
use crate::types::{StructType, TypeDescriptor, TypeIdentity};

/// The deepest that types may lead into one another.
const DEEPEST: usize = 100;

/// The most parts that the types of one task may have, written out; what makes its `TaskSpec` writes them out.
const MOST: usize = 20_000;

/// The most for all tasks of a build together.
const MOST_OF_ALL: usize = 20_000_000;

/// A walk over types, as long as all walks together.
#[derive(Debug)]
pub(super) struct Examination {
    left: usize,
}

/// What one task's types turn out to be.
#[derive(Debug, Default)]
pub(super) struct Finding {
    parts: usize,
    open: Vec<TypeIdentity>,
    unknown: BTreeSet<(String, &'static str)>,
}

impl Examination {
    pub(super) const fn new() -> Self {
        Self { left: MOST_OF_ALL }
    }

    /// Walks over the types of a task, each under its name, the way that serializing does.
    ///
    /// # Errors
    /// When there is no end to them that anybody could wait for.
    pub(super) fn task<'a>(
        &mut self,
        types: impl Iterator<Item = (&'a str, &'static TypeDescriptor)>,
    ) -> Result<Vec<Unknown>, String> {
        let mut finding = Finding::default();
        for (name, ty) in types {
            let place = format!("`{name}`");
            self.walk(ty, &place, 0, &mut finding)
                .map_err(|reason| format!("the type of {place} {reason}"))?;
        }
        let unknown = finding.unknown.into_iter();
        Ok(unknown.map(|(what, reason)| Unknown { what, reason: reason.to_owned() }).collect())
    }

    fn walk(
        &mut self,
        ty: &'static TypeDescriptor,
        place: &str,
        depth: usize,
        finding: &mut Finding,
    ) -> Result<(), String> {
        finding.parts += 1;
        self.left = self.left.saturating_sub(1);
        if depth > DEEPEST {
            return Err(format!("leads more than {DEEPEST} types deep"));
        }
        if finding.parts > MOST || self.left == 0 {
            return Err(format!("has more than {MOST} parts when it is written out"));
        }
        let deeper = depth + 1;
        match ty {
            TypeDescriptor::None
            | TypeDescriptor::Integer
            | TypeDescriptor::Float
            | TypeDescriptor::String
            | TypeDescriptor::Boolean
            | TypeDescriptor::Datetime
            | TypeDescriptor::Date
            | TypeDescriptor::Duration
            | TypeDescriptor::Bytes
            | TypeDescriptor::Json
            | TypeDescriptor::ProtobufStruct
            | TypeDescriptor::Error
            | TypeDescriptor::Blob { .. }
            | TypeDescriptor::JsonLines
            | TypeDescriptor::NumpyArray
            | TypeDescriptor::Enum(_) => Ok(()),
            TypeDescriptor::List(inner) | TypeDescriptor::Map(inner) | TypeDescriptor::Optional(inner) => {
                self.walk(inner, place, deeper, finding)
            }
            TypeDescriptor::KeyedMap(key, value) => {
                self.walk(key, place, deeper, finding)?;
                self.walk(value, place, deeper, finding)
            }
            TypeDescriptor::Annotated(of) => {
                finding.note(place.to_owned(), "the notes on its type are made by code");
                self.walk(of.inner, place, deeper, finding)
            }
            TypeDescriptor::Struct(of) => self.fields(of, place, deeper, finding),
            TypeDescriptor::StructuredDataset(of) | TypeDescriptor::Schema(of) => match of.row {
                Some(row) => self.fields(row, place, deeper, finding),
                None => Ok(()),
            },
            TypeDescriptor::Union(of) => {
                if let Some(reason) = of.definition.unknown() {
                    finding.note(place.to_owned(), reason);
                }
                finding.within(of.id, |finding| {
                    of.definition()
                        .variants
                        .iter()
                        .try_for_each(|variant| self.walk(variant.ty, place, deeper, finding))
                })
            }
        }
    }

    fn fields(
        &mut self,
        of: &'static StructType,
        place: &str,
        depth: usize,
        finding: &mut Finding,
    ) -> Result<(), String> {
        if let Some(reason) = of.definition.unknown() {
            finding.note(place.to_owned(), reason);
        }
        finding.within(of.id, |finding| {
            of.definition().fields.iter().try_for_each(|field| {
                if field.default.is_some_and(|default| default.constant.is_none()) {
                    let field = format!("{place}, field `{}` of `{}`", field.name, of.name);
                    finding.note(field, "the default is made by code");
                }
                self.walk(field.ty, place, depth, finding)
            })
        })
    }
}

impl Finding {
    fn note(&mut self, what: String, reason: &'static str) {
        self.unknown.insert((what, reason));
    }

    fn within(
        &mut self,
        id: TypeIdentity,
        inside: impl FnOnce(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        if self.open.contains(&id) {
            return Ok(());
        }
        self.open.push(id);
        let walked = inside(self);
        self.open.pop();
        walked
    }
}
