//! `DataFrame`: a whole table in memory, as `RecordBatch` is.

use polars_core::frame::DataFrame;

use super::{from_arrow, into_arrow};
use crate::types::dataset::arrow::table::{PARQUET, Table};
use crate::types::dataset::arrow::{Batches, DatasetError};
use crate::types::{ConversionError, DatasetType, FlyteType, Reader, TypeDescriptor, Writer};

/// Read and written whole, of any columns that polars and Parquet both have types for.
impl FlyteType for DataFrame {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::StructuredDataset(&DatasetType::ANY);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        // A frame has no room to remember where it was stored.
        let uri = writer.once(|| {
            let table = into_arrow::batch(self).map(Table::of_batch);
            table.and_then(|table| table.place(&DatasetType::ANY)).map_err(DatasetError::converting)
        })?;
        writer.dataset(&DatasetType::ANY.at(&uri, PARQUET))
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let table = Table::of_literal(reader)?;
        let batch = table.batches(&DatasetType::ANY).and_then(Batches::read);
        batch.and_then(from_arrow::frame).map_err(DatasetError::converting)
    }
}
