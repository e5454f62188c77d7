//! The Dependencies deck: what a binary knows of how it was built.

use super::html::{Html, ToHtml};
use super::render::KeyValues;

/// What the running binary was built from, as far as it knows.
///
/// A Rust binary does not carry the list of its crates, so this names the package, its version and the target, and
/// where the rest is to be found.
///
/// ```
/// use flyte_task::deck::{DeckField, Decks, Dependencies};
///
/// let decks = Decks::new();
/// if let Some(deck) = decks.field(DeckField::Dependencies) {
///     deck.append(Dependencies::of(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")).entry("Profile", "release"));
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Dependencies(KeyValues);

impl Dependencies {
    /// For the package that has the tasks.
    pub fn of(package: &str, version: &str) -> Self {
        let features = features();
        let values = KeyValues::new()
            .entry("Package", format!("{package} {version}"))
            .entry("Framework", concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")))
            .entry("Framework features", if features.is_empty() { "none" } else { &features })
            .entry("Target", format!("{} on {}", std::env::consts::ARCH, std::env::consts::OS));
        Self(values)
    }

    /// With something more that the caller knows.
    pub fn entry(self, name: impl Into<String>, value: impl ToString) -> Self {
        Self(self.0.entry(name, value))
    }
}

impl ToHtml for Dependencies {
    fn to_html(&self, html: &mut Html) {
        self.0.to_html(html);
        html.raw("<p class=\"ft-note\">A binary does not know the crates that it was linked from: see Cargo.lock of ");
        html.raw("this version.</p>");
    }
}

fn features() -> String {
    let known = [
        ("cli", cfg!(feature = "cli")),
        ("deck-plots", cfg!(feature = "deck-plots")),
        ("pod", cfg!(feature = "pod-any")),
    ];
    let on: Vec<_> = known.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    on.join(", ")
}
