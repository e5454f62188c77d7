//! Datasets as outputs.

use std::fs;
use std::sync::Arc;

use arrow_array::RecordBatch;

use super::{Folder, batch, floats, integers, names, texts};
use crate::FlyteType;
use crate::storage::Storage;
use crate::types::{AnyColumns, Columns, DatasetType, StructuredDataset, from_literal, to_literal};

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Row {
    n: i64,
    name: String,
}

fn rows() -> RecordBatch {
    batch([
        ("name", texts(vec!["a", "b", "c"])),
        ("more", floats(vec![0.5, f64::NAN, -0.0])),
        ("n", integers([1, -2, i64::MAX])),
    ])
}

fn read<T: FlyteType>(literal: &[u8]) -> T {
    from_literal(literal, &Storage::new()).unwrap()
}

#[test]
fn rows_are_stored_once_as_one_parquet_file_and_read_back() {
    let folder = Folder::new();
    let literal = folder.run(|| {
        let dataset = StructuredDataset::<Row>::from(rows());
        assert_eq!(dataset.uri(), None);
        let literal = to_literal(&dataset).unwrap();
        // The place is known from then on, and holds for every copy on the wire.
        assert!(dataset.uri().unwrap().starts_with(&folder.uri("raw")));
        assert_eq!(to_literal(&dataset).unwrap(), literal);
        literal
    });
    assert_eq!(folder.stored(), ["00000"]);
    let any: StructuredDataset = read(&literal);
    assert_eq!(any.format(), "parquet");
    // Only the declared columns are known to the reader, and in the declared order.
    assert_eq!(names(&any.read().unwrap()), ["n", "name"]);
    let whole: RecordBatch = {
        let uri = any.uri().unwrap();
        StructuredDataset::<AnyColumns>::from_uri(uri).read().unwrap()
    };
    assert_eq!(whole.columns(), rows().columns());
}

#[test]
fn a_plain_batch_is_stored_once_too() {
    let folder = Folder::new();
    let literal = folder.run(|| to_literal(&rows()).unwrap());
    assert_eq!(folder.stored(), ["00000"]);
    let back: RecordBatch = read(&literal);
    assert_eq!(back.columns(), rows().columns());
}

#[test]
fn several_plain_batches_keep_their_places() {
    let folder = Folder::new();
    let lists = vec![batch([("n", integers([1]))]), batch([("n", integers([2, 3]))])];
    let literal = folder.run(|| to_literal(&Some(lists.clone())).unwrap());
    let back: Option<Vec<RecordBatch>> = read(&literal);
    assert_eq!(back.unwrap(), lists);
    assert_eq!(fs::read_dir(folder.path().join("raw")).unwrap().count(), 2);
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Held {
    before: StructuredDataset,
    batch: RecordBatch,
    after: Option<StructuredDataset<Row>>,
}

#[test]
fn datasets_inside_structs_are_stored_once_each() {
    let folder = Folder::new();
    let literal = folder.run(|| {
        let held = Held { before: rows().into(), batch: rows(), after: Some(rows().into()) };
        // The batch behind it comes first in the second walk if the struct left one of its own behind.
        to_literal(&vec![held]).unwrap()
    });
    assert_eq!(fs::read_dir(folder.path().join("raw")).unwrap().count(), 3);
    let held: Vec<Held> = read(&literal);
    let held = held.into_iter().next().unwrap();
    assert_eq!(held.batch.columns(), rows().columns());
    assert_eq!(held.before.read().unwrap().num_rows(), 3);
    assert_eq!(names(&held.after.unwrap().read().unwrap()), ["n", "name"]);
}

#[test]
fn a_streamed_dataset_becomes_files_that_are_read_in_order() {
    let folder = Folder::new();
    let literal = folder.run(|| {
        let first = batch([("n", integers(0..5000))]);
        let mut writer =
            StructuredDataset::<AnyColumns>::writer(first.schema()).unwrap().with_part_size(20_000);
        for start in (0..50_000).step_by(5000) {
            writer.write(&batch([("n", integers(start..start + 5000))])).unwrap();
        }
        let dataset = writer.finish().unwrap();
        // Before it is an output it can be read already.
        assert_eq!(dataset.read().unwrap().num_rows(), 50_000);
        to_literal(&dataset).unwrap()
    });
    let stored = folder.stored();
    assert!(stored.len() > 2 && stored.first().unwrap() == "00000", "{stored:?}");
    let back: StructuredDataset = read(&literal);
    let mut next = 0;
    for part in back.batches().unwrap() {
        let part = part.unwrap();
        let len = i64::try_from(part.num_rows()).unwrap();
        assert_eq!(part.column(0), &integers(next..next + len));
        next += len;
    }
    assert_eq!(next, 50_000);
}

#[test]
fn a_dataset_without_rows_keeps_its_columns() {
    let folder = Folder::new();
    let literal = folder.run(|| {
        let schema = rows().schema();
        to_literal(&StructuredDataset::<Row>::from_batches(schema, []).unwrap()).unwrap()
    });
    let back: StructuredDataset<Row> = read(&literal);
    let back = back.read().unwrap();
    assert_eq!((back.num_rows(), names(&back)), (0, vec!["n".to_owned(), "name".to_owned()]));
}

#[test]
fn rows_that_are_not_what_is_declared_are_refused() {
    let folder = Folder::new();
    let refused = |batch: RecordBatch| {
        folder.run(|| to_literal(&StructuredDataset::<Row>::from(batch)).unwrap_err().to_string())
    };
    assert_eq!(
        refused(batch([("n", integers([1])), ("other", integers([1]))])),
        "the dataset has no column `name`, which its type declares; it has `n`, `other`"
    );
    assert_eq!(
        refused(batch([("n", floats(vec![1.0])), ("name", texts(vec!["a"]))])),
        "the column `n` is declared to be an integer, and is a float (Arrow's Float64)"
    );
    // Nothing is left of what was refused.
    assert!(!folder.path().join("raw").exists());
    let schema = rows().schema();
    let misfit = StructuredDataset::<AnyColumns>::from_batches(schema, [batch([("n", integers([1]))])]);
    assert!(misfit.unwrap_err().to_string().starts_with("the batch 0 has other columns than the dataset: "));
    let mut writer = StructuredDataset::<AnyColumns>::writer(rows().schema()).unwrap();
    let misfit = writer.write(&batch([("n", integers([1]))])).unwrap_err();
    assert!(misfit.to_string().starts_with("a batch has other columns"), "{misfit}");
}

struct Csv;

impl Columns for Csv {
    const DATASET: &'static DatasetType = &DatasetType::ANY.in_format("csv");
}

#[test]
fn rows_are_not_written_in_other_formats() {
    let folder = Folder::new();
    let refused = folder.run(|| to_literal(&StructuredDataset::<Csv>::from(rows())).unwrap_err());
    assert!(refused.to_string().contains("the type declares the format `csv`"), "{refused}");
}

#[test]
fn rows_have_no_place_outside_of_a_run() {
    let refused = to_literal(&StructuredDataset::<AnyColumns>::from(rows())).unwrap_err();
    assert!(refused.to_string().contains("can be an output of a run only"), "{refused}");
}

#[test]
fn files_of_this_machine_are_stored_as_they_are() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("table")).unwrap();
    fs::write(folder.path().join("table/.csv"), "n\n1\n").unwrap();
    let literal = folder.run(|| {
        let dataset = StructuredDataset::<Csv>::from_uri(format!("file://{}", folder.uri("table")));
        to_literal(&dataset).unwrap()
    });
    assert_eq!(folder.stored(), [".csv"]);
    let back: StructuredDataset = read(&literal);
    assert_eq!(back.format(), "csv");
    let error = back.read().unwrap_err().to_string();
    assert!(error.contains("is kept as `csv`, and only parquet is read here"), "{error}");
    let absent = StructuredDataset::<AnyColumns>::from_uri(folder.uri("absent"));
    let error = folder.run(|| to_literal(&absent).unwrap_err().to_string());
    assert!(error.starts_with("cannot store the dataset: ") && error.contains("absent"), "{error}");
}

#[test]
fn a_clone_shares_rows_not_copies() {
    let dataset = StructuredDataset::<Row>::from(rows());
    let copy = dataset.clone();
    assert!(Arc::ptr_eq(
        dataset.batches().unwrap().next().unwrap().unwrap().column(0),
        copy.batches().unwrap().next().unwrap().unwrap().column(0),
    ));
}
