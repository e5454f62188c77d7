//! Rules that the source tree keeps: one-way imports, short files, and files that say what they are for.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a check of the source tree stops at what it cannot read"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors of flyte-task from the ground up; a module imports only from its own floor and those before it.
///
/// Modules on one line share a floor and do not import each other.
const FLOORS: &[&[&str]] = &[
    &["env", "error", "exit"],
    &["deck", "logging", "storage"],
    &["context"],
    &["types"],
    &["interface"],
    &["task"],
    &["workflow"],
    &["serialization"],
    &["records"],
    &["execution"],
    &["cli", "testing"],
    &["cargo_flyte", "program"],
    // The macros' door, the crate's front page and its program name everything.
    &["private", "lib", "bin"],
];

/// The most lines of a source file.
const LONGEST: usize = 500;

#[test]
fn modules_import_only_from_lower_floors() {
    let source = root().join("flyte-task/src");
    let floor = |module: &str| FLOORS.iter().position(|floor| floor.contains(&module));
    let mut wrong = Vec::new();
    for file in files(&source, &["rs"]) {
        if file.file_name().is_some_and(|name| name.to_string_lossy().ends_with("_tests.rs")) {
            // Unit tests in a file of their own may look anywhere, as those below the code may.
            continue;
        }
        let module = module_of(file.strip_prefix(&source).unwrap());
        let Some(own) = floor(&module) else {
            wrong.push(format!("{}: the module `{module}` stands on no floor", file.display()));
            continue;
        };
        for target in crate_paths(&code(&fs::read_to_string(&file).unwrap())) {
            match floor(&target) {
                _ if target == module || own == FLOORS.len() - 1 => {}
                Some(other) if other < own => {}
                Some(_) => wrong.push(format!("{}: `{module}` imports `{target}`", file.display())),
                // Re-exports of the front page hide which floor is meant.
                None => wrong.push(format!("{}: `crate::{target}` is no module", file.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_layering_check_sees_what_it_should() {
    let text =
        "use crate::types::{Reader, codec::X};\n// crate::cli is above\nlet x = crate::storage::join(a);";
    assert_eq!(crate_paths(&code(text)), BTreeSet::from(["types".to_owned(), "storage".to_owned()]));
    assert_eq!(module_of(Path::new("types/codec/mod.rs")), "types");
    assert_eq!(module_of(Path::new("env.rs")), "env");
}

#[test]
fn source_files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for file in files(&root(), &["rs", "py", "proto"]) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{} has {lines} lines, more than {LONGEST}", file.display()));
        }
        let opening = text.lines().find(|line| !line.starts_with("#!")).unwrap_or_default();
        if !["//! ", "// ", "/// ", "# ", "\"\"\""].iter().any(|comment| opening.starts_with(comment)) {
            wrong.push(format!("{} does not open with what it is for", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text without comments and without the unit tests at its end, which may look anywhere.
fn code(text: &str) -> String {
    let end = text.find("\n#[cfg(test)]\nmod tests").unwrap_or(text.len());
    let lines = text[..end].lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The modules that `crate::` paths lead into.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let pieces: Vec<&str> = code.split("crate::").collect();
    pieces
        .windows(2)
        // `$crate::` and `other_crate::` are not ours.
        .filter(|pair| !pair[0].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$'))
        .map(|pair| pair[1].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

fn module_of(path: &Path) -> String {
    let first = path.iter().next().unwrap().to_str().unwrap();
    first.strip_suffix(".rs").unwrap_or(first).to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files written by hand, below a folder.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let skipped = ["target", ".git", "gen", "cases", "ui", "expansions", "wip"];
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !skipped.contains(&name) {
                found.extend(files(&path, extensions));
            }
        } else if path.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
    found
}
