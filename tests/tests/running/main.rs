//! Every way to fail, as processes: each ends in an error file and 0, or in what `flyte_task::exit` says.

#![expect(
    clippy::unwrap_used,
    reason = "a test's helpers stop at the first thing that is not as it should be"
)]

mod faults;
mod logging;
mod panics;
mod spans;
mod stores;
mod termination;

use std::process::Command;
use std::sync::OnceLock;

use flyte_idl::core::container_error::Kind;
use flyte_idl::core::execution_error::ErrorKind;
use flyte_idl::core::{ContainerError, ErrorDocument, Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task_tests::place::Place;
use flyte_task_tests::task_binary::{Ending, TaskBinary};

/// The most bytes of a message that is worth sending: propeller cuts what is longer.
const LONGEST_MESSAGE: usize = 100 * 1024;

fn binary() -> &'static TaskBinary {
    static BINARY: OnceLock<TaskBinary> = OnceLock::new();
    BINARY.get_or_init(|| TaskBinary::new(env!("CARGO_BIN_EXE_golden-tasks")).unwrap())
}

/// A place for a run of a task of `failing.rs` with these inputs.
fn place<const N: usize>(inputs: [(&str, Literal); N]) -> Place {
    let inputs: LiteralMap = inputs.into_iter().collect();
    Place::with_inputs(&inputs.encode_to_vec()).unwrap()
}

fn command(task: &str, place: &Place, env: &[(&str, &str)]) -> Command {
    binary().command(&format!("golden_tasks.failing.{task}"), place, env).unwrap()
}

fn run(task: &str, place: &Place, env: &[(&str, &str)]) -> Ending {
    Ending::of(&mut command(task, place, env)).unwrap()
}

/// The error that a run left, which is all that it left.
fn error(place: &Place, ending: &Ending) -> ContainerError {
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let files = place.files_written().unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["error.pb"], "{ending:?}");
    let file = files.into_values().next().unwrap();
    let error = ErrorDocument::decode(file.as_slice()).unwrap().error.unwrap();
    assert!(error.message.len() < LONGEST_MESSAGE);
    error
}

fn assert_error(error: &ContainerError, code: &str, kind: Kind, origin: ErrorKind, words: &[&str]) {
    let found = (error.code.as_str(), error.kind(), error.origin());
    assert_eq!(found, (code, kind, origin), "{}", error.message);
    for word in words {
        assert!(error.message.contains(word), "`{word}` in {}", error.message);
    }
}

/// A failure of user code, which no retry will mend.
fn assert_users(error: &ContainerError, words: &[&str]) {
    assert_error(error, "USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User, words);
}

/// A failure of what is around the task, which may be gone next time.
fn assert_systems(error: &ContainerError, words: &[&str]) {
    assert_error(error, "SYSTEM", Kind::Recoverable, ErrorKind::System, words);
}
