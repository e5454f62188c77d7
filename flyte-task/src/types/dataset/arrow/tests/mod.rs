//! Datasets through Arrow, on this machine; what pyarrow and pandas make of them is tested across the crates.

mod declared_tests;
mod hostile_tests;
#[cfg(feature = "polars")]
mod polars_tests;
mod reading_tests;
mod wire_tests;
mod writing_tests;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};

use crate::context::{ExecutionContext, with_current};
use crate::storage::RawOutputs;

/// A folder of a test's own.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let base = std::env::temp_dir().join("flyte-task-datasets");
        let folder = PathBuf::from(RawOutputs::new(base.to_str().unwrap()).folder());
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn uri(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// Runs code as part of a run whose raw outputs go below `raw`.
    fn run<T>(&self, code: impl FnOnce() -> T) -> T {
        with_current(&ExecutionContext::local().with_raw_output_prefix(self.uri("raw")), code)
    }

    /// The files of the one dataset below `raw`, by name.
    fn stored(&self) -> Vec<String> {
        let folders: Vec<_> = fs::read_dir(self.0.join("raw")).unwrap().collect();
        assert_eq!(folders.len(), 1, "stored once");
        let files = fs::read_dir(folders.into_iter().next().unwrap().unwrap().path()).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
    RecordBatch::try_from_iter(columns).unwrap()
}

fn integers(values: impl IntoIterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

fn floats(values: Vec<f64>) -> ArrayRef {
    Arc::new(Float64Array::from(values))
}

fn texts(values: Vec<&str>) -> ArrayRef {
    Arc::new(StringArray::from(values))
}

fn names(batch: &RecordBatch) -> Vec<String> {
    batch.schema().fields().iter().map(|field| field.name().clone()).collect()
}
