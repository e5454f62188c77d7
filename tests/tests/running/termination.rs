//! SIGTERM, sent to processes at work.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::thread;

use flyte_idl::core::Literal;
use flyte_idl::core::container_error::Kind;
use flyte_idl::core::execution_error::ErrorKind;
use flyte_task_tests::place::Place;
use flyte_task_tests::task_binary::Ending;

use crate::{assert_error, command, error, place};

/// Sends a signal to a process of this test's.
pub(crate) fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), process.to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Reads stderr until the task says that it is at work; the rest is read so that it can go on talking.
pub(crate) fn wait_for_work(child: &mut Child) -> thread::JoinHandle<String> {
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while line != "at work\n" {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "it ended before it began");
    }
    thread::spawn(move || {
        let mut rest = String::new();
        stderr.read_to_string(&mut rest).map(|_| rest).unwrap_or_default()
    })
}

/// Runs a task, and sends SIGTERM as soon as it is at work.
fn terminated(task: &str, place: &Place, env: &[(&str, &str)]) -> Ending {
    let mut child = command(task, place, env).stderr(Stdio::piped()).spawn().unwrap();
    let rest = wait_for_work(&mut child);
    signal(child.id(), "TERM");
    let code = child.wait().unwrap().code();
    Ending { code, stdout: String::new(), stderr: rest.join().unwrap() }
}

#[test]
fn a_task_that_does_not_end_is_reported_as_terminated() {
    for env in [&[][..], &[("FLYTE_TASK_SUPERVISE", "1")]] {
        let env = [&[("FLYTE_TASK_TERMINATION_GRACE_SECONDS", "0.2")], env].concat();
        let place = place([("seconds", Literal::float(600.0))]);
        let ending = terminated("deaf", &place, &env);
        let error = error(&place, &ending);
        let words = ["SIGTERM", "within 0.2 seconds"];
        assert_error(&error, "SYSTEM:Terminated", Kind::Recoverable, ErrorKind::System, &words);
        assert!(ending.stderr.contains("the task has 0.2 seconds"), "{ending:?}");
    }
}

#[test]
fn a_task_that_looks_saves_what_it_has() {
    for env in [&[][..], &[("FLYTE_TASK_SUPERVISE", "1")]] {
        let place = place([("seconds", Literal::float(600.0))]);
        let ending = terminated("obliging", &place, env);
        let error = error(&place, &ending);
        assert_error(&error, "USER:Recoverable", Kind::Recoverable, ErrorKind::User, &["saved half of it"]);
        let checkpoint = place.raw_output_prefix().join("_flytecheckpoints/_dst_cp");
        assert_eq!(std::fs::read(checkpoint).unwrap(), b"half way");
    }
}

#[test]
fn a_task_that_ends_in_time_has_its_outputs() {
    let place = place([("seconds", Literal::float(0.5))]);
    let ending = terminated("deaf", &place, &[]);
    assert_eq!(ending.code, Some(0), "{ending:?}");
    assert_eq!(place.files_written().unwrap().keys().collect::<Vec<_>>(), ["outputs.pb"]);
}
