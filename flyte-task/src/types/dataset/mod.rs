//! Datasets: tables that lie in a store and of which a literal says where and what they are.

#[cfg(feature = "dataframe")]
mod arrow;
mod declared;
mod json;

pub use declared::DatasetType;
pub(super) use declared::from_schema;
pub(super) use json::{read_json, write_json};

#[cfg(feature = "dataframe")]
pub use arrow::{AnyColumns, Batches, Columns, DatasetError, DatasetWriter, FlyteSchema, StructuredDataset};
