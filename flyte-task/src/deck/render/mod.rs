//! How common things look on a deck.

mod text;

pub use text::Heading;
