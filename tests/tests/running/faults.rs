//! Faults that no code inside the process survives.

use std::os::unix::process::ExitStatusExt;
use std::process::{Output, Stdio};

use flyte_idl::core::Literal;
use flyte_idl::core::container_error::Kind;
use flyte_idl::core::execution_error::ErrorKind;
use flyte_task_tests::place::Place;

use crate::{assert_error, command, error, place, run};

const SUPERVISED: [(&str, &str); 1] = [("FLYTE_TASK_SUPERVISE", "true")];

/// Tasks, the signals that end them, and what is said last.
const FAULTS: [(&str, i32, &str); 3] = [
    ("overflowing", 6, "overflowed its stack"),
    ("aborting", 6, "no way out"),
    ("hungry", 6, "memory allocation of"),
];

#[test]
fn a_fault_ends_the_process_by_its_signal() {
    for (task, signal, words) in FAULTS {
        let place = place([]);
        let Output { status, stderr, .. } = command(task, &place, &[]).output().unwrap();
        let stderr = String::from_utf8_lossy(&stderr);
        assert_eq!(status.signal(), Some(signal), "{task}: {stderr}");
        assert!(stderr.contains(words), "{task}: {stderr}");
        assert!(place.files_written().unwrap().is_empty(), "{task}");
    }
}

#[test]
fn a_supervised_fault_is_reported_with_the_last_words() {
    for (task, _, words) in FAULTS {
        let place = place([]);
        let ending = run(task, &place, &SUPERVISED);
        let error = error(&place, &ending);
        assert_error(
            &error,
            "USER:Crashed",
            Kind::NonRecoverable,
            ErrorKind::User,
            &["SIGABRT", words, task],
        );
        assert!(ending.stderr.contains(words), "what it says is passed on: {ending:?}");
    }
}

#[test]
fn a_supervised_run_is_like_any_other() {
    let place = place([("bytes", Literal::integer(3))]);
    let ending = run("large", &place, &SUPERVISED);
    assert_eq!(ending.code, Some(0), "{ending:?}");
    assert_eq!(place.files_written().unwrap().keys().collect::<Vec<_>>(), ["outputs.pb"]);

    let place = place_of_a_panic();
    let ending = run("panicking_later", &place, &SUPERVISED);
    crate::assert_users(&error(&place, &ending), &["later, with x = 1"]);
}

fn place_of_a_panic() -> Place {
    place([("x", Literal::integer(1))])
}

#[test]
fn an_exit_of_the_tasks_own_is_passed_on() {
    for env in [&[][..], &SUPERVISED] {
        let place = place([]);
        let ending = run("exiting", &place, env);
        assert_eq!(ending.code, Some(3), "{ending:?}");
        assert!(place.files_written().unwrap().is_empty());
    }
}

#[test]
fn a_kill_is_left_to_kubernetes() {
    let place = place([("seconds", Literal::float(60.0))]);
    let mut supervisor = command("deaf", &place, &SUPERVISED).stderr(Stdio::piped()).spawn().unwrap();
    let parent = supervisor.id();
    crate::termination::wait_for_work(&mut supervisor);
    let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap();
    let child: u32 = children.trim().parse().unwrap();
    crate::termination::signal(child, "KILL");
    let status = supervisor.wait().unwrap();
    assert_eq!(status.code(), Some(137));
    assert!(place.files_written().unwrap().is_empty());
}
