//! `deck_fields(..)`: which default decks a run's report has.

use crate::arguments::Argument;
use crate::errors::{Errors, unknown};

/// Words, flytekit's names, and variants of `DeckField`.
const FIELDS: &[(&str, &str, &str)] = &[
    ("input", "Input", "Input"),
    ("output", "Output", "Output"),
    ("source_code", "Source Code", "SourceCode"),
    ("timeline", "Timeline", "Timeline"),
    ("dependencies", "Dependencies", "Dependencies"),
];

/// Reads the list, in which a deck may also stand under flytekit's name; gives the variants.
pub(super) fn fields(argument: &Argument) -> syn::Result<Vec<&'static str>> {
    let mut errors = Errors::default();
    let mut fields = Vec::new();
    for field in Argument::list(argument.inner("input, output")?, &mut errors) {
        let known = FIELDS.iter().find(|(word, name, _)| *word == field.word || *name == field.word);
        match known {
            None => {
                let words: Vec<&str> = FIELDS.iter().map(|(word, ..)| *word).collect();
                errors.at(field.span, unknown("default deck", &field.word, &words));
            }
            Some(_) if !field.is_bare() => {
                errors.at(field.span, "here stands the name of a deck, and nothing more");
            }
            Some((word, _, variant)) if fields.contains(variant) => {
                errors.at(field.span, format!("`{word}` is given twice"));
            }
            Some((.., variant)) => fields.push(*variant),
        }
    }
    errors.into_result().map(|()| fields)
}
