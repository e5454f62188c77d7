//! `labels(..)` and `annotations(..)`, by the rules that Kubernetes has for them.

use syn::LitStr;

use super::values::pairs;
use crate::arguments::Argument;

/// The most characters of a name or a label's value.
const LONGEST: usize = 63;
/// The most characters of a key's prefix.
const LONGEST_PREFIX: usize = 253;

/// Reads the list of `labels(..)`.
pub(super) fn labels(argument: &Argument) -> syn::Result<Vec<(String, LitStr)>> {
    let value = |value: &str| match value {
        "" => Ok(()),
        value => name(value).map_err(|why| format!("{value:?} cannot be the value of a label: {why}")),
    };
    pairs(argument, "team = \"data\"", |key| of_key(key, "label"), value)
}

/// Reads the list of `annotations(..)`, whose values may be anything.
pub(super) fn annotations(argument: &Argument) -> syn::Result<Vec<(String, LitStr)>> {
    pairs(argument, "note = \"any text\"", |key| of_key(key, "annotation"), |_| Ok(()))
}

/// The rule of names and labels' values.
///
/// # Errors
/// With what is wrong, as a fragment.
pub(super) fn name(text: &str) -> Result<(), String> {
    if text.len() > LONGEST {
        return Err(format!("it has {} characters, and {LONGEST} are the most", text.len()));
    }
    let is_edge = |c: char| c.is_ascii_alphanumeric();
    if text.starts_with(is_edge)
        && text.ends_with(is_edge)
        && text.chars().all(|c| is_edge(c) || matches!(c, '-' | '_' | '.'))
    {
        return Ok(());
    }
    Err("letters, digits, `-`, `_` and `.`, with a letter or digit at both ends".to_owned())
}

fn of_key(key: &str, what: &str) -> Result<(), String> {
    let wrong = |why: &str| Err(format!("{key:?} cannot be the key of {} {what}: {why}", article(what)));
    let (prefix, rest) = match key.split_once('/') {
        Some((prefix, rest)) => (Some(prefix), rest),
        None => (None, key),
    };
    if let Some(prefix) = prefix
        && !is_domain(prefix)
    {
        return wrong(
            "what stands before the slash must be a domain in small letters, such as `example.com`",
        );
    }
    name(rest).or_else(|why| wrong(&why))
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with('a') { "an" } else { "a" }
}

/// Whether the text is a DNS subdomain.
fn is_domain(text: &str) -> bool {
    let is_edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_part = |part: &str| {
        part.starts_with(is_edge) && part.ends_with(is_edge) && part.chars().all(|c| is_edge(c) || c == '-')
    };
    text.len() <= LONGEST_PREFIX && text.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_names_with_or_without_a_domain() {
        for key in ["team", "a", "A-b_c.9", "app.kubernetes.io/name", "x/y", &"a".repeat(63)] {
            assert_eq!(of_key(key, "label"), Ok(()), "{key}");
        }
        let long = format!("{}/a", "a".repeat(254));
        for key in [
            "",
            "a b",
            "-a",
            "a-",
            "é",
            "/a",
            "a/",
            "a/b/c",
            "Example.com/a",
            "a..b/c",
            &"a".repeat(64),
            &long,
        ] {
            assert!(of_key(key, "annotation").is_err(), "{key}");
        }
    }
}
