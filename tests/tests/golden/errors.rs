//! Comparing error files.

use flyte_idl::core::container_error::Kind;
use flyte_idl::core::execution_error::ErrorKind;
use flyte_idl::core::{ContainerError, ErrorDocument};

/// What must be found in a message where it cannot be read off flytekit's.
const WORDS: &[(&str, &str, &[&str])] = &[
    // flytekit counts the inputs; the name of the one too many says more.
    ("e03_missing_input", "too_many", &["`c`"]),
    // The value that does not fit is another one than Python's.
    ("e06_bad_output", "main", &["18446744073709551610", "`o0`"]),
    // Module and fn are one name.
    ("e09_not_loadable", "main", &["`golden_dev.no_such_task`"]),
];

/// Compares an error file with flytekit's, and returns the differences.
pub(crate) fn differences(
    (case, run): (&str, &str),
    golden: &ErrorDocument,
    tail: &str,
    ours: &ErrorDocument,
) -> Vec<String> {
    let Some(golden) = &golden.error else { return vec!["the golden file has no error".to_owned()] };
    let fixed = WORDS.iter().find(|row| (row.0, row.1) == (case, run));
    let words =
        fixed.map_or_else(|| words_of(tail), |row| row.2.iter().map(|&word| word.to_owned()).collect());
    expect(ours, &golden.code, golden.kind(), golden.origin(), &words)
}

/// Holds an error file against what it must say, and returns the differences.
pub(crate) fn expect(
    ours: &ErrorDocument,
    code: &str,
    kind: Kind,
    origin: ErrorKind,
    words: &[impl AsRef<str>],
) -> Vec<String> {
    let Some(error) = &ours.error else { return vec!["the error file holds no error".to_owned()] };
    let mut found = Vec::new();
    if (error.code.as_str(), error.kind(), error.origin()) != (code, kind, origin) {
        found.push(format!("expected {code} {kind:?} {origin:?}, found {}", told(error)));
    }
    // What stands above is the trace, which may hold any word.
    let said = error.message.rsplit("Message:").next().unwrap_or_default();
    for word in words.iter().map(AsRef::as_ref) {
        if !said.contains(word) {
            found.push(format!("the message lacks `{word}`: {}", error.message));
        }
    }
    if error.timestamp.is_none_or(|time| time.seconds == 0) {
        found.push("the error has no time".to_owned());
    }
    if !error.worker.is_empty() {
        found.push(format!("the task is not distributed, but a worker is named: {}", error.worker));
    }
    found
}

fn told(error: &ContainerError) -> String {
    format!("{} {:?} {:?}: {}", error.code, error.kind(), error.origin(), error.message)
}

/// Returns the words of flytekit's message that ours must have: the quoted names of its first line, quoted our way,
/// or else the text that the user's code gave its exception.
fn words_of(tail: &str) -> Vec<String> {
    let line = tail.lines().next().unwrap_or_default();
    let quoted: Vec<String> = line.split('\'').skip(1).step_by(2).map(|name| format!("`{name}`")).collect();
    if !quoted.is_empty() {
        return quoted;
    }
    let text = line.rsplit(": ").next().unwrap_or(line);
    vec![text.strip_prefix("error=").unwrap_or(text).to_owned()]
}

#[test]
fn words_are_names_or_the_users_text() {
    assert_eq!(words_of("TypeError: f() missing 1 required positional argument: 'b'"), ["`b`"]);
    assert_eq!(words_of("TypeTransformerFailedError: Error converting input 'a':\n Literal 'x'"), ["`a`"]);
    assert_eq!(words_of("FlyteRecoverableException: USER:Recoverable: error=try again 5"), ["try again 5"]);
    assert_eq!(words_of("ValueError: bad value 5"), ["bad value 5"]);
}
