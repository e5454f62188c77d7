//! Panics and errors of user code.

use flyte_idl::core::Literal;

use crate::{assert_users, error, place, run};

#[test]
fn a_panic_of_async_code_says_what_and_where() {
    let place = place([("x", Literal::integer(5))]);
    let ending = run("panicking_later", &place, &[]);
    let error = error(&place, &ending);
    assert_users(&error, &["later, with x = 5", "failing.rs:", "task golden_tasks.failing.panicking_later"]);
    assert!(!error.message.contains("backtrace"), "nobody asked for one: {}", error.message);
}

#[test]
fn a_panic_with_no_text_is_said_to_have_none() {
    let place = place([]);
    assert_users(&error(&place, &run("panicking_with_a_number", &place, &[])), &["no text", "failing.rs:"]);
}

#[test]
fn a_panic_in_a_destructor_during_a_panic_is_reported_with_both() {
    let place = place([]);
    let ending = run("panicking_twice", &place, &[]);
    let words = ["in the task; while that unwound, a destructor panicked", "in the destructor"];
    assert_users(&error(&place, &ending), &words);
}

#[test]
fn a_panic_that_cannot_unwind_is_reported() {
    let place = place([]);
    assert_users(&error(&place, &run("panicking_where_nothing_unwinds", &place, &[])), &["in the callback"]);
}

#[test]
fn panics_of_hooks_are_reported() {
    for (task, word) in [("hooked_before", "before"), ("hooked_after", "after")] {
        let place = place([]);
        assert_users(&error(&place, &run(task, &place, &[])), &["the task panicked at", word]);
    }
}

#[test]
fn causes_are_told_and_signatures_are_not() {
    let place = place([("text", Literal::string("x"))]);
    let ending = run("loading", &place, &[]);
    let error = error(&place, &ending);
    let words = ["loading https://store.example/model?.. failed", "caused by: invalid digit"];
    assert_users(&error, &words);
    assert!(!error.message.contains("abcdef") && !ending.stderr.contains("abcdef"), "{ending:?}");
    let last = ending.stderr.lines().last().unwrap();
    assert!(last.contains("failed: loading") && last.ends_with("[USER:RuntimeError]"), "{last}");
}

#[test]
fn backtraces_are_told_where_they_are_wanted() {
    for (task, input, frame) in [
        ("loading", ("text", Literal::string("x")), "failing::loading"),
        ("panicking_later", ("x", Literal::integer(1)), "failing::panicking_later"),
    ] {
        let place = place([input]);
        let ending = run(task, &place, &[("RUST_BACKTRACE", "1")]);
        assert_users(&error(&place, &ending), &["backtrace:\n", frame, "\n\nMessage:\n\n    "]);
    }
}

#[test]
fn a_message_of_a_megabyte_is_cut() {
    let place = place([("bytes", Literal::integer(1 << 20))]);
    let ending = run("wordy", &place, &[]);
    assert_users(&error(&place, &ending), &["first xxx", "bytes left out", "xxx last"]);
}
