//! Files and directories of tasks, in real processes: on S3, and as a person gives them on a command line.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread;

use flyte_idl::core::blob_type::BlobDimensionality::{Multipart, Single};
use flyte_idl::core::{ErrorDocument, Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task::ExecutionContext;
use flyte_task::context::with_current;
use flyte_task::storage::Storage;
use flyte_task::types::formats::AnyFormat;
use flyte_task::types::{FlyteDirectory, FlyteFile, TypeDescriptor, from_literal, to_literal};
use flyte_task_tests::place::{Place, files_below};
use flyte_task_tests::s3::{Answer, PRIVATE, S3Server};
use flyte_task_tests::task_binary::{Ending, TaskBinary};
use tempfile::TempDir;

use crate::{owner, server};

fn binary() -> TaskBinary {
    TaskBinary::new(env!("CARGO_BIN_EXE_golden-tasks")).unwrap()
}

/// Executes a task whose raw outputs go to the server's private bucket.
fn execute(task: &str, inputs: LiteralMap, server: &S3Server) -> (Place, Ending) {
    let place = Place::with_inputs(&inputs.encode_to_vec()).unwrap();
    let variables = server.variables();
    let env: Vec<_> = variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let raw = format!("s3://{PRIVATE}/raw");
    let ending = binary().execute_storing(task, &place, &raw, &env).unwrap();
    (place, ending)
}

fn outputs(place: &Place, ending: &Ending) -> LiteralMap {
    assert!(
        place.outputs().exists(),
        "{ending:?} {:?}",
        fs::read(place.error()).map(|e| ErrorDocument::decode(e.as_slice()))
    );
    LiteralMap::decode(fs::read(place.outputs()).unwrap().as_slice()).unwrap()
}

fn uri<'a>(outputs: &'a LiteralMap, name: &str) -> &'a str {
    &outputs.literals.get(name).unwrap().as_blob().unwrap().uri
}

#[test]
fn a_task_reads_and_writes_files_on_s3() {
    let storage = owner();
    let at = |path: &str| format!("s3://{PRIVATE}/files/{path}");
    for (path, text) in
        [("a ☃%20.txt", "file"), ("d/one", "1"), ("d/sub/two", "2"), ("lines", "{\"i\": 1}\n2\n")]
    {
        storage.write(&at(path), &[text.as_bytes()]).unwrap();
    }
    let file = |path: &str| serde_json::json!({ "path": at(path) });
    let bundle = serde_json::json!({
        "file": file("d/one"), "table": file("lines"), "directory": file("d"), "several": [file("a ☃%20.txt")],
        "named": { "never read": file("nowhere.csv") }, "maybe": null, "other": file("nowhere"),
    });
    let bundle = TypeDescriptor::Json.literal_from_json(&bundle).unwrap();
    let inputs = [
        ("a", Literal::blob(at("a ☃%20.txt"), "txt", Single)),
        ("b", Literal::blob(at("d/"), "", Multipart)),
        ("c", Literal::blob(at("lines"), "jsonl", Single)),
        ("d", Literal::decode(bundle.as_slice()).unwrap()),
    ];
    let (place, ending) =
        execute("golden_tasks.identity_files.copied", inputs.into_iter().collect(), server());
    let outputs = outputs(&place, &ending);
    let below = format!("s3://{PRIVATE}/raw/");
    for name in ["o0", "o1", "o2"] {
        assert!(uri(&outputs, name).starts_with(&below), "{outputs:?}");
    }
    assert!(uri(&outputs, "o0").ends_with("/a b.txt"));
    assert_eq!(storage.read(uri(&outputs, "o0")).unwrap(), b"file");
    let fetched = TempDir::new().unwrap();
    storage.download_dir(uri(&outputs, "o1"), fetched.path()).unwrap();
    assert_eq!(fs::read(fetched.path().join("sub/two")).unwrap(), b"2");
    assert_eq!(storage.read(uri(&outputs, "o2")).unwrap(), b"{\"i\":1}\n2\n");
    let bundle = outputs.literals["o3"].as_binary().unwrap();
    let bundle = rmpv::decode::read_value(&mut bundle.value.as_slice()).unwrap();
    let path = |value: &rmpv::Value| value["path"].as_str().unwrap().to_owned();
    assert!(path(&bundle["file"]).starts_with(&below));
    assert_eq!(storage.read(&path(&bundle["several"][0])).unwrap(), b"file");
    assert_eq!(storage.read(&format!("{}/sub/two", path(&bundle["directory"]))).unwrap(), b"2");
    // What is handed on is neither fetched nor stored anew.
    assert_eq!(path(&bundle["named"]["never read"]), at("nowhere.csv"));
    assert_eq!(path(&bundle["other"]), at("nowhere"));
    assert!(!server().has_seen(|seen| seen.path.contains("nowhere") || seen.query.contains("nowhere")));
}

#[test]
fn a_file_that_cannot_be_stored_fails_the_task_for_another_try() {
    let server = S3Server::start().unwrap();
    server.decide(|seen| if seen.method == "PUT" { Answer::Status(503) } else { Answer::Serve });
    let inputs = [("text", Literal::string("x"))].into_iter().collect();
    let (place, ending) = execute("golden_dev.t28_file_out", inputs, &server);
    assert!(!place.outputs().exists(), "{ending:?}");
    let error = ErrorDocument::decode(fs::read(place.error()).unwrap().as_slice()).unwrap().error.unwrap();
    assert_eq!((error.code.as_str(), error.kind().as_str_name()), ("SYSTEM", "RECOVERABLE"));
    for words in ["the outputs cannot be written", "`o0`", "hello.txt", "503"] {
        assert!(error.message.contains(words), "{words}: {}", error.message);
    }
}

#[test]
fn the_files_of_a_list_are_stored_beside_each_other() {
    let server = S3Server::start().unwrap();
    let (mut under_way, folder) = (HashSet::new(), TempDir::new().unwrap());
    server.decide(move |seen| {
        // The first one waits for a second, which never comes where one is stored after another.
        under_way.insert(seen.path.clone());
        if seen.method == "PUT" && under_way.len() < 2 { Answer::Hold } else { Answer::Serve }
    });
    let paths = (0..50).map(|number| folder.path().join(format!("{number}.txt")));
    let files = paths.map(|path| {
        fs::write(&path, path.to_str().unwrap()).unwrap();
        FlyteFile::<AnyFormat>::new(path)
    });
    let mut files: Vec<_> = files.collect();
    files.push(files[7].clone());
    files.push(FlyteFile::new("s3://elsewhere/x"));
    let run = ExecutionContext::local()
        .with_storage(Storage::with_variables(server.variables()))
        .with_raw_output_prefix(format!("s3://{PRIVATE}/raw"));
    let literal = with_current(&run, || to_literal(&files)).unwrap();
    let stored: Vec<FlyteFile> = from_literal(&literal, run.storage()).unwrap();
    assert_eq!(stored.len(), files.len());
    for (file, stored) in files.iter().zip(&stored).take(51) {
        assert_eq!(stored.read_to_string().unwrap(), file.uri().unwrap());
        assert_eq!(stored.name(), file.name());
    }
    assert_eq!(stored[50], stored[7]);
    assert_eq!(stored[51], files[51]);
    assert_eq!(run.storage().walk(&format!("s3://{PRIVATE}/raw")).unwrap().count(), 50);
    let missing = vec![files[0].clone(), FlyteFile::new(folder.path().join("not there"))];
    let error = with_current(&run, || to_literal(&missing)).unwrap_err().to_string();
    assert!(error.starts_with("at `[1]`: ") && error.contains("not there"), "{error}");
}

#[test]
fn people_give_and_get_files_by_their_paths() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("in.csv");
    fs::write(&file, "a,b\n").unwrap();
    let run = |arguments: &[&str]| binary().run(arguments, &[]).unwrap();
    let given = run(&["run", "t29_file_in", "--f", file.to_str().unwrap(), "--n", "3"]);
    assert_eq!((given.code, given.stdout.trim()), (Some(0), "a,b"), "{given:?}");
    let missing = run(&["run", "t29_file_in", "--f", "./not/there", "--n", "3"]);
    assert_ne!(missing.code, Some(0));
    let there = std::env::current_dir().unwrap().join("not/there");
    let text =
        format!("the input `f` cannot be read: expected a file, but `{}` does not exist", there.display());
    assert!(missing.stderr.contains(&text), "{missing:?}");
    // What a run leaves outlives it.
    let made = run(&["run", "t28_file_out", "--text", "hi"]);
    let path = Path::new(made.stdout.trim());
    assert_eq!(fs::read(path).unwrap(), b"hi", "{made:?}");
    fs::remove_dir_all(path.ancestors().nth(2).unwrap()).unwrap();
    let described = run(&["describe", "t30_file_passthrough"]);
    for words in ["f: FlyteFile[csv]", "o1  FlyteFile"] {
        assert!(described.stdout.contains(words), "{words}: {}", described.stdout);
    }
}

/// Answers every listing by these keys, and every other request by a byte.
fn hostile_server(keys: &[&str]) -> String {
    let contents = keys.iter().fold(String::new(), |contents, key| {
        format!(
            "{contents}<Contents><Key>{key}</Key><Size>1</Size><ETag>\"1\"</ETag>\
             <LastModified>2024-01-01T00:00:00.000Z</LastModified></Contents>"
        )
    });
    let listing = format!("<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut request = String::new();
            let mut lines = BufReader::new(&connection).lines();
            while let Some(Ok(line)) =
                lines.next().filter(|line| line.as_ref().is_ok_and(|line| !line.is_empty()))
            {
                request.push_str(&line);
            }
            let body = if request.contains("list-type=2") { listing.as_str() } else { "x" };
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"1\"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT";
            // A client that went away is its own affair.
            let _ = write!(connection, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    endpoint
}

#[test]
fn no_key_leads_out_of_a_directory() {
    for keys in
        [&["d/ok"][..], &["d/../../out"], &["d/a/../../../out"], &["d/./out"], &["d//../out"], &["../out"]]
    {
        let folder = TempDir::new().unwrap();
        let endpoint = hostile_server(keys);
        let variables = [
            ("FLYTE_AWS_ENDPOINT", endpoint.as_str()),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("FLYTE_AWS_RETRIES", "0"),
        ];
        let context = ExecutionContext::local().with_storage(Storage::with_variables(variables));
        let fetched = with_current(&context, || {
            let directory = FlyteDirectory::<AnyFormat>::new("s3://bucket/d");
            directory.download_to(folder.path().join("deep/inside"))
        });
        let found: Vec<String> = files_below(folder.path()).unwrap().into_keys().collect();
        match keys {
            // That the others fail is because of their names.
            ["d/ok"] => assert_eq!((fetched.unwrap(), found), ((), vec!["deep/inside/ok".to_owned()])),
            _ => assert!(fetched.is_err() && found.is_empty(), "{keys:?}: {fetched:?} {found:?}"),
        }
    }
}
