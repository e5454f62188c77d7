//! JSON schemas of structs: whether a value of one has all that another needs.

use flyte_idl::prost_types::{Struct, Value};
use flyte_idl::value;

/// Schemas that hold themselves are compared down to here.
const DEEPEST: usize = 32;

/// Whether every property of `wanted` stands in `given` with the same type.
///
/// A property with a default counts like any other: to Flyte's comparison a schema is a set of properties, one of which
/// holds the other or not. Titles, defaults, what is required and what is said of further properties do not count.
pub(super) fn fits(given: &Struct, wanted: &Struct) -> bool {
    let (given, wanted) = (Schema { root: given, here: given }, Schema { root: wanted, here: wanted });
    given.fits(wanted, 0)
}

/// A part of a schema, and the whole that its references lead into.
#[derive(Clone, Copy)]
struct Schema<'a> {
    root: &'a Struct,
    here: &'a Struct,
}

impl<'a> Schema<'a> {
    fn fits(self, wanted: Self, depth: usize) -> bool {
        if depth > DEEPEST {
            return true;
        }
        let (given, wanted) = (self.resolved(), wanted.resolved());
        let next = depth + 1;
        if let Some(options) = wanted.options() {
            let any = |given: Self| options.iter().any(|option| given.fits(*option, next));
            return match given.options() {
                Some(given) => given.into_iter().all(any),
                None => any(given),
            };
        }
        for word in ["type", "format"] {
            if wanted.get(word).is_some() && given.get(word) != wanted.get(word) {
                return false;
            }
        }
        if let Some(values) = wanted.get("enum").and_then(value::as_list) {
            let own = given.get("enum").and_then(value::as_list).unwrap_or_default();
            if own.is_empty() || own.iter().any(|value| !values.contains(value)) {
                return false;
            }
        }
        if let Some(items) = wanted.part("items")
            && !given.part("items").is_some_and(|given| given.fits(items, next))
        {
            return false;
        }
        let Some(properties) = wanted.part("properties") else { return true };
        let own = given.part("properties");
        properties.here.fields.keys().all(|name| {
            match (own.and_then(|own| own.part(name)), properties.part(name)) {
                (Some(given), Some(wanted)) => given.fits(wanted, next),
                (given, None) => given.is_some(),
                (None, Some(_)) => false,
            }
        })
    }

    /// What a reference leads to; older schemas of Python's dataclasses begin with one.
    fn resolved(self) -> Self {
        let mut schema = self;
        for _ in 0..DEEPEST {
            let target = schema.get("$ref").and_then(value::as_str).and_then(|reference| {
                let mut names = reference.strip_prefix("#/")?.split('/');
                names.try_fold(Schema { root: self.root, here: self.root }, Schema::part)
            });
            match target {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    fn get(self, word: &str) -> Option<&'a Value> {
        self.here.fields.get(word)
    }

    fn part(self, word: &str) -> Option<Self> {
        Some(Self { here: value::as_struct(self.get(word)?)?, ..self })
    }

    fn options(self) -> Option<Vec<Self>> {
        let options = value::as_list(self.get("anyOf").or_else(|| self.get("oneOf"))?)?;
        Some(
            options
                .iter()
                .filter_map(|option| Some(Self { here: value::as_struct(option)?, ..self }))
                .collect(),
        )
    }
}
