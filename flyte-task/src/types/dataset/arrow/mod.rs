//! Datasets as Arrow's record batches, kept as Parquet.

mod batches;
mod column_types;
mod columns;
mod error;
mod parts;
#[cfg(feature = "polars")]
mod polars;
mod projection;
mod record_batch;
mod schema;
mod scratch;
mod selection;
mod structured_dataset;
mod table;
#[cfg(test)]
mod tests;
mod writer;

pub use batches::Batches;
pub use columns::{AnyColumns, Columns};
pub use error::DatasetError;
pub use schema::FlyteSchema;
pub use structured_dataset::StructuredDataset;
pub use writer::DatasetWriter;
