//! Decks: the HTML report that a run leaves for Flyte's console.
//!
//! A report has one tab a deck. A task names its own decks and appends to them; the runtime fills in the default
//! ones ([`DeckField`]) and writes [`Decks::html`] as `deck.html`.
//!
//! ```
//! use flyte_task::deck::Decks;
//!
//! let decks = Decks::new();
//! let report = decks.deck("Accuracy");
//! report.append("Measured on the validation set.");
//! assert!(decks.html().contains("validation"));
//! ```

mod decks;
mod field;
mod handle;
mod html;
mod page;
mod render;
mod timeline;

pub use decks::{DECK_LIMIT, Decks};
pub use field::{DeckField, UnknownDeckField};
pub use handle::Deck;
pub use html::{Html, ToHtml};
pub use render::Heading;
pub use timeline::{Span, Timeline};
