//! What every kind of dataset is inside: rows that are here, or a place where they lie.

use std::sync::{Arc, OnceLock};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use flyte_idl::core::StructuredDataset;
use flyte_idl::core::structured_dataset_type::DatasetColumn;

use super::batches::Batches;
use super::scratch::Scratch;
use super::writer::DatasetWriter;
use super::{AnyColumns, DatasetError, column_types};
use crate::context::{self, ExecutionContext};
use crate::storage::{Storage, local_path, shown};
use crate::types::DatasetType;
use crate::types::codec::{Reader, format_of, type_of};

/// The one format whose rows are read and written.
pub(super) const PARQUET: &str = "parquet";

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    source: Source,
    /// Where it lies since it was stored.
    stored: OnceLock<String>,
}

#[derive(Debug, Clone)]
enum Source {
    /// An input: where it lies and what it is, as the literal says.
    Literal(StructuredDataset, Storage),
    /// What the task says lies there.
    Place {
        uri: String,
        format: String,
    },
    Memory(SchemaRef, Vec<RecordBatch>),
    /// All files of a folder of this machine.
    Files(SchemaRef, Arc<Scratch>),
}

impl Table {
    pub(super) fn of_literal(reader: &mut Reader<'_>) -> Result<Self, crate::types::ConversionError> {
        let dataset = reader.dataset()?;
        Ok(Self::of(Source::Literal(dataset, reader.storage().clone())))
    }

    pub(super) fn of_place(uri: String) -> Self {
        Self::of(Source::Place { uri, format: String::new() })
    }

    pub(super) fn of_files(schema: SchemaRef, folder: Arc<Scratch>) -> Self {
        Self::of(Source::Files(schema, folder))
    }

    /// # Errors
    /// When a batch has other columns than the schema.
    pub(super) fn of_batches(schema: SchemaRef, batches: Vec<RecordBatch>) -> Result<Self, DatasetError> {
        for (index, batch) in batches.iter().enumerate() {
            if batch.schema_ref().fields() != schema.fields() {
                return Err(DatasetError::new(format!(
                    "the batch {index} has other columns than the dataset: {:?}, not {:?}",
                    batch.schema_ref().fields(),
                    schema.fields()
                )));
            }
        }
        Ok(Self::of(Source::Memory(schema, batches)))
    }

    pub(super) fn of_batch(batch: RecordBatch) -> Self {
        Self::of(Source::Memory(batch.schema(), vec![batch]))
    }

    fn of(source: Source) -> Self {
        Self { source, stored: OnceLock::new() }
    }

    /// The same, said to be in that format.
    pub(super) fn in_format(mut self, format: String) -> Self {
        if let Source::Place { format: said, .. } = &mut self.source {
            *said = format;
        }
        self
    }

    pub(super) fn uri(&self) -> Option<&str> {
        match &self.source {
            Source::Literal(dataset, _) => Some(&dataset.uri),
            Source::Place { uri, .. } => Some(uri),
            Source::Memory(..) | Source::Files(..) => self.stored.get().map(String::as_str),
        }
    }

    pub(super) fn format(&self) -> &str {
        match &self.source {
            Source::Literal(dataset, _) => format_of(dataset),
            Source::Place { format, .. } => format,
            Source::Memory(..) | Source::Files(..) => PARQUET,
        }
    }

    pub(super) fn columns(&self) -> Vec<DatasetColumn> {
        match &self.source {
            Source::Literal(dataset, _) => type_of(dataset).map(|ty| ty.columns.clone()).unwrap_or_default(),
            Source::Place { .. } => Vec::new(),
            Source::Memory(schema, _) | Source::Files(schema, _) => column_types::columns_of(schema),
        }
    }

    /// The rows: of the columns that are declared; if there are none, of those that the literal names; else of all.
    pub(super) fn batches(&self, declared: &DatasetType) -> Result<Batches, DatasetError> {
        let declared = names(declared)?;
        match &self.source {
            Source::Literal(..) if declared.is_empty() => {
                self.read(self.columns().into_iter().map(|column| column.name).collect())
            }
            _ => self.read(declared),
        }
    }

    /// The rows: of the columns that are declared; if there are none, of all.
    pub(super) fn declared_batches(&self, declared: &DatasetType) -> Result<Batches, DatasetError> {
        self.read(names(declared)?)
    }

    /// The rows of these columns; of all if there are none.
    fn read(&self, columns: Vec<String>) -> Result<Batches, DatasetError> {
        let (storage, uri) = match &self.source {
            Source::Memory(schema, batches) => return Batches::of_memory(schema, batches, &columns),
            Source::Files(_, folder) => (Storage::new(), folder.path().display().to_string()),
            Source::Literal(dataset, storage) => (storage.clone(), dataset.uri.clone()),
            Source::Place { uri, .. } => {
                (context::current().map(|run| run.storage().clone()).unwrap_or_default(), uri.clone())
            }
        };
        if !matches!(self.format(), "" | PARQUET) {
            return Err(DatasetError::new(format!(
                "the dataset at `{}` is kept as `{}`, and only {PARQUET} is read here; what lies there can be \
                 read by the run's storage",
                shown(&uri),
                self.format()
            )));
        }
        Batches::of_files(storage, &uri, columns)
    }

    /// What the literal says of the table, which is stored if it is not yet where others reach it.
    pub(super) fn literal(&self, declared: &DatasetType) -> Result<StructuredDataset, DatasetError> {
        match &self.source {
            Source::Literal(dataset, _) => Ok(dataset.clone()),
            _ => Ok(declared.at(&self.place(declared)?, self.format())),
        }
    }

    /// Where others reach the table, which is stored there first if need be: once, among the run's raw outputs.
    ///
    /// # Errors
    /// When its rows are not what is declared, or it cannot be stored.
    pub(super) fn place(&self, declared: &DatasetType) -> Result<String, DatasetError> {
        if let Source::Memory(schema, _) | Source::Files(schema, _) = &self.source {
            if !matches!(declared.format, "" | PARQUET) {
                return Err(DatasetError::new(format!(
                    "rows are written as {PARQUET}, and the type declares the format `{}`; write the files and \
                     return the dataset by their URI",
                    declared.format
                )));
            }
            column_types::check(schema, declared)?;
        }
        if let Some(uri) = self.stored.get() {
            return Ok(uri.clone());
        }
        let uri = self.store()?;
        Ok(self.stored.get_or_init(|| uri).clone())
    }

    fn store(&self) -> Result<String, DatasetError> {
        let (from, is_folder) = match &self.source {
            Source::Literal(dataset, _) => return Ok(dataset.uri.clone()),
            Source::Place { uri, .. } => match local_path(uri) {
                None => return Ok(uri.clone()),
                Some(path) => (path.clone(), path.is_dir()),
            },
            Source::Memory(schema, batches) => {
                // No use in writing what has nowhere to go.
                run()?;
                let mut writer = DatasetWriter::<AnyColumns>::new(Arc::clone(schema))?;
                batches.iter().try_for_each(|batch| writer.write(batch))?;
                return writer.into_table()?.store();
            }
            Source::Files(_, folder) => (folder.path().to_owned(), true),
        };
        let run = run()?;
        let (to, stored) = if is_folder {
            let to = run.raw_outputs().folder();
            let stored = run.storage().upload_dir(&from, &to);
            (to, stored)
        } else {
            let to = run.raw_outputs().file(&from.file_name().unwrap_or_default().to_string_lossy());
            let stored = run.storage().upload(&from, &to);
            (to, stored)
        };
        stored.map(|()| to).map_err(|error| DatasetError::caused_by("cannot store the dataset", error))
    }
}

/// The run among whose raw outputs a dataset is stored.
fn run() -> Result<ExecutionContext, DatasetError> {
    context::current().ok_or_else(|| {
        DatasetError::new("a dataset that lies on this machine can be an output of a run only: elsewhere there is no place for it")
    })
}

fn names(declared: &DatasetType) -> Result<Vec<String>, DatasetError> {
    let columns = declared.columns().map_err(|error| DatasetError::new(error.to_string()))?;
    Ok(columns.into_iter().map(|column| column.name).collect())
}
