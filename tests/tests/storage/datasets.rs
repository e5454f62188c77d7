//! Datasets and arrays whose files lie in a store.

use std::sync::Arc;

use flyte_task::ExecutionContext;
use flyte_task::arrow_array::{ArrayRef, Int64Array, RecordBatch};
use flyte_task::context::with_current;
use flyte_task::ndarray::{Array1, ArrayD};
use flyte_task::storage::join;
use flyte_task::types::{AnyColumns, StructuredDataset, from_literal, to_literal};

use crate::everywhere;

fn numbers(start: i64) -> RecordBatch {
    let column: ArrayRef = Arc::new(Int64Array::from_iter_values(start..start + 10_000));
    RecordBatch::try_from_iter([("n", column)]).unwrap()
}

#[test]
fn datasets_of_several_files_are_stored_and_read() {
    everywhere("datasets", |storage, base| {
        let context = ExecutionContext::local().with_storage(storage.clone()).with_raw_output_prefix(base);
        let literal = with_current(&context, || {
            let writer = StructuredDataset::<AnyColumns>::writer(numbers(0).schema()).unwrap();
            let mut writer = writer.with_part_size(50_000);
            (0..5).for_each(|part| writer.write(&numbers(part * 10_000)).unwrap());
            to_literal(&writer.finish().unwrap()).unwrap()
        });
        let dataset: StructuredDataset = from_literal(&literal, storage).unwrap();
        let uri = dataset.uri().unwrap();
        assert!(uri.starts_with(base), "{uri}");
        let names: Vec<String> =
            storage.list(uri).unwrap().iter().map(|entry| entry.name().to_owned()).collect();
        assert!(names.len() > 1 && names.first().is_some_and(|name| name == "00000"), "{names:?}");
        // Elsewhere, and outside of the run that made it.
        let table = dataset.read().unwrap();
        assert_eq!(table.column(0).as_ref(), &Int64Array::from_iter_values(0..50_000));
        // One file is a dataset too.
        let one = with_current(&context, || {
            StructuredDataset::<AnyColumns>::from_uri(join(uri, "00000")).read().unwrap()
        });
        assert!(one.num_rows() >= 10_000 && one.num_rows() < 50_000);
        let absent = with_current(&context, || {
            StructuredDataset::<AnyColumns>::from_uri(join(base, "absent")).read().unwrap_err().to_string()
        });
        assert!(absent.ends_with("absent`: no file lies there"), "{absent}");
    });
}

#[test]
fn arrays_are_stored_and_read() {
    everywhere("arrays", |storage, base| {
        let context = ExecutionContext::local().with_storage(storage.clone()).with_raw_output_prefix(base);
        let values: Array1<f64> = (0u32..1_000_000).map(f64::from).collect();
        let literal = with_current(&context, || to_literal(&values).unwrap());
        let back: ArrayD<f64> = from_literal(&literal, storage).unwrap();
        assert!(back == values.into_dyn());
    });
}
