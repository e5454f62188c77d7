//! Polars' data frames, by way of Arrow's record batches.
//!
//! Both keep columns in Arrow's layout, each in types of its own. A column's buffers go over by safe constructors,
//! which check them; none of it goes through Arrow's C interface or a file.

mod data_frame;
mod from_arrow;
mod into_arrow;
#[cfg(test)]
mod into_arrow_tests;

#[cfg(test)]
pub(super) use from_arrow::frame as frame_of;
