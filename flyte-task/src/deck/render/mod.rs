//! How common things look on a deck: texts, tables, data frames, lists, source code and images.

mod base64;
#[cfg(feature = "dataframe")]
mod data_frame;
mod image;
mod key_values;
mod row;
mod source;
mod table;
mod text;

pub(crate) use base64::Base64;
#[cfg(feature = "dataframe")]
pub use data_frame::DataFrame;
pub use image::{Image, UnknownImage};
pub use key_values::KeyValues;
pub use row::IntoRow;
pub use source::Source;
pub use table::Table;
pub use text::Heading;
