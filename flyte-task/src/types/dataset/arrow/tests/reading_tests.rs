//! Datasets as inputs.

use std::fs;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};

use super::{Folder, batch, floats, integers, names, texts};
use crate::FlyteType;
use crate::types::{AnyColumns, Columns, StructuredDataset, to_literal};

/// Puts files of these batches into a folder.
fn files(folder: &Folder, parts: &[(&str, RecordBatch)]) -> String {
    for (name, batch) in parts {
        let stored = folder.run(|| {
            let dataset = StructuredDataset::<AnyColumns>::from(batch.clone());
            to_literal(&dataset).unwrap();
            dataset.uri().unwrap().to_owned()
        });
        let target = folder.path().join("table").join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::rename(format!("{stored}/00000"), target).unwrap();
    }
    folder.uri("table")
}

fn open<C: Columns>(uri: &str) -> StructuredDataset<C> {
    StructuredDataset::from_uri(uri)
}

#[test]
fn files_come_by_name_and_columns_by_name() {
    let folder = Folder::new();
    let uri = files(
        &folder,
        &[
            ("b/00001.parquet", batch([("name", texts(vec!["c"])), ("n", integers([3]))])),
            ("a.parquet", batch([("n", integers([1, 2])), ("name", texts(vec!["a", "b"]))])),
        ],
    );
    for junk in ["_SUCCESS", ".part.crc", "_temporary/0/x"] {
        let file = folder.path().join("table").join(junk);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "junk").unwrap();
    }
    let whole = open::<AnyColumns>(&uri).read().unwrap();
    let expected = batch([("n", integers([1, 2, 3])), ("name", texts(vec!["a", "b", "c"]))]);
    assert_eq!((names(&whole), whole.columns()), (names(&expected), expected.columns()));
    let one = open::<AnyColumns>(&format!("file://{uri}/a.parquet")).read().unwrap();
    assert_eq!(one.num_rows(), 2);
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Inner {
    z: f64,
    x: i64,
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Row {
    name: String,
    inner: Inner,
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Dotted {
    #[flyte(rename = "inner.x")]
    whole: String,
}

/// A batch whose column `inner` is a struct of `x`, `y` and `z`.
fn nested<const N: usize>(more: [(&str, ArrayRef); N]) -> RecordBatch {
    let inner = batch([("x", integers([7])), ("y", texts(vec!["-"])), ("z", floats(vec![0.5]))]);
    let inner: ArrayRef = Arc::new(StructArray::from(inner));
    RecordBatch::try_from_iter([("inner", inner)].into_iter().chain(more)).unwrap()
}

#[test]
fn columns_inside_structs_are_chosen_by_dotted_names() {
    let folder = Folder::new();
    let rows = nested([("name", texts(vec!["a"]))]);
    let uri = files(&folder, &[("0", rows.clone())]);
    // Rows that never left are chosen as those of a file.
    for dataset in [open::<Row>(&uri), rows.into()] {
        let read = dataset.read().unwrap();
        assert_eq!(names(&read), ["name", "inner"]);
        let inner = RecordBatch::from(read.column(1).as_any().downcast_ref::<StructArray>().unwrap());
        assert_eq!(names(&inner), ["x", "z"]);
        assert_eq!(inner.column(1), &floats(vec![0.5]));
    }
}

#[test]
fn a_column_of_that_very_name_counts_before_one_inside_a_struct() {
    let folder = Folder::new();
    let dotted = texts(vec!["a column of that very name"]);
    let rows = nested([("inner.x", dotted.clone()), ("name", texts(vec!["a"]))]);
    let uri = files(&folder, &[("0", rows.clone())]);
    for dataset in [open::<Row>(&uri), rows.clone().into()] {
        assert_eq!(names(&dataset.read().unwrap()), ["name", "inner", "inner.x"]);
    }
    for dataset in [open::<Dotted>(&uri), rows.into()] {
        let read = dataset.read().unwrap();
        assert_eq!((names(&read), read.columns()), (vec!["inner.x".to_owned()], [dotted.clone()].as_slice()));
    }
}

#[test]
fn a_column_that_is_missing_is_named_with_its_file() {
    let folder = Folder::new();
    let uri = files(
        &folder,
        &[
            ("0", batch([("name", texts(vec!["a"])), ("n", integers([1]))])),
            ("1", batch([("n", integers([1]))])),
        ],
    );
    let error = open::<Row>(&uri).batches().unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the dataset's file `{uri}/0` has no column `inner.z`; it has `name`, `n`")
    );
    let error = StructuredDataset::<Row>::from(batch([("name", texts(vec!["a"]))])).read().unwrap_err();
    assert_eq!(error.to_string(), "the dataset has no column `inner.z`; it has `name`");
    let error = StructuredDataset::<Row>::from(nested([])).read().unwrap_err();
    assert_eq!(error.to_string(), "the dataset has no column `name`; it has `inner`");
    let mut batches = open::<AnyColumns>(&uri).batches().unwrap();
    assert!(batches.next().unwrap().is_ok());
    let error = batches.next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), format!("the dataset's file `{uri}/1` has no column `name`; it has `n`"));
    assert!(batches.next().is_none(), "nothing follows an error");
}

#[test]
fn files_of_other_types_do_not_make_one_table() {
    let folder = Folder::new();
    let parts = [("0", batch([("n", integers([1]))])), ("1", batch([("n", floats(vec![1.0]))]))];
    let error = open::<AnyColumns>(&files(&folder, &parts)).read().unwrap_err();
    assert!(error.to_string().starts_with("the rows do not make one table: "), "{error}");
}

#[test]
fn places_without_a_table_are_named() {
    let folder = Folder::new();
    let absent = folder.uri("absent");
    let error = open::<AnyColumns>(&absent).batches().unwrap_err().to_string();
    assert_eq!(error, format!("cannot read the dataset at `{absent}`: no file lies there"));
    let uri = files(&folder, &[("year=2024/0", batch([("n", integers([1]))]))]);
    let error = open::<AnyColumns>(&uri).batches().unwrap_err().to_string();
    assert!(error.contains("folders such as `year=2024` hold a column in their name"), "{error}");
    let error = open::<AnyColumns>("ftp://host/a").batches().unwrap_err().to_string();
    assert!(error.contains("`ftp://` is not known"), "{error}");
}

#[test]
fn batches_are_small_and_scratch_files_go() {
    let folder = Folder::new();
    let uri = files(&folder, &[("0", batch([("n", integers(0..20_000))]))]);
    let sizes: Vec<_> =
        open::<AnyColumns>(&uri).batches().unwrap().map(|batch| batch.unwrap().num_rows()).collect();
    assert_eq!(sizes, [8192, 8192, 20_000 - 2 * 8192]);
    let scratch = super::super::scratch::Scratch::new().unwrap();
    let path = scratch.path().to_owned();
    fs::write(path.join("x"), "x").unwrap();
    drop(scratch);
    assert!(!path.exists());
}
