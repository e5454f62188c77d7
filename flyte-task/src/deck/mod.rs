//! Decks: the HTML report that a run leaves for Flyte's console.
//!
//! A report has one tab a deck. A task names its own decks and appends to them; the runtime fills in the default
//! ones ([`DeckField`]) and writes [`Decks::html`] as `deck.html`.
//!
//! ```
//! use flyte_task::deck::{Decks, Table};
//!
//! let decks = Decks::new();
//! let report = decks.deck("Accuracy");
//! report.append("Measured on the validation set.");
//! report.append(Table::new(["epoch", "accuracy"]).row((1, 0.81)).row((2, 0.93)));
//! assert!(decks.html().contains("0.93"));
//! ```

mod decks;
mod dependencies;
mod field;
mod handle;
mod html;
mod page;
#[cfg(feature = "deck-plots")]
mod plot;
mod render;
mod timeline;

pub use decks::{DECK_LIMIT, Decks};
pub use dependencies::Dependencies;
pub use field::{DeckField, UnknownDeckField};
pub use handle::Deck;
pub use html::{Html, ToHtml};
#[cfg(feature = "deck-plots")]
pub use plot::Plot;
pub(crate) use render::Base64;
#[cfg(feature = "dataframe")]
pub use render::DataFrame;
pub use render::{Heading, Image, IntoRow, KeyValues, Source, Table, UnknownImage};
pub use timeline::{Span, Timeline};
