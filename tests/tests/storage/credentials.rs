//! Who may read and write, by which address, and what is noted on objects.

use std::fs;

use flyte_task::storage::{Storage, StorageErrorKind};
use flyte_task_tests::s3::{PRIVATE, PUBLIC, SECRET_KEY};
use tempfile::TempDir;

use crate::{MIB, bytes, owner, server};

#[test]
fn wrong_credentials_are_denied_and_not_told() {
    let wrong = Storage::with_variables(server().variables_of("somebody", "a secret that is not right"));
    let uri = format!("s3://{PRIVATE}/denied");
    for error in [wrong.read(&uri).unwrap_err(), wrong.write(&uri, &[b"x"]).unwrap_err()] {
        assert_eq!(error.kind(), StorageErrorKind::Denied, "{error}");
        assert!(!error.is_retryable());
        assert!(error.to_string().contains("403 Forbidden"), "{error}");
        assert!(!format!("{error} {error:?}").contains("a secret that"), "{error:?}");
    }
    let debug = format!("{:?} {:?}", owner(), wrong);
    assert!(!debug.contains(SECRET_KEY) && !debug.contains("secret that"), "{debug}");
}

#[test]
fn what_is_public_needs_no_credentials_or_right_ones() {
    let uri = format!("s3://{PUBLIC}/data/a.txt");
    owner().write(&uri, &[b"for all"]).unwrap();
    for variables in [server().anonymous(), server().variables_of("somebody", "a secret that is not right")] {
        let storage = Storage::with_variables(variables);
        assert_eq!(storage.read(&uri).unwrap(), b"for all");
        assert!(storage.exists(&uri).unwrap());
        assert_eq!(storage.list(&format!("s3://{PUBLIC}/data")).unwrap().len(), 1);
        let folder = TempDir::new().unwrap();
        storage.download_dir(&format!("s3://{PUBLIC}"), folder.path()).unwrap();
        assert_eq!(fs::read(folder.path().join("data/a.txt")).unwrap(), b"for all");
        let error = storage.write(&uri, &[b"x"]).unwrap_err();
        assert_eq!(error.kind(), StorageErrorKind::Denied, "{error}");
    }
    let error = Storage::with_variables(server().anonymous()).write(&uri, &[b"x"]).unwrap_err();
    assert!(error.to_string().contains("no credentials were found"), "{error}");
    assert_eq!(owner().read(&uri).unwrap(), b"for all");
}

#[test]
fn web_addresses_are_read_with_their_query_and_never_written() {
    let uri = format!("s3://{PUBLIC}/web/a b#1.txt");
    owner().write(&uri, &[b"over http"]).unwrap();
    let storage = Storage::with_variables([("FLYTE_AWS_RETRIES", "0")]);
    let web = format!("{}/{PUBLIC}/web/a%20b%231.txt", server().endpoint());
    assert_eq!(storage.read(&web).unwrap(), b"over http");
    assert!(storage.exists(&web).unwrap());
    let signed = format!("{web}?X-Amz-Signature=f00dfeed&X-Amz-Expires=1");
    let error = storage.read(&signed).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("f00dfeed"), "{error}");
    let arrived = server().has_seen(|seen| seen.query.contains("Signature=f00dfeed&X-Amz"));
    assert!(arrived, "the server saw the whole query");
    let error = storage.write(&web, &[b"x"]).unwrap_err();
    assert_eq!(error.kind(), StorageErrorKind::Unsupported, "{error}");
    assert_eq!(storage.list(&web).unwrap_err().kind(), StorageErrorKind::Unsupported);
    let absent = storage.read(&format!("{web}.not")).unwrap_err();
    assert!(absent.is_not_found(), "{absent}");
}

#[test]
fn objects_tell_what_wrote_them() {
    let mut variables = server().variables();
    for (name, value) in [
        ("FLYTE_INTERNAL_EXECUTION_PROJECT", "flytesnacks"),
        ("FLYTE_INTERNAL_EXECUTION_DOMAIN", "development"),
        ("FLYTE_INTERNAL_EXECUTION_ID", "f00d"),
    ] {
        variables.push((name.to_owned(), value.to_owned()));
    }
    let storage = Storage::with_variables(variables);
    for (key, size) in [("notes/small.gz", 3), ("notes/large.gz", 26 * MIB)] {
        storage.write(&format!("s3://{PRIVATE}/{key}"), &[&bytes(size)]).unwrap();
        let notes = server().notes_on(PRIVATE, key).unwrap();
        let metadata = &notes["user_metadata"];
        assert_eq!(metadata["flyte-execution-project"], "flytesnacks", "{key}: {notes}");
        assert_eq!(metadata["flyte-execution-name"], "f00d", "{key}: {notes}");
        assert_eq!(notes["content_encoding"], "gzip", "{key}: {notes}");
    }
}

#[test]
fn storage_works_inside_any_runtime() {
    let uri = format!("s3://{PRIVATE}/from async code");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let storage = owner();
        storage.write(&uri, &[b"asynchronous"]).unwrap();
        assert_eq!(storage.read(&uri).unwrap(), b"asynchronous");
        let task = tokio::spawn(async move { storage.read(&uri).unwrap() });
        assert_eq!(task.await.unwrap(), b"asynchronous");
    });
}
