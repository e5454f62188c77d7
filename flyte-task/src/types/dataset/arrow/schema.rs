//! `FlyteSchema<C>`: the older kind of table, for tasks that meet it.

use std::fmt;
use std::marker::PhantomData;

use arrow_array::RecordBatch;

use super::table::Table;
use super::{AnyColumns, Batches, Columns, DatasetError, StructuredDataset};
use crate::types::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// A table as tasks had it before [`StructuredDataset`], which is to be preferred and reads these too.
///
/// Its columns hold no lists and no maps, and it is always kept as Parquet.
pub struct FlyteSchema<C = AnyColumns> {
    table: Table,
    marker: PhantomData<fn() -> C>,
}

impl<C: Columns> FlyteSchema<C> {
    /// Where the table lies; none as long as it is only here.
    pub fn uri(&self) -> Option<&str> {
        self.table.uri()
    }

    /// The rows, some at a time; of the columns that `C` names, or, if it names none, of all.
    ///
    /// # Errors
    /// When the first file cannot be fetched or read, or lacks a column.
    pub fn batches(&self) -> Result<Batches, DatasetError> {
        self.table.declared_batches(C::DATASET)
    }

    /// All rows as one batch; see [`FlyteSchema::batches`].
    ///
    /// # Errors
    /// When a file cannot be fetched or read, or lacks a column.
    pub fn read(&self) -> Result<RecordBatch, DatasetError> {
        self.batches()?.read()
    }

    /// The same table, of the newer kind.
    pub fn into_dataset(self) -> StructuredDataset<C> {
        StructuredDataset::of_table(self.table)
    }
}

impl<C: Columns> FlyteType for FlyteSchema<C> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Schema(C::DATASET);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        let place = self.table.place(C::DATASET).map_err(DatasetError::converting)?;
        writer.schema(&C::DATASET.schema_at(&place))
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        Table::of_literal(reader).map(|table| Self { table, marker: PhantomData })
    }
}

impl<C> From<RecordBatch> for FlyteSchema<C> {
    fn from(batch: RecordBatch) -> Self {
        Self { table: Table::of_batch(batch), marker: PhantomData }
    }
}

impl<C> Clone for FlyteSchema<C> {
    fn clone(&self) -> Self {
        Self { table: self.table.clone(), marker: PhantomData }
    }
}

impl<C> fmt::Debug for FlyteSchema<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FlyteSchema").field(&self.table).finish()
    }
}
