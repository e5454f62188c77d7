//! What a run is held against.

use std::fmt::Debug;

use crate::error::Failure;
use crate::execution::Outcome;
use crate::types::FlyteType;

/// Asserts that a run gave this output, after its way through Flyte's form.
///
/// # Panics
/// When it did not.
#[track_caller]
pub fn assert_output<T>(result: &Result<Outcome, Failure>, name: &str, expected: &T)
where
    T: FlyteType + PartialEq + Debug,
{
    let found = match result {
        Ok(outcome) => outcome.output::<T>(name).map_err(|error| error.to_string()),
        Err(failure) => Err(told(failure)),
    };
    assert!(
        matches!(&found, Ok(found) if found == expected),
        "the output `{name}` is not as expected\n expected: {expected:?}\n    found: {found:?}"
    );
}

/// Asserts that a run failed under this code, with these words in its message or the message of a cause.
///
/// # Panics
/// When it did not.
#[track_caller]
pub fn assert_failed(result: &Result<Outcome, Failure>, code: &str, words: &str) {
    let Err(failure) = result else {
        assert!(result.is_err(), "the task was to fail with {code} ({words}), but it did not: {result:?}");
        return;
    };
    assert!(
        failure.code() == code && told(failure).contains(words),
        "the failure is not as expected\n expected: {words} [{code}]\n    found: {}",
        told(failure)
    );
}

/// Asserts that a run ended well with the wish that nothing be written.
///
/// # Panics
/// When it did not.
#[track_caller]
pub fn assert_ignored(result: &Result<Outcome, Failure>) {
    assert!(
        matches!(result, Ok(Outcome::Ignored)),
        "the task was to end without outputs, but this came of it: {result:?}"
    );
}

fn told(failure: &Failure) -> String {
    let causes: Vec<String> = failure.causes().iter().map(|cause| format!("; caused by: {cause}")).collect();
    format!("{failure}{} [{}]", causes.concat(), failure.code())
}
