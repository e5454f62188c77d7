//! Tests of directories: bytes, listing, and that no path leads out of them.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use crate::context::{ExecutionContext, with_current};
use crate::storage::{Storage, StorageErrorKind};
use crate::types::formats::{AnyFormat, FileFormat};
use crate::types::{DirectoryEntry, FlyteDirectory, FlyteType, from_literal, hex, to_literal};

enum Parts {}
impl FileFormat for Parts {
    const NAME: &'static str = "parts";
}

/// A directory of the test's own, with two files in it.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("flyte-task-directories-{name}-{}", std::process::id()));
    fs::create_dir_all(folder.join("d/sub/deep")).unwrap();
    fs::write(folder.join("d/a.txt"), "a").unwrap();
    fs::write(folder.join("d/sub/deep/b.txt"), "b").unwrap();
    folder
}

// The text is `TypeEngine.to_literal(..).to_flyte_idl().SerializeToString().hex()` of flytekit 1.16.31.
#[test]
fn directories_have_flytekits_bytes() {
    let directory = FlyteDirectory::<Parts>::new("s3://b/d");
    let bytes = "0a1912170a0b0a090a05706172747310011a0873333a2f2f622f64";
    assert_eq!(hex::from(&to_literal(&directory).unwrap()), bytes);
    let read: FlyteDirectory<Parts> = from_literal(&hex::to(bytes), &Storage::new()).unwrap();
    assert_eq!(read, directory);
    assert_eq!(FlyteDirectory::<Parts>::TYPE.to_string(), "FlyteDirectory[parts]");
}

#[test]
fn what_lies_below_is_listed_and_crawled() {
    let folder = folder("list");
    let directory = FlyteDirectory::<AnyFormat>::new(folder.join("d"));
    let entries = directory.list().unwrap();
    let [DirectoryEntry::File(file), DirectoryEntry::Directory(sub)] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(file.read_to_string().unwrap(), "a");
    assert_eq!(sub.file("deep/b.txt").unwrap().read().unwrap(), b"b");
    let crawled: Vec<String> = directory.crawl().unwrap().map(|found| found.unwrap().0).collect();
    assert_eq!(crawled, ["a.txt", "sub/deep/b.txt"]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_run_stores_a_directory_once_and_whole() {
    let folder = folder("store");
    let raw = folder.join("raw");
    let context = ExecutionContext::local().with_raw_output_prefix(raw.to_str().unwrap());
    with_current(&context, || {
        let directory = FlyteDirectory::<AnyFormat>::new(folder.join("d"));
        let literal = to_literal(&vec![directory.clone(), directory]).unwrap();
        let [first, second] = from_literal::<Vec<FlyteDirectory>>(&literal, context.storage()).unwrap()[..]
            .to_vec()
            .try_into()
            .unwrap();
        assert_eq!(first, second);
        assert_eq!(fs::read_dir(&raw).unwrap().count(), 1);
        assert_eq!(fs::read(first.path().unwrap().join("sub/deep/b.txt")).unwrap(), b"b");
        to_literal(&first).unwrap();
        assert_eq!(fs::read_dir(&raw).unwrap().count(), 1);
    });
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_new_remote_directory_takes_files() {
    let folder = folder("new");
    let context = ExecutionContext::local().with_raw_output_prefix(folder.join("raw").to_str().unwrap());
    with_current(&context, || {
        let directory = FlyteDirectory::<AnyFormat>::new_remote_dir().unwrap();
        let empty: FlyteDirectory =
            from_literal(&to_literal(&directory).unwrap(), context.storage()).unwrap();
        assert_eq!(empty.list().unwrap(), []);
        let mut file = directory.directory("x").unwrap().new_file("y.txt").unwrap();
        write!(file, "z").unwrap();
        file.finish().unwrap();
        let (path, file) = empty.crawl().unwrap().next().unwrap().unwrap();
        assert_eq!((path.as_str(), file.read_to_string().unwrap().as_str()), ("x/y.txt", "z"));
    });
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_path_leads_out() {
    for directory in [FlyteDirectory::<AnyFormat>::new("some/d"), FlyteDirectory::new("s3://b/d")] {
        for path in ["..", "a/../../b", "/etc/passwd", "", "a//b", ".", "a/", "a\0b"] {
            let error = directory.file(path).unwrap_err();
            assert_eq!(error.kind(), StorageErrorKind::Invalid);
            assert!(error.to_string().contains("is no path below it"), "{error}");
            assert!(directory.new_file(path).is_err());
            assert!(directory.directory(path).is_err());
        }
        assert!(directory.file("a..b/.c").is_ok());
    }
}
