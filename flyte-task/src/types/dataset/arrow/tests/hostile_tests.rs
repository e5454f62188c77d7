//! Bytes that nobody should have sent.

use std::fs;

use super::{Folder, batch, integers, texts};
use crate::storage::Storage;
use crate::types::{AnyColumns, FlyteSchema, FlyteType, StructuredDataset, from_literal, to_literal};

#[test]
fn literals_are_values_or_errors() {
    // No store answers to it, so that nothing is waited for where the bytes say to look there.
    let dataset = StructuredDataset::<AnyColumns>::from_uri("hdfs://a/b").with_format("csv");
    let whole = to_literal(&Some(dataset)).unwrap();
    let survive = |bytes: &[u8]| {
        let _ = from_literal::<StructuredDataset>(bytes, &Storage::new());
        let _ = from_literal::<Option<FlyteSchema>>(bytes, &Storage::new());
        let _ = <StructuredDataset as FlyteType>::TYPE.json_from_literal(bytes, &Storage::new());
    };
    for end in 0..whole.len() {
        survive(&whole[..end]);
        for byte in 0..=u8::MAX {
            let mut bytes = whole.clone();
            bytes[end] = byte;
            survive(&bytes);
        }
    }
}

#[test]
fn files_that_are_cut_or_are_no_parquet_are_errors_that_name_them() {
    let folder = Folder::new();
    let rows = batch([("n", integers(0..100)), ("name", texts(vec!["x"; 100]))]);
    let uri = folder.run(|| {
        let dataset = StructuredDataset::<AnyColumns>::from(rows);
        to_literal(&dataset).unwrap();
        dataset.uri().unwrap().to_owned()
    });
    let file = format!("{uri}/00000");
    let whole = fs::read(&file).unwrap();
    for end in (0..whole.len()).step_by(13) {
        fs::write(&file, &whole[..end]).unwrap();
        let error = StructuredDataset::<AnyColumns>::from_uri(&uri).read().unwrap_err().to_string();
        assert!(error.starts_with(&format!("cannot read the dataset at `{file}`: ")), "{error}");
    }
    fs::write(&file, "n,name\n1,x\n").unwrap();
    let error = StructuredDataset::<AnyColumns>::from_uri(&uri).read().unwrap_err().to_string();
    assert!(error.contains(&file), "{error}");
}
