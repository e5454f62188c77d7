//! The clock of a run: what took how long, by the wall and in processor time.

mod process;
mod render;
mod spans;

pub use spans::{Span, Timeline};
