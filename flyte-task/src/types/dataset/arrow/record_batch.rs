//! `RecordBatch`: a whole table in memory (Python's plain `DataFrame` and `Table`).

use arrow_array::RecordBatch;

use super::table::{PARQUET, Table};
use super::{Batches, DatasetError};
use crate::types::{ConversionError, DatasetType, FlyteType, Reader, TypeDescriptor, Writer};

/// Read and written whole, of any columns.
impl FlyteType for RecordBatch {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::StructuredDataset(&DatasetType::ANY);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        // A batch has no room to remember where it was stored.
        let uri = writer.once(|| {
            let table = Table::of_batch(self.clone());
            table.place(&DatasetType::ANY).map_err(DatasetError::converting)
        })?;
        writer.dataset(&DatasetType::ANY.at(&uri, PARQUET))
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let table = Table::of_literal(reader)?;
        table.batches(&DatasetType::ANY).and_then(Batches::read).map_err(DatasetError::converting)
    }
}
