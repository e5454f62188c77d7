//! `StructuredDataset<C>`: a table whose columns `C` names.

use std::fmt;
use std::marker::PhantomData;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use flyte_idl::core::structured_dataset_type::DatasetColumn;

use super::table::Table;
use super::{AnyColumns, Batches, Columns, DatasetError, DatasetWriter};
use crate::types::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// A table: as an input a place from which rows are read when they are asked for, as an output rows or a place.
///
/// `C` names the columns, see [`Columns`]. Only these are read, in their order; an output must have them, each of its
/// type, and may have more. What is chosen from inside a struct stays in a struct of its name, where pyarrow takes it
/// out. Without `C` any columns will do.
///
/// Rows become a folder of Parquet files among the run's raw outputs. A dataset that is an input or lies at a URI of
/// some store goes on as it is, without being read. Files in other formats are passed on too, but only Parquet is
/// read and written; it may be compressed by Snappy or not at all, unless the program turns on more features of the
/// crate `parquet`.
///
/// ```
/// use std::sync::Arc;
///
/// use flyte_task::arrow_array::{Float64Array, RecordBatch, StringArray, cast::AsArray, types::Float64Type};
/// use flyte_task::prelude::*;
/// use flyte_task::types::StructuredDataset;
///
/// #[derive(FlyteType)]
/// struct Price {
///     item: String,
///     price: f64,
/// }
///
/// #[task]
/// fn prices() -> Result<StructuredDataset<Price>, TaskError> {
///     let items = StringArray::from(vec!["tea", "cake"]);
///     let prices = Float64Array::from(vec![2.5, 3.5]);
///     let batch = RecordBatch::try_from_iter([
///         ("item", Arc::new(items) as _),
///         ("price", Arc::new(prices) as _),
///     ])?;
///     Ok(batch.into())
/// }
///
/// #[task]
/// fn total(dataset: StructuredDataset<Price>) -> Result<f64, TaskError> {
///     let mut total = 0.0;
///     for batch in dataset.batches()? {
///         total += batch?.column(1).as_primitive::<Float64Type>().iter().flatten().sum::<f64>();
///     }
///     Ok(total)
/// }
///
/// assert_eq!(total(prices().unwrap()).unwrap(), 6.0);
/// ```
pub struct StructuredDataset<C = AnyColumns> {
    table: Table,
    marker: PhantomData<fn() -> C>,
}

impl<C: Columns> StructuredDataset<C> {
    /// The rows of these batches, which all have the columns of `schema`.
    ///
    /// # Errors
    /// When one of them has others.
    pub fn from_batches(
        schema: SchemaRef,
        batches: impl IntoIterator<Item = RecordBatch>,
    ) -> Result<Self, DatasetError> {
        Table::of_batches(schema, batches.into_iter().collect()).map(Self::of_table)
    }

    /// The table at a URI, which is neither read nor copied; what lies on this machine is stored, as a file or a
    /// folder, when the dataset becomes an output.
    pub fn from_uri(uri: impl Into<String>) -> Self {
        Self::of_table(Table::of_place(uri.into()))
    }

    /// The same, said to be in that format; of no effect on rows and inputs, whose format is known, and on an output
    /// whose type declares one.
    pub fn with_format(mut self, format: impl Into<String>) -> Self {
        self.table = self.table.in_format(format.into());
        self
    }

    /// Begins a dataset that need not fit into memory.
    ///
    /// # Errors
    /// When there is no room for its files.
    pub fn writer(schema: SchemaRef) -> Result<DatasetWriter<C>, DatasetError> {
        DatasetWriter::new(schema)
    }

    /// Where the table lies; none as long as it is only here.
    pub fn uri(&self) -> Option<&str> {
        self.table.uri()
    }

    /// The format in which it is kept; empty if nothing is known of it.
    pub fn format(&self) -> &str {
        self.table.format()
    }

    /// The columns that the table is known to have, without a look into its files: those that an input's literal
    /// names, and those of rows that are here. Where Flyte has no word for a column's type it is none.
    pub fn columns(&self) -> Vec<DatasetColumn> {
        self.table.columns()
    }

    /// The rows, some at a time; of the columns that `C` names, or, if it names none, those that an input's literal
    /// names, or else of all.
    ///
    /// # Errors
    /// When the first file cannot be fetched or read, or lacks a column.
    pub fn batches(&self) -> Result<Batches, DatasetError> {
        self.table.batches(C::DATASET)
    }

    /// All rows as one batch; see [`StructuredDataset::batches`].
    ///
    /// # Errors
    /// When a file cannot be fetched or read, or lacks a column.
    pub fn read(&self) -> Result<RecordBatch, DatasetError> {
        self.batches()?.read()
    }

    pub(super) fn of_table(table: Table) -> Self {
        Self { table, marker: PhantomData }
    }
}

impl<C: Columns> FlyteType for StructuredDataset<C> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::StructuredDataset(C::DATASET);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.dataset(&self.table.literal(C::DATASET).map_err(DatasetError::converting)?)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        Table::of_literal(reader).map(Self::of_table)
    }
}

impl<C> From<RecordBatch> for StructuredDataset<C> {
    fn from(batch: RecordBatch) -> Self {
        Self { table: Table::of_batch(batch), marker: PhantomData }
    }
}

impl<C> Clone for StructuredDataset<C> {
    fn clone(&self) -> Self {
        Self { table: self.table.clone(), marker: PhantomData }
    }
}

impl<C> fmt::Debug for StructuredDataset<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StructuredDataset").field(&self.table).finish()
    }
}
