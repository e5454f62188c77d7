//! Values of single options, with what makes them right.

use std::time::Duration;

use syn::LitStr;

use crate::arguments::{Argument, Written};
use crate::duration;
use crate::errors::Errors;

/// A text that says something.
pub(super) fn filled(argument: &Argument, example: &str) -> syn::Result<LitStr> {
    let text = argument.text(example)?;
    if text.value().trim().is_empty() {
        return Err(syn::Error::new(
            text.span(),
            format!("`{}` is empty; leave it out if there is none", argument.word),
        ));
    }
    Ok(text)
}

/// A text without spaces.
pub(super) fn word(argument: &Argument, example: &str) -> syn::Result<LitStr> {
    let text = filled(argument, example)?;
    if text.value().contains(char::is_whitespace) {
        return Err(syn::Error::new(
            text.span(),
            format!("`{}` is one word: write `{0} = \"{example}\"`", argument.word),
        ));
    }
    Ok(text)
}

/// A name that Flyte takes apart again in identifiers and addresses.
pub(super) fn name(argument: &Argument) -> syn::Result<LitStr> {
    let name = filled(argument, "team.pipeline.task")?;
    let wrong = name.value().chars().find(|c| c.is_whitespace() || matches!(c, ':' | '/'));
    match wrong {
        Some(wrong) => Err(syn::Error::new(
            name.span(),
            format!(
                "a task's name cannot have {wrong:?} in it: Flyte splits identifiers at colons, slashes and spaces"
            ),
        )),
        None => Ok(name),
    }
}

pub(super) fn timeout(argument: &Argument) -> syn::Result<Duration> {
    let text = argument.text("1h 30m")?;
    let timeout = duration::parse(&text.value()).map_err(|error| syn::Error::new(text.span(), error))?;
    if timeout.is_zero() {
        return Err(syn::Error::new(
            text.span(),
            "a timeout must be longer than nothing; leave it out for none",
        ));
    }
    Ok(timeout)
}

pub(super) fn inputs(argument: &Argument) -> syn::Result<Vec<Written<String>>> {
    let mut errors = Errors::default();
    let mut inputs: Vec<Written<String>> = Vec::new();
    for input in Argument::list(argument.inner("\"a\", \"b\"")?, &mut errors) {
        if !input.is_bare() {
            errors.at(input.span, "here stands the name of an input, and nothing more");
        } else if inputs.iter().any(|known| known.value == input.word) {
            errors.at(input.span, format!("`{}` is given twice", input.word));
        } else {
            inputs.push(Written { value: input.word, span: input.span });
        }
    }
    errors.into_result().map(|()| inputs)
}

pub(super) fn environment(argument: &Argument) -> syn::Result<Vec<(String, LitStr)>> {
    let name = |name: &str| {
        let is_legal = !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_legal {
            return Ok(());
        }
        Err(format!(
            "{name:?} cannot be the name of an environment variable: letters, digits and `_`, no digit first"
        ))
    };
    pairs(argument, "KEY = \"value\"", name, |_| Ok(()))
}

/// A list of `key = "value"` without a key twice, and with rules for keys and values.
pub(super) fn pairs(
    argument: &Argument,
    example: &str,
    key_rule: impl Fn(&str) -> Result<(), String>,
    value_rule: impl Fn(&str) -> Result<(), String>,
) -> syn::Result<Vec<(String, LitStr)>> {
    let mut errors = Errors::default();
    let mut pairs: Vec<(String, LitStr)> = Vec::new();
    for pair in Argument::list(argument.inner(example)?, &mut errors) {
        if let Err(error) = key_rule(&pair.word) {
            errors.at(pair.span, error);
        } else if pairs.iter().any(|(known, _)| *known == pair.word) {
            errors.at(pair.span, format!("`{}` is given twice", pair.word));
        } else if let Some(value) = errors.keep(pair.text("value")) {
            if let Err(error) = value_rule(&value.value()) {
                errors.at(value.span(), error);
            }
            pairs.push((pair.word, value));
        }
    }
    errors.into_result().map(|()| pairs)
}
