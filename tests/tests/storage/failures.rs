//! Servers that fail, objects that change, processes that are killed: what is written is whole or absent.

use std::fs;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use flyte_task::storage::{Storage, StorageErrorKind};
use flyte_task_tests::place::files_below;
use flyte_task_tests::s3::{Answer, PRIVATE, S3Server};
use tempfile::TempDir;

use crate::sizes::mover;
use crate::{MIB, bytes, owner, server};

/// A storage of this server that sends the smallest parts and tries again so often.
fn in_small_parts(server: &S3Server, retries: u32) -> Storage {
    let mut variables = server.variables();
    variables.push(("_F_P_WRITE_CHUNK_SIZE".to_owned(), (5 * MIB).to_string()));
    variables.push(("FLYTE_AWS_RETRIES".to_owned(), retries.to_string()));
    Storage::with_variables(variables)
}

#[test]
fn a_server_that_stumbles_is_asked_again() {
    let server = S3Server::start().unwrap();
    let storage = in_small_parts(&server, 3);
    let uri = format!("s3://{PRIVATE}/stumble");
    let content = bytes(18 * MIB);
    for answer in [Answer::Status(503), Answer::Status(429), Answer::HangUp] {
        let mut number = 0;
        server.decide(move |_| {
            number += 1;
            // Every third one: three retries are enough for all.
            if number % 3 == 1 { answer } else { Answer::Serve }
        });
        storage.write(&uri, &[&content]).unwrap();
        assert!(storage.read(&uri).unwrap() == content, "{answer:?}");
        assert_eq!(storage.list(&format!("s3://{PRIVATE}")).unwrap().len(), 1);
    }
    assert_eq!(server.unfinished_uploads().unwrap(), [""; 0]);
}

#[test]
fn a_transfer_that_fails_at_any_request_leaves_nothing() {
    let server = S3Server::start().unwrap();
    let storage = in_small_parts(&server, 0);
    let here = TempDir::new().unwrap();
    let content = bytes(24 * MIB);
    let (from, to) = (here.path().join("from"), here.path().join("to"));
    fs::write(&from, &content).unwrap();
    let uri = format!("s3://{PRIVATE}/whole");
    let fail_at = |failing: usize| {
        let mut number = 0;
        server.decide(move |seen| {
            // Aborting is what the failure leads to, and goes through.
            let counts = seen.method != "DELETE";
            number += usize::from(counts);
            if counts && number == failing { Answer::Status(500) } else { Answer::Serve }
        });
    };
    // One to begin, five parts, one to complete.
    for failing in 1..=7 {
        fail_at(failing);
        let error = storage.upload(&from, &uri).unwrap_err();
        assert!(error.is_retryable(), "{error}");
        let told = "500 Internal Server Error: Told: as the test wants it";
        assert!(error.to_string().contains(told), "{error}");
        assert!(!server.file_of(PRIVATE, "whole").exists(), "failed at {failing}");
        assert_eq!(server.unfinished_uploads().unwrap(), [""; 0], "failed at {failing}");
    }
    fail_at(8);
    storage.upload(&from, &uri).unwrap();
    // Six ranges.
    for failing in 1..=6 {
        fail_at(failing);
        let error = storage.download(&uri, &to).unwrap_err();
        assert!(error.is_retryable(), "{error}");
        assert_eq!(files_below(here.path()).unwrap().len(), 1, "failed at {failing}");
    }
    fail_at(7);
    storage.download(&uri, &to).unwrap();
    assert!(fs::read(&to).unwrap() == content);
}

#[test]
fn an_object_that_changes_under_a_download_is_no_mixture() {
    let server = S3Server::start().unwrap();
    let storage = Storage::with_variables(server.variables());
    let uri = format!("s3://{PRIVATE}/changing");
    storage.write(&uri, &[&bytes(24 * MIB)]).unwrap();
    let is_new = Arc::new(AtomicBool::new(false));
    let replaced = Arc::clone(&is_new);
    let mut begun = false;
    server.decide(move |seen| {
        // The first answer is of the old object; the others wait until there is a new one.
        let held = begun && seen.method == "GET" && !replaced.load(Ordering::SeqCst);
        begun |= seen.method == "GET";
        if held { Answer::Hold } else { Answer::Serve }
    });
    let here = TempDir::new().unwrap();
    let target = here.path().join("to");
    let error = thread::scope(|scope| {
        let download = scope.spawn(|| storage.download(&uri, target).unwrap_err());
        wait_until(|| server.has_seen(|seen| seen.method == "GET"));
        storage.write(&uri, &[&vec![7; 24 * MIB]]).unwrap();
        is_new.store(true, Ordering::SeqCst);
        download.join().unwrap()
    });
    assert!(error.to_string().contains("changed while it was being read"), "{error}");
    assert!(error.is_retryable());
    assert_eq!(files_below(here.path()).unwrap().len(), 0);
}

#[test]
fn a_killed_upload_leaves_no_object() {
    let here = TempDir::new().unwrap();
    let from = here.path().join("from");
    fs::write(&from, bytes(128 * MIB)).unwrap();
    let uri = format!("s3://{PRIVATE}/killed");
    let mut child = mover("upload", &from, &uri).stdout(Stdio::null()).spawn().unwrap();
    wait_until(|| server().has_seen(|seen| seen.path.ends_with("/killed") && seen.method == "PUT"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!owner().exists(&uri).unwrap());
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let storage = Storage::with_variables([
        ("FLYTE_AWS_ENDPOINT", "http://127.0.0.1:9"),
        ("FLYTE_AWS_RETRIES", "1"),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ]);
    let error = storage.read("s3://bucket/key").unwrap_err();
    assert!(error.is_retryable());
    let text = error.to_string();
    for words in ["cannot read `s3://bucket/key`", "no connection", "refused", "http://127.0.0.1:9"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn keys_that_cannot_be_are_refused_with_the_reason() {
    let storage = owner();
    for (key, reason) in [
        ("a//b", "two slashes"),
        ("/a", "two slashes"),
        ("a/../b", "`..`"),
        ("a/", "folder"),
        ("", "folder"),
        ("a\nb", "control character"),
    ] {
        let error = storage.read(&format!("s3://{PRIVATE}/{key}")).unwrap_err();
        assert_eq!(error.kind(), StorageErrorKind::Invalid, "{key:?}: {error}");
        assert!(error.to_string().contains(reason), "{key:?}: {error}");
    }
}

fn wait_until(mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_mins(2), "it never came to be");
        thread::sleep(Duration::from_millis(1));
    }
}
