//! Names that a crate can have.

/// Words that Rust keeps for itself, as far as they could be crates' names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Names that cargo, Rust or this crate's own expansions need.
const TAKEN: &[&str] =
    &["test", "core", "std", "alloc", "proc_macro", "build", "deps", "examples", "incremental", "flyte_task"];

/// Checks that a crate can have the name.
///
/// # Errors
/// Why it cannot, and what would do.
pub(super) fn check(name: &str) -> Result<(), String> {
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    let goes_on_well =
        name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
    if !starts_well || !goes_on_well {
        return Err(format!(
            "`{name}` cannot be a crate's name here: take lower-case letters, digits, `-` and `_`, a letter first"
        ));
    }
    let module = name.replace('-', "_");
    if KEYWORDS.contains(&module.as_str()) || TAKEN.contains(&module.as_str()) {
        return Err(format!(
            "`{name}` is a name that Rust or cargo needs; take another, such as `{name}-tasks`"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_are_those_of_crates() {
        for good in ["demo", "my-tasks", "a1_b"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "1st", "-x", "Demo", "a b", "a/b", "../x", "ä", "fn", "test", "proc-macro"] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
