//! Writes a dataset batch by batch.

use std::fmt;
use std::fs::File;
use std::marker::PhantomData;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::scratch::Scratch;
use super::table::Table;
use super::{AnyColumns, Columns, DatasetError, StructuredDataset};

/// How many bytes of rows are held in memory before they are written.
const BUFFER: usize = 64 << 20;
/// How many bytes a file has, roughly, before the next one is begun.
const PART: usize = 512 << 20;

/// Writes a dataset that need not fit into memory: to files of this machine, which are uploaded when the dataset
/// becomes an output.
///
/// ```
/// use std::sync::Arc;
///
/// use flyte_task::arrow_array::{Int64Array, RecordBatch};
/// use flyte_task::arrow_schema::{DataType, Field, Schema};
/// use flyte_task::types::{DatasetError, StructuredDataset};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let schema = Arc::new(Schema::new(vec![Field::new("n", DataType::Int64, false)]));
/// let mut writer = StructuredDataset::<flyte_task::types::AnyColumns>::writer(Arc::clone(&schema))?;
/// for start in [0, 1000] {
///     let numbers = Int64Array::from_iter_values(start..start + 1000);
///     writer.write(&RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(numbers)])?)?;
/// }
/// let dataset = writer.finish()?;
/// assert_eq!(dataset.read()?.num_rows(), 2000);
/// # Ok(())
/// # }
/// ```
pub struct DatasetWriter<C = AnyColumns> {
    schema: SchemaRef,
    folder: Scratch,
    parts: usize,
    part_size: usize,
    open: Option<ArrowWriter<File>>,
    marker: PhantomData<fn() -> C>,
}

impl<C: Columns> DatasetWriter<C> {
    /// # Errors
    /// When the folder for the files cannot be made.
    pub(super) fn new(schema: SchemaRef) -> Result<Self, DatasetError> {
        let folder = Scratch::new().map_err(|error| failed("no folder for its files", error))?;
        Ok(Self { schema, folder, parts: 0, part_size: PART, open: None, marker: PhantomData })
    }

    /// The same with files of about this many bytes, 512 MiB unless set.
    pub fn with_part_size(self, bytes: usize) -> Self {
        Self { part_size: bytes, ..self }
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When the batch has other columns than the dataset, or cannot be written.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), DatasetError> {
        if batch.schema_ref().fields() != self.schema.fields() {
            return Err(DatasetError::new(format!(
                "a batch has other columns than the dataset that it is written to: {:?}, not {:?}",
                batch.schema_ref().fields(),
                self.schema.fields()
            )));
        }
        let mut writer = match self.open.take() {
            Some(writer) => writer,
            None => self.begin()?,
        };
        writer.write(batch).map_err(|error| failed("a batch does not fit the format", error))?;
        if writer.in_progress_size() > BUFFER {
            writer.flush().map_err(|error| failed("its file", error))?;
        }
        if writer.bytes_written() + writer.in_progress_size() >= self.part_size {
            writer.close().map_err(|error| failed("its file", error))?;
        } else {
            self.open = Some(writer);
        }
        Ok(())
    }

    /// The dataset of all rows that were written.
    ///
    /// # Errors
    /// When the last of them cannot be written.
    pub fn finish(self) -> Result<StructuredDataset<C>, DatasetError> {
        self.into_table().map(StructuredDataset::of_table)
    }

    pub(super) fn into_table(mut self) -> Result<Table, DatasetError> {
        let last = match self.open.take() {
            Some(writer) => Some(writer),
            // Without rows there are still columns.
            None if self.parts == 0 => Some(self.begin()?),
            None => None,
        };
        if let Some(writer) = last {
            writer.close().map_err(|error| failed("its file", error))?;
        }
        Ok(Table::of_files(self.schema, Arc::new(self.folder)))
    }

    fn begin(&mut self) -> Result<ArrowWriter<File>, DatasetError> {
        let path = self.folder.path().join(format!("{:05}", self.parts));
        self.parts += 1;
        let file = File::create(path).map_err(|error| failed("its file", error))?;
        // What pyarrow compresses with.
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        ArrowWriter::try_new(file, Arc::clone(&self.schema), Some(properties))
            .map_err(|error| failed("its columns do not fit the format", error))
    }
}

fn failed(what: &str, cause: impl Into<crate::error::BoxError>) -> DatasetError {
    DatasetError::caused_by(format!("cannot write the dataset: {what}"), cause)
}

impl<C> fmt::Debug for DatasetWriter<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatasetWriter")
            .field("schema", &self.schema)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}
