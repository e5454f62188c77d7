//! The rows of a dataset, some at a time.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::DatasetError;
use super::parts::{Part, parts};
use super::projection::{Projection, names};
use super::scratch::Scratch;
use super::selection::select;
use crate::storage::{Storage, shown};

/// How many rows a batch has at most.
const ROWS: usize = 8192;

/// The rows of a dataset as record batches, read as they are asked for: of one file at a time, in the order of the
/// files' names, and only the columns that were asked for.
///
/// A file in a store is fetched, to a temporary file, when its first row is asked for. After an error there is no
/// more.
pub struct Batches {
    rest: Rest,
    schema: SchemaRef,
}

enum Rest {
    Memory(std::vec::IntoIter<RecordBatch>),
    Files(Files),
}

struct Files {
    storage: Storage,
    rest: VecDeque<String>,
    columns: Vec<String>,
    open: Option<Open>,
}

struct Open {
    uri: String,
    reader: ParquetRecordBatchReader,
    /// Where in the reader's batches the columns stand that were asked for.
    order: Vec<usize>,
    _scratch: Option<Scratch>,
}

impl Batches {
    /// Batches that are here already, of these columns or, if none are named, of all.
    ///
    /// # Errors
    /// When there are no such columns.
    pub(super) fn of_memory(
        schema: &SchemaRef,
        batches: &[RecordBatch],
        columns: &[String],
    ) -> Result<Self, DatasetError> {
        let chosen = |batch: &RecordBatch| {
            if columns.is_empty() { Ok(batch.clone()) } else { select(batch, columns) }
        };
        let schema = chosen(&RecordBatch::new_empty(Arc::clone(schema)))?.schema();
        let batches: Vec<_> = batches.iter().map(chosen).collect::<Result<_, _>>()?;
        Ok(Self { rest: Rest::Memory(batches.into_iter()), schema })
    }

    /// The rows of the Parquet files at `uri`, of these columns or, if none are named, of all.
    ///
    /// # Errors
    /// When there are no files, or the first one is no Parquet file or has no such columns.
    pub(super) fn of_files(storage: Storage, uri: &str, columns: Vec<String>) -> Result<Self, DatasetError> {
        let mut files = Files { rest: parts(&storage, uri)?.into(), storage, columns, open: None };
        let schema = files.open_next()?.unwrap_or_else(|| Arc::new(Schema::empty()));
        Ok(Self { rest: Rest::Files(files), schema })
    }

    /// The columns that the batches have.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// All rows that are left, as one batch.
    ///
    /// # Errors
    /// When a file cannot be fetched or read, or has columns of other types than the first one.
    pub fn read(self) -> Result<RecordBatch, DatasetError> {
        let schema = self.schema();
        let batches = self.collect::<Result<Vec<_>, _>>()?;
        concat_batches(&schema, &batches)
            .map_err(|error| DatasetError::new(format!("the rows do not make one table: {error}")))
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.rest {
            Rest::Memory(batches) => batches.next().map(Ok),
            Rest::Files(files) => match files.next() {
                Ok(batch) => batch.map(Ok),
                Err(error) => {
                    files.rest.clear();
                    files.open = None;
                    Some(Err(error))
                }
            },
        }
    }
}

impl Files {
    fn next(&mut self) -> Result<Option<RecordBatch>, DatasetError> {
        loop {
            let Some(open) = &mut self.open else {
                if self.open_next()?.is_none() {
                    return Ok(None);
                }
                continue;
            };
            let failed = |error| DatasetError::at("read", &open.uri, error);
            match open.reader.next() {
                Some(batch) => {
                    return batch.and_then(|batch| batch.project(&open.order)).map(Some).map_err(failed);
                }
                None => self.open = None,
            }
        }
    }

    /// Opens the next file; returns its schema, or none if there are no more files.
    fn open_next(&mut self) -> Result<Option<SchemaRef>, DatasetError> {
        let Some(uri) = self.rest.pop_front() else { return Ok(None) };
        let Part { file, scratch } = Part::open(&self.storage, &uri)?;
        let failed = |error: parquet::errors::ParquetError| DatasetError::at("read", &uri, error);
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(failed)?;
        let there = names(builder.parquet_schema());
        if self.columns.is_empty() {
            // The other files have the same columns, but maybe in another order.
            self.columns.clone_from(&there);
        }
        let projection = Projection::of(builder.parquet_schema(), &self.columns).map_err(|name| {
            let there: Vec<_> = there.iter().map(|name| format!("`{name}`")).collect();
            DatasetError::new(format!(
                "the dataset's file `{}` has no column `{name}`; it has {}",
                shown(&uri),
                if there.is_empty() { "none".to_owned() } else { there.join(", ") }
            ))
        })?;
        let reader =
            builder.with_projection(projection.mask).with_batch_size(ROWS).build().map_err(failed)?;
        let read = reader.schema();
        let order: Vec<usize> = projection
            .order
            .iter()
            .filter_map(|name| read.fields().iter().position(|field| field.name() == name))
            .collect();
        let schema = read.project(&order).map_err(|error| DatasetError::at("read", &uri, error))?;
        self.open = Some(Open { uri, reader, order, _scratch: scratch });
        Ok(Some(Arc::new(schema)))
    }
}

impl fmt::Debug for Batches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches").field("schema", &self.schema).finish_non_exhaustive()
    }
}
