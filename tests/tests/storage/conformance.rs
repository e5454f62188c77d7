//! The list that every kind of place passes, local or not.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

use flyte_task::storage::{StorageErrorKind, join};
use flyte_task_tests::place::files_below;
use tempfile::TempDir;

use crate::{MIB, bytes, everywhere};

/// Names that mean something to shells, URLs, XML or S3 clients, and nothing here.
const ODD_NAMES: [&str; 12] = [
    "with space",
    " spaces around ",
    "percent%20and%2Fsuch",
    "question?mark=1&more",
    "hash#tag",
    "plus+sign",
    "größe-数据-🦀",
    "quote'\"double",
    "<xml>&amp;",
    "semi;colon:at@comma,",
    "tilde~[brackets]{braces}|",
    "back\\slash^caret`",
];

#[test]
fn objects_of_all_sizes_make_every_way_there_and_back() {
    everywhere("sizes", |storage, base| {
        let folder = TempDir::new().unwrap();
        for size in [0, 1, 5 * MIB + 1, 64 * MIB] {
            let content = bytes(size);
            let uri = join(base, &format!("deep/{size}"));
            storage.write(&uri, &[&content[..size / 3], &[], &content[size / 3..]]).unwrap();
            assert!(storage.read(&uri).unwrap() == content, "{size} written and read");
            let mut read = Vec::new();
            storage.open(&uri).unwrap().read_to_end(&mut read).unwrap();
            assert!(read == content, "{size} opened");
            let here = folder.path().join(format!("new/{size}"));
            storage.download(&uri, &here).unwrap();
            assert!(fs::read(&here).unwrap() == content, "{size} downloaded");
            let again = join(base, &format!("again/{size}"));
            storage.upload(&here, &again).unwrap();
            assert!(storage.read(&again).unwrap() == content, "{size} uploaded");
            // The second time over what is there.
            storage.write(&uri, &[b"other"]).unwrap();
            assert_eq!(storage.read(&uri).unwrap(), b"other");
            storage.download(&uri, &here).unwrap();
            assert_eq!(fs::read(&here).unwrap(), b"other");
        }
        assert_eq!(files_below(&folder.path().join("new")).unwrap().len(), 4, "no temporary file is left");
    });
}

#[test]
fn odd_names_survive_and_listings_lead_back_to_them() {
    everywhere("odd", |storage, base| {
        for name in ODD_NAMES {
            let uri = join(base, &format!("{name}/{name}.txt"));
            storage.write(&uri, &[name.as_bytes()]).unwrap();
            assert_eq!(storage.read(&uri).unwrap(), name.as_bytes(), "{name}");
            assert!(storage.exists(&uri).unwrap(), "{name}");
        }
        let found: Vec<_> = storage.walk(base).unwrap().map(Result::unwrap).collect();
        assert_eq!(found.len(), ODD_NAMES.len());
        for entry in found {
            let content = String::from_utf8(storage.read(&entry.uri).unwrap()).unwrap();
            assert!(entry.uri.ends_with(&format!("/{content}/{content}.txt")), "{}", entry.uri);
            assert_eq!(entry.size, Some(content.len() as u64));
        }
        let here = TempDir::new().unwrap();
        storage.download_dir(base, here.path()).unwrap();
        let there = join(base, "copy of all/");
        storage.upload_dir(here.path(), &there).unwrap();
        assert_eq!(storage.walk(&there).unwrap().count(), ODD_NAMES.len());
        let name = ODD_NAMES[6];
        let uri = format!("{there}{name}/{name}.txt");
        storage.delete(&uri).unwrap();
        assert!(!storage.exists(&uri).unwrap());
        storage.delete(&uri).unwrap();
    });
}

#[test]
fn folders_keep_their_files_and_are_listed_by_level() {
    everywhere("folders", |storage, base| {
        let here = TempDir::new().unwrap();
        let sizes =
            [("a.txt", 3), ("b/one.bin", 5 * MIB + 1), ("b/c/deep", 0), ("b.txt", 17), ("big", 26 * MIB)];
        let files: BTreeMap<_, _> =
            sizes.into_iter().map(|(name, size)| (name.to_owned(), bytes(size))).collect();
        for (name, content) in &files {
            let path = here.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        for base in [base.to_owned(), format!("{base}/more/")] {
            storage.upload_dir(here.path(), &base).unwrap();
            let back = TempDir::new().unwrap();
            let target = back.path().join("new/folder");
            storage.download_dir(&join(&base, ""), &target).unwrap();
            let mut found = files_below(&target).unwrap();
            found.retain(|name, _| !name.starts_with("more/"));
            assert!(found == files, "{:?}", found.keys());
        }
        let more = format!("{base}/more");
        let listed: Vec<_> = storage.list(&more).unwrap();
        let listed: Vec<_> = listed.iter().map(|entry| (entry.name(), entry.size)).collect();
        let big = 26 * MIB as u64;
        assert_eq!(listed, [("a.txt", Some(3)), ("b", None), ("b.txt", Some(17)), ("big", Some(big))]);
        let inner = storage.list(&join(&more, "b/")).unwrap();
        assert!(inner[0].is_folder() && inner[0].uri == join(&more, "b/c"), "{inner:?}");
        assert_eq!(storage.list(&join(&more, "absent")).unwrap(), []);
        assert_eq!(storage.walk(&join(&more, "absent")).unwrap().count(), 0);
        // Without the slash s3s-fs fails at a folder, where S3 knows of no object.
        assert!(storage.exists(&format!("{more}/")).unwrap());
        assert!(!storage.exists(&join(base, "mor")).unwrap(), "half a name is no folder");
        assert!(!storage.exists(&join(base, "mor/")).unwrap(), "half a name is no folder");
    });
}

#[test]
fn what_is_absent_is_said_to_be() {
    everywhere("absent", |storage, base| {
        let here = TempDir::new().unwrap();
        let uri = join(base, "nothing");
        let target = here.path().join("file");
        for (verb, error) in [
            ("read", storage.read(&uri).unwrap_err()),
            ("fetch", storage.download(&uri, &target).unwrap_err()),
            ("fetch", storage.download_dir(&uri, here.path().join("folder")).unwrap_err()),
        ] {
            assert_eq!(error.kind(), StorageErrorKind::NotFound, "{error}");
            assert!(!error.is_retryable());
            let path = uri.strip_prefix("file://").unwrap_or(&uri);
            assert!(error.to_string().starts_with(&format!("cannot {verb} `")), "{error}");
            assert!(error.to_string().contains(path), "{error}");
        }
        assert!(storage.open(&uri).is_err());
        assert!(!storage.exists(&uri).unwrap());
        assert!(!target.exists());
        let error = storage.upload(here.path().join("gone"), &uri).unwrap_err();
        assert_eq!(error.kind(), StorageErrorKind::NotFound);
        assert!(error.to_string().contains("gone"), "{error}");
        let error = storage.upload(here.path(), &uri).unwrap_err();
        assert!(error.to_string().contains("directory"), "{error}");
        assert!(!storage.exists(&uri).unwrap());
    });
}
