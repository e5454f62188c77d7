//! What the compiler says to mistakes in tasks and types, and what it must take without a word.
//!
//! `TRYBUILD=overwrite cargo test -p flyte-task-compiler-tests` writes the messages anew.

use std::process::Command;

/// The compiler whose messages are checked in; others word them differently.
const PINNED: &str = "rustc 1.95.";

// Apart from the cases that must pass, mistakes are checked all in one go.
#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    if is_pinned() {
        cases.compile_fail("tests/ui/task/*.rs");
        cases.compile_fail("tests/ui/derive/*.rs");
    }
}

#[test]
fn correct_use() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/task/pass/*.rs");
    cases.pass("tests/ui/derive/pass/*.rs");
}

/// With the feature `pod` of this package, mistakes in pods; without it, the lack of the feature.
#[test]
fn pod() {
    let cases = trybuild::TestCases::new();
    if is_pinned() {
        let known = if cfg!(feature = "pod") { "known" } else { "unknown" };
        cases.compile_fail(format!("tests/ui/pod/{known}/*.rs"));
    }
}

fn is_pinned() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Command::new(rustc)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.stdout.starts_with(PINNED.as_bytes()))
}
