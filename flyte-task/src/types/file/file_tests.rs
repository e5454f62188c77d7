//! Tests of files: bytes, laziness, what is stored when, and hostile values.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flyte_idl::core::Literal;
use flyte_idl::core::blob_type::BlobDimensionality;
use flyte_idl::prost::Message;
use serde_json::json;

use crate::context::{ExecutionContext, with_current};
use crate::interface::{OutputSink, Outputs};
use crate::storage::{Storage, StorageErrorKind};
use crate::types::formats::{AnyFormat, Csv};
use crate::types::{FlyteDirectory, FlyteFile, FlyteType, TypeDescriptor, from_literal, hex, to_literal};

/// A run whose raw outputs go below a folder of the test's own.
struct TestRun {
    context: ExecutionContext,
    folder: PathBuf,
}

impl TestRun {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("flyte-task-files-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let prefix = folder.join("raw").to_str().unwrap().to_owned();
        Self { context: ExecutionContext::local().with_raw_output_prefix(prefix), folder }
    }

    fn stored(&self) -> Vec<PathBuf> {
        let Ok(places) = fs::read_dir(self.folder.join("raw")) else { return Vec::new() };
        places
            .flat_map(|place| fs::read_dir(place.unwrap().path()).unwrap())
            .map(|f| f.unwrap().path())
            .collect()
    }
}

impl Drop for TestRun {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn read<T: FlyteType>(literal: &[u8]) -> Result<T, String> {
    from_literal(literal, &Storage::new()).map_err(|error| error.to_string())
}

// Each text is `TypeEngine.to_literal(..).to_flyte_idl().SerializeToString().hex()` of flytekit 1.16.31.
#[test]
fn files_have_flytekits_bytes() {
    let file = FlyteFile::<AnyFormat>::new("s3://b/k");
    assert_eq!(hex::from(&to_literal(&file).unwrap()), "0a10120e0a020a001a0873333a2f2f622f6b");
    let csv = file.clone().with_format::<Csv>().with_metadata("a", "b");
    let bytes = "0a1512130a070a050a036373761a0873333a2f2f622f6b2a060a0161120162";
    assert_eq!(hex::from(&to_literal(&csv).unwrap()), bytes);
    assert_eq!(read::<FlyteFile<Csv>>(&hex::to(bytes)).unwrap(), csv);
    let some = to_literal(&Some(file.with_format::<Csv>())).unwrap();
    let bytes = "0a354a330a170a1512130a070a050a036373761a0873333a2f2f622f6b12182a050a036373765a0f0a\
                 0d466c79746546696c6550617468";
    assert_eq!(hex::from(&some), bytes);
    assert_eq!(hex::from(&FlyteFile::<Csv>::TYPE.literal_type().encode_to_vec()), "2a050a03637376");
}

#[test]
fn metadata_stands_on_a_whole_output_and_on_elements() {
    let files = vec![FlyteFile::<AnyFormat>::new("s3://b/k").with_metadata("a", "b")];
    let mut sink = OutputSink::default();
    Outputs::encode(&(files.clone(), files[0].clone()), &mut sink).unwrap();
    for (_, literal) in sink.into_literals() {
        let literal = Literal::decode(literal.as_slice()).unwrap();
        let bearer = literal.as_collection().map_or(literal.clone(), |list| list[0].clone());
        assert_eq!(bearer.metadata["a"], "b");
    }
    assert_eq!(read::<Vec<FlyteFile>>(&to_literal(&files).unwrap()).unwrap(), files);
}

#[test]
fn a_file_of_this_machine_is_stored_once_and_only_by_a_run() {
    let run = TestRun::new("once");
    let path = run.folder.join("hello ☃.txt");
    fs::write(&path, "hi").unwrap();
    let file = FlyteFile::<AnyFormat>::new(path.clone());
    let outside: FlyteFile = read(&to_literal(&file).unwrap()).unwrap();
    assert_eq!(outside.uri().unwrap(), path.to_str().unwrap());
    with_current(&run.context, || {
        // Two clones, each written twice by its writer.
        let literal = to_literal(&vec![file.clone(), file.clone()]).unwrap();
        let [stored] = run.stored().try_into().unwrap();
        assert_eq!(stored.file_name(), path.file_name());
        assert_eq!(fs::read(&stored).unwrap(), b"hi");
        for returned in read::<Vec<FlyteFile>>(&literal).unwrap() {
            assert_eq!(returned.uri().unwrap(), stored.to_str().unwrap());
            // What was handed in goes on as it is.
            to_literal(&returned).unwrap();
        }
        assert_eq!(run.stored().len(), 1);
    });
}

#[test]
fn the_place_of_a_file_can_be_chosen() {
    let run = TestRun::new("place");
    let path = run.folder.join("a");
    fs::write(&path, "x").unwrap();
    let there = run.folder.join("there/b");
    with_current(&run.context, || {
        let uri = |file: &FlyteFile| {
            read::<FlyteFile>(&to_literal(file).unwrap()).unwrap().uri().unwrap().to_owned()
        };
        let kept = FlyteFile::new(path.clone()).without_upload();
        assert_eq!(uri(&kept), path.to_str().unwrap());
        let sent = FlyteFile::new(path.clone()).with_remote_path(there.to_str().unwrap());
        assert_eq!(uri(&sent), there.to_str().unwrap());
        assert_eq!(fs::read(&there).unwrap(), b"x");
        assert!(run.stored().is_empty());
    });
}

#[test]
fn a_file_that_cannot_be_stored_is_named() {
    let run = TestRun::new("missing");
    with_current(&run.context, || {
        let missing = run.folder.join("missing");
        let error = to_literal(&vec![FlyteFile::<AnyFormat>::new(missing.clone())]).unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("at `[0]`: cannot store `") && text.contains(missing.to_str().unwrap()),
            "{text}"
        );
        assert!(!error.is_retryable());
        assert!(to_literal(&FlyteFile::<AnyFormat>::new(run.folder.clone())).is_err());
        assert!(run.stored().is_empty());
    });
}

#[test]
fn a_new_remote_file_is_there_when_it_is_finished() {
    let run = TestRun::new("new");
    with_current(&run.context, || {
        let mut dropped = FlyteFile::<Csv>::new_remote_file("a.csv").unwrap();
        dropped.write_all(b"1,2").unwrap();
        drop(dropped);
        assert!(run.stored().is_empty());
        let mut writer = FlyteFile::<Csv>::new_remote_file("a.csv").unwrap();
        writeln!(writer, "1,2").unwrap();
        let uri = writer.uri().to_owned();
        let file = writer.finish().unwrap();
        assert_eq!((file.uri().unwrap(), file.name()), (uri.as_str(), "a.csv"));
        assert_eq!(file.read_to_string().unwrap(), "1,2\n");
        let returned: FlyteFile<Csv> = read(&to_literal(&file).unwrap()).unwrap();
        assert_eq!(returned, file);
        assert_eq!(run.stored().len(), 1);
    });
}

#[test]
fn what_a_thread_of_the_task_makes_is_stored_too() {
    let run = TestRun::new("threads");
    with_current(&run.context, || {
        let made = std::thread::spawn(|| {
            let mut writer = FlyteFile::<AnyFormat>::new_remote_file("a").unwrap();
            write!(writer, "x").unwrap();
            let file = writer.finish().unwrap();
            // Reading it changes nothing.
            assert_eq!(file.read().unwrap(), b"x");
            file
        });
        let file = made.join().unwrap();
        let returned: FlyteFile = read(&to_literal(&file).unwrap()).unwrap();
        assert!(returned.uri().unwrap().starts_with(run.folder.to_str().unwrap()));
        assert_eq!((returned.read().unwrap(), run.stored().len()), (b"x".to_vec(), 1));
        fs::remove_dir_all(file.path().unwrap().ancestors().nth(2).unwrap()).unwrap();
    });
    let path = run.folder.join("b");
    fs::write(&path, "y").unwrap();
    let outside = FlyteFile::<AnyFormat>::new(path.clone());
    outside.read().unwrap();
    let told: FlyteFile = read(&to_literal(&outside).unwrap()).unwrap();
    assert_eq!(told.uri().unwrap(), path.to_str().unwrap());
}

#[test]
fn nothing_is_fetched_before_it_is_asked_for() {
    // No store answers to that scheme in any build.
    let file: FlyteFile =
        read(&to_literal(&FlyteFile::<AnyFormat>::new("ftp://h/dir/k.txt")).unwrap()).unwrap();
    assert_eq!((file.name(), file.remote_source()), ("k.txt", Some("ftp://h/dir/k.txt")));
    assert_eq!(file.local_path(), None);
    for error in [file.path().unwrap_err(), file.open().unwrap_err(), file.read().unwrap_err()] {
        assert_eq!(error.kind(), StorageErrorKind::Unsupported);
        assert!(error.to_string().contains("`ftp://` is not known"), "{error}");
    }
}

#[test]
fn what_attribute_access_yields_is_read() {
    let folder = std::env::temp_dir();
    let path = folder.join(format!("flyte-task-attribute-{}", std::process::id()));
    fs::write(&path, "x").unwrap();
    let value = json!({ "path": path, "metadata": { "n": 1, "s": "t" }, "other": [1, { "a": null }] });
    let generic = to_literal(&crate::types::protobuf_struct::from_json(value.as_object().unwrap())).unwrap();
    for literal in [to_literal(&value).unwrap(), generic] {
        let file: FlyteFile = read(&literal).unwrap();
        assert_eq!(file.path().unwrap(), path);
        assert_eq!(file.metadata()["s"], "t");
    }
    fs::remove_file(path).unwrap();
}

#[test]
fn values_that_are_no_files_say_why() {
    let blob = |uri: &str, kind| Literal::blob(uri, "", kind).encode_to_vec();
    let directory = blob("s3://b/d", BlobDimensionality::Multipart);
    assert_eq!(read::<FlyteFile>(&directory).unwrap_err(), "expected a file, found a directory");
    let file = blob("s3://b/d", BlobDimensionality::Single);
    assert_eq!(read::<FlyteDirectory>(&file).unwrap_err(), "expected a directory, found a file");
    let missing = blob("/does/not/exist", BlobDimensionality::Single);
    assert_eq!(
        read::<FlyteFile>(&missing).unwrap_err(),
        "expected a file, but `/does/not/exist` does not exist"
    );
    let folder = blob("file:///", BlobDimensionality::Single);
    assert_eq!(read::<FlyteFile>(&folder).unwrap_err(), "expected a file, but `file:///` is none");
    let nowhere = blob("", BlobDimensionality::Single);
    let text = "expected a file, found one that does not say where it lies";
    assert_eq!(read::<FlyteFile>(&nowhere).unwrap_err(), text);
    for (value, found) in [
        (json!({ "uri": "x" }), "expected a file, found a struct without `path`"),
        (json!("s3://b/k"), "expected a file, found a string"),
        (json!({ "path": null }), "at `path`: expected a string, found none"),
    ] {
        assert_eq!(read::<FlyteFile>(&to_literal(&value).unwrap()).unwrap_err(), found);
    }
    assert_eq!(
        read::<FlyteFile>(&to_literal(&1i64).unwrap()).unwrap_err(),
        "expected a file, found an integer"
    );
}

#[test]
fn hostile_names_stay_below_the_working_directory() {
    for (uri, name) in [
        ("s3://b/..", ".."),
        ("s3://b/a/", "a"),
        ("https://h/a.csv?sig=/etc/passwd#x", "a.csv"),
        ("s3://b/a\0b", ""),
    ] {
        assert_eq!(crate::types::blob::file_name(uri), name);
    }
    assert_eq!(crate::types::blob::file_name(&format!("s3://b/{}", "n".repeat(256))), "");
    // Such names are replaced before they are used.
    let place = crate::storage::RawOutputs::new("").file("..");
    assert!(!place.contains(".."), "{place}");
}

#[test]
fn hostile_bytes_are_values_or_errors() {
    let file = FlyteFile::<Csv>::new("s3://b/k").with_metadata("a", "b");
    let packed = to_literal(&json!({ "path": "s3://b/k", "metadata": { "a": "b" } })).unwrap();
    for whole in [to_literal(&file).unwrap(), to_literal(&Some(file)).unwrap(), packed] {
        for at in 0..whole.len() {
            for byte in 0..=u8::MAX {
                let mut bytes = whole.clone();
                bytes[at] = byte;
                let _ = read::<FlyteFile<Csv>>(&bytes);
                let _ = read::<Option<FlyteDirectory>>(&bytes);
                let _ = FlyteFile::<Csv>::TYPE.json_from_literal(&bytes, &Storage::new());
            }
            let _ = read::<FlyteFile<Csv>>(&whole[..at]);
        }
    }
}

#[test]
fn people_write_paths_and_uris() {
    let ty = FlyteFile::<Csv>::TYPE;
    let uri = |literal: Vec<u8>| ty.json_from_literal(&literal, &Storage::new()).unwrap();
    assert_eq!(uri(ty.literal_from_text("s3://b/a b#c").unwrap()), json!("s3://b/a b#c"));
    let here = std::env::current_dir().unwrap().join("data.csv");
    assert_eq!(uri(ty.literal_from_text("./data.csv").unwrap()), json!(here));
    assert_eq!(uri(ty.literal_from_json(&json!({ "path": "gs://b/k" })).unwrap()), json!("gs://b/k"));
    for (value, text) in [
        (json!(1), "expected a path or a URI for FlyteFile[csv], found `1`"),
        (json!(""), "expected a path or a URI for FlyteFile[csv], found an empty text"),
        (json!({}), "expected a path or a URI for FlyteFile[csv], found an object without `path`"),
        (
            json!({ "path": "x", "uri": 1 }),
            "expected a path or a URI for FlyteFile[csv], found an object with `uri`; it takes `path` and `metadata`",
        ),
    ] {
        assert_eq!(ty.literal_from_json(&value).unwrap_err().to_string(), text);
    }
    assert_eq!(TypeDescriptor::List(ty).to_string(), "list[FlyteFile[csv]]");
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Bundle {
    f: FlyteFile,
    d: FlyteDirectory,
    fs: Vec<FlyteFile<Csv>>,
    #[flyte(default)]
    m: Option<FlyteFile>,
}

#[test]
fn structs_hold_files_as_dataclasses_do() {
    let bundle = Bundle {
        f: FlyteFile::new("s3://b/k").with_metadata("a", "b"),
        d: FlyteDirectory::new("s3://b/d"),
        fs: vec![FlyteFile::new("s3://b/l")],
        m: None,
    };
    let bytes = "0a541a520a4784a16682a470617468a873333a2f2f622f6ba86d6574616461746181a161a162a16481a470617468a8\
                 73333a2f2f622f64a266739181a470617468a873333a2f2f622f6ca16dc012076d73677061636b";
    assert_eq!(hex::from(&to_literal(&bundle).unwrap()), bytes);
    assert_eq!(read::<Bundle>(&hex::to(bytes)).unwrap(), bundle);
}

#[test]
fn files_in_structs_are_stored_and_those_that_are_missing_named() {
    let run = TestRun::new("structs");
    let path = run.folder.join("a");
    fs::write(&path, "x").unwrap();
    let mut bundle = Bundle {
        f: FlyteFile::new(path.clone()),
        d: FlyteDirectory::new("s3://b/d"),
        fs: vec![FlyteFile::new(path)],
        m: None,
    };
    with_current(&run.context, || {
        let returned: Bundle = read(&to_literal(&bundle).unwrap()).unwrap();
        assert_eq!(returned.f.read().unwrap(), b"x");
        // Two values that were made apart are stored apart.
        assert_ne!(returned.f.uri().unwrap(), returned.fs[0].uri().unwrap());
        assert_eq!(run.stored().len(), 2);
        bundle.m = Some(FlyteFile::new(run.folder.join("missing")));
        let error = to_literal(&vec![bundle]).unwrap_err().to_string();
        assert!(error.starts_with("at `[0].m`: cannot store `"), "{error}");
    });
}
