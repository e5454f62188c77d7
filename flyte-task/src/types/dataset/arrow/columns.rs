//! What a dataset's type parameter says: its columns, and more if need be.

use crate::types::{DatasetType, FlyteType};

/// What is declared of a dataset.
///
/// A struct with `#[derive(FlyteType)]` declares its fields as the columns. More than columns is declared by a type of
/// its own:
///
/// ```
/// use flyte_task::FlyteType;
/// use flyte_task::types::{Columns, DatasetType, StructuredDataset};
///
/// #[derive(FlyteType)]
/// struct Sale {
///     item: String,
///     /// Unknown where it is null.
///     price: Option<f64>,
/// }
///
/// /// Sales in a format that others read and write.
/// struct SalesAsCsv;
///
/// impl Columns for SalesAsCsv {
///     const DATASET: &'static DatasetType = &DatasetType::of_rows::<Sale>().in_format("csv");
/// }
///
/// let columns = <StructuredDataset<Sale> as FlyteType>::TYPE;
/// let columns_and_format = <StructuredDataset<SalesAsCsv> as FlyteType>::TYPE;
/// # assert_ne!(columns, columns_and_format);
/// ```
///
/// No other Flyte type has columns:
///
/// ```compile_fail
/// use flyte_task::FlyteType;
/// use flyte_task::types::StructuredDataset;
///
/// let ty = <StructuredDataset<i64> as FlyteType>::TYPE;
/// # assert!(ty.registrable().is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what the columns of a dataset are",
    label = "not the columns of a dataset",
    note = "a struct with `#[derive(FlyteType)]` declares its fields as the columns"
)]
pub trait Columns: 'static {
    /// The declaration.
    const DATASET: &'static DatasetType;
}

/// Any columns in any format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AnyColumns;

impl Columns for AnyColumns {
    const DATASET: &'static DatasetType = &DatasetType::ANY;
}

impl<R: FlyteType> Columns for R {
    const DATASET: &'static DatasetType = &DatasetType::of_rows::<R>();
}
