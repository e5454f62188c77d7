//! All decks of a run, shared by the task and the runtime.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::field::DeckField;
use super::handle::Deck;
use super::html::Html;
use super::page;
use super::timeline::Timeline;

/// How many bytes of HTML a deck may hold, unless [`Decks::with_limit`] says otherwise.
pub const DECK_LIMIT: usize = 10 << 20;

/// The decks of one run. A clone is the same set, on any thread.
///
/// ```
/// use flyte_task::deck::{DeckField, Decks};
///
/// let decks = Decks::with_fields([DeckField::Input]);
/// decks.deck("Mine").append("first");
/// decks.deck("Mine").append("second");
/// // What costs something to show is worked out only if it is wanted.
/// if let Some(deck) = decks.field(DeckField::Output) {
///     deck.append("not wanted, so never reached");
/// }
/// let html = decks.html();
/// assert!(html.contains("first") && html.contains("second"));
/// assert!(!html.contains("Output"));
/// ```
#[derive(Clone)]
pub struct Decks(Arc<Inner>);

struct Inner {
    on: bool,
    fields: Vec<DeckField>,
    limit: usize,
    timeline: Timeline,
    /// In the order of their first mention.
    decks: Mutex<Vec<Deck>>,
}

impl Default for Decks {
    fn default() -> Self {
        Self::new()
    }
}

impl Decks {
    /// Decks with all default ones.
    pub fn new() -> Self {
        Self::with_fields(DeckField::ALL)
    }

    /// Decks with these default ones.
    pub fn with_fields(fields: impl IntoIterator<Item = DeckField>) -> Self {
        let fields: Vec<_> = fields.into_iter().collect();
        let timeline = if fields.contains(&DeckField::Timeline) { Timeline::new() } else { Timeline::off() };
        Self::from_parts(true, fields, DECK_LIMIT, timeline)
    }

    /// The decks of a run that leaves none: everything can be called, and nothing is rendered or kept.
    pub fn off() -> Self {
        Self::from_parts(false, Vec::new(), 0, Timeline::off())
    }

    /// The same choice of default decks, all empty, each with room for this many bytes of HTML.
    pub fn with_limit(self, limit: usize) -> Self {
        Self::from_parts(self.0.on, self.0.fields.clone(), limit, self.0.timeline.clone())
    }

    /// The same choice of default decks, all empty, with a timeline that began elsewhere.
    pub fn with_timeline(self, timeline: Timeline) -> Self {
        let wanted = self.0.on && self.0.fields.contains(&DeckField::Timeline);
        let timeline = if wanted { timeline } else { Timeline::off() };
        Self::from_parts(self.0.on, self.0.fields.clone(), self.0.limit, timeline)
    }

    fn from_parts(on: bool, fields: Vec<DeckField>, limit: usize, timeline: Timeline) -> Self {
        Self(Arc::new(Inner { on, fields, limit, timeline, decks: Mutex::default() }))
    }

    /// Whether the run leaves decks at all.
    pub fn is_on(&self) -> bool {
        self.0.on
    }

    /// The deck of that name, which is made when first asked for; what several places append to one name stands
    /// one below the other.
    pub fn deck(&self, name: &str) -> Deck {
        let name = match name.trim() {
            "" => "Untitled",
            name => name,
        };
        if !self.0.on {
            return Deck::off(name);
        }
        let mut decks = self.decks();
        if let Some(deck) = decks.iter().find(|deck| deck.name() == name) {
            return deck.clone();
        }
        let deck = Deck::new(name, self.0.limit);
        decks.push(deck.clone());
        deck
    }

    /// The default deck of that kind, if it is wanted.
    pub fn field(&self, field: DeckField) -> Option<Deck> {
        self.0.fields.contains(&field).then(|| self.deck(field.as_str()))
    }

    /// The clock of the run, shown as the Timeline deck. If that is not wanted, it measures nothing.
    pub fn timeline(&self) -> &Timeline {
        &self.0.timeline
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.timeline.is_empty() && self.decks().iter().all(Deck::is_empty)
    }

    /// The whole report as one file that needs no other: Timeline, the task's own decks in the order of their first
    /// mention, Source Code, Dependencies, Input, Output. Decks with nothing on them are left out.
    ///
    /// It can be asked for at any time, also while the task runs.
    pub fn html(&self) -> String {
        let timeline = DeckField::Timeline.as_str();
        // The lock is given back before anything is rendered.
        let mut decks = self.decks().clone();
        if !self.0.timeline.is_empty() && decks.iter().all(|deck| deck.name() != timeline) {
            decks.push(Deck::off(timeline));
        }
        decks.sort_by_key(|deck| place(deck.name()));
        let mut tabs = Vec::new();
        for deck in decks {
            let mut body = Html::new();
            if deck.name() == timeline {
                self.0.timeline.write(&mut body);
            }
            deck.write(&mut body);
            if !body.as_str().is_empty() {
                tabs.push((deck.name().to_owned(), body));
            }
        }
        page::write(&tabs)
    }

    fn decks(&self) -> MutexGuard<'_, Vec<Deck>> {
        // The list only grows, by one push at a time, so that it is whole after a panic too.
        self.0.decks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Decks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Decks");
        shown.field("fields", &self.0.fields).field("decks", &*self.decks()).finish_non_exhaustive()
    }
}

/// Where flytekit puts a tab.
fn place(name: &str) -> u8 {
    match name.parse() {
        Ok(DeckField::Timeline) => 0,
        Err(_) => 1,
        Ok(DeckField::SourceCode) => 2,
        Ok(DeckField::Dependencies) => 3,
        Ok(DeckField::Input) => 4,
        Ok(DeckField::Output) => 5,
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// The titles of the tabs, as the page has them.
    fn tabs(decks: &Decks) -> Vec<String> {
        let html = decks.html();
        let tab = "<li onclick=\"handleLinkClick(this)\">";
        html.split(tab).skip(1).map(|rest| rest.split("</li>").next().unwrap().to_owned()).collect()
    }

    #[test]
    fn tabs_stand_in_flytekits_order() {
        let decks = Decks::new();
        for field in DeckField::ALL {
            decks.field(field).unwrap().append("x");
        }
        decks.deck("zebra").append("x");
        decks.deck("<ape> & 'co'").append("x");
        decks.deck("empty");
        assert_eq!(
            tabs(&decks),
            [
                "Timeline",
                "zebra",
                "&lt;ape&gt; &amp; &#39;co&#39;",
                "Source Code",
                "Dependencies",
                "Input",
                "Output"
            ]
        );
    }

    #[test]
    fn one_name_is_one_deck() {
        let decks = Decks::new();
        decks.deck("a").append_raw_html("1");
        decks.clone().deck(" a ").append_raw_html("2");
        decks.deck("").append_raw_html("3");
        assert_eq!(tabs(&decks), ["a", "Untitled"]);
        assert!(decks.html().contains("</h2>12</section>"));
    }

    #[test]
    fn a_timeline_needs_no_deck_of_its_own() {
        let decks = Decks::new();
        assert!(decks.is_empty());
        drop(decks.timeline().span("work"));
        assert!(!decks.is_empty());
        assert_eq!(tabs(&decks), ["Timeline"]);
        let narrow = Decks::with_fields([DeckField::Input]);
        drop(narrow.timeline().span("work"));
        assert!(narrow.is_empty() && narrow.field(DeckField::Output).is_none());
    }

    #[test]
    fn decks_that_are_off_keep_nothing() {
        let decks = Decks::off();
        decks.deck("a").append("x").append_raw_html("y");
        drop(decks.timeline().span("work"));
        assert!(!decks.is_on() && decks.is_empty() && decks.deck("a").is_empty());
        assert!(decks.field(DeckField::Input).is_none());
    }

    #[test]
    fn threads_append_at_once_and_lose_nothing() {
        let decks = Decks::new();
        thread::scope(|scope| {
            for worker in 0..8 {
                let decks = decks.clone();
                scope.spawn(move || {
                    for turn in 0..50 {
                        decks.deck("shared").append(format!("[{worker}:{turn}]"));
                        decks.deck(&format!("own {worker}")).append("x");
                    }
                });
            }
        });
        let html = decks.html();
        for worker in 0..8 {
            for turn in 0..50 {
                assert_eq!(html.matches(&format!("[{worker}:{turn}]")).count(), 1);
            }
        }
        assert_eq!(tabs(&decks).len(), 9);
    }

    #[test]
    fn a_panic_beside_a_deck_does_not_close_it() {
        struct Bad;
        impl super::super::ToHtml for Bad {
            fn to_html(&self, _: &mut Html) {
                panic!("no");
            }
        }
        let decks = Decks::new();
        let other = decks.clone();
        thread::spawn(move || other.deck("a").append(Bad).name().len()).join().unwrap_err();
        decks.deck("a").append_raw_html("still here");
        assert!(decks.html().contains("still here"));
    }

    #[test]
    fn equal_decks_make_equal_pages() {
        let page = || {
            let decks = Decks::new();
            decks.deck("a").append("x");
            decks.html()
        };
        assert_eq!(page(), page());
    }
}
