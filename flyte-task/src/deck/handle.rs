//! One deck: a name and what was appended under it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::html::{Html, ToHtml};

/// One tab of a run's report (flytekit: `Deck`). A clone is the same deck, on any thread.
///
/// ```
/// use flyte_task::deck::Decks;
///
/// let deck = Decks::new().deck("Notes");
/// deck.append("1 < 2").append_raw_html("<hr>");
/// ```
#[derive(Clone)]
pub struct Deck {
    name: Arc<str>,
    limit: usize,
    // A deck of a run without decks takes everything and keeps nothing.
    content: Option<Arc<Mutex<Content>>>,
}

#[derive(Default)]
pub(super) struct Content {
    pub(super) html: String,
    /// Pieces that came when the deck was full.
    pub(super) pieces_left_out: usize,
    /// Bytes of the last piece's text that did not fit.
    pub(super) bytes_left_out: usize,
}

impl Deck {
    pub(super) fn new(name: &str, limit: usize) -> Self {
        Self { name: name.into(), limit, content: Some(Arc::default()) }
    }

    pub(super) fn off(name: &str) -> Self {
        Self { name: name.into(), limit: 0, content: None }
    }

    /// The name, which is the title of the tab.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Appends a text, a [`Table`](super::Table), an [`Image`](super::Image) or whatever else knows how to show
    /// itself. Texts are escaped.
    ///
    /// What does not fit any more is left out, and the deck says so in its place.
    pub fn append(&self, piece: impl ToHtml) -> &Self {
        let Some(room) = self.room() else { return self };
        // The piece's own code runs without the lock: it may well look at this deck.
        let mut html = Html::with_room(room);
        piece.to_html(&mut html);
        if let Some(mut content) = self.content() {
            content.push(&html, self.limit);
        }
        self
    }

    /// Appends HTML as it is, scripts and all. Never give it text that comes from elsewhere.
    pub fn append_raw_html(&self, html: &str) -> &Self {
        self.append(RawHtml(html))
    }

    /// Takes everything off again, for decks that show how far a run is.
    pub fn clear(&self) -> &Self {
        if let Some(mut content) = self.content() {
            *content = Content::default();
        }
        self
    }

    /// Whether nothing was appended yet.
    pub fn is_empty(&self) -> bool {
        self.content().is_none_or(|content| content.html.is_empty() && content.pieces_left_out == 0)
    }

    /// The bytes that still fit; none if the deck takes no more. The call then counts as a piece left out.
    fn room(&self) -> Option<usize> {
        let mut content = self.content()?;
        if content.bytes_left_out > 0 {
            content.pieces_left_out += 1;
            return None;
        }
        Some(content.room(self.limit))
    }

    /// The body of the tab.
    pub(super) fn write(&self, html: &mut Html) {
        if let Some(content) = self.content() {
            html.raw(&content.html);
            html.raw(&content.note(self.limit));
        }
    }

    fn content(&self) -> Option<MutexGuard<'_, Content>> {
        // Appending is one push: a thread that panicked elsewhere leaves the content whole.
        self.content.as_ref().map(|content| content.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct RawHtml<'a>(&'a str);

impl ToHtml for RawHtml<'_> {
    fn to_html(&self, html: &mut Html) {
        html.raw(self.0);
    }
}

impl Content {
    fn room(&self, limit: usize) -> usize {
        limit.saturating_sub(self.html.len() + self.note(limit).len())
    }

    fn push(&mut self, piece: &Html, limit: usize) {
        match piece.cut() {
            // Another thread may have taken the room meanwhile.
            Some(cut) if self.bytes_left_out == 0 && piece.as_str().len() <= self.room(limit) => {
                self.html += &self.note(limit);
                self.html += piece.as_str();
                self.pieces_left_out = 0;
                self.bytes_left_out = cut;
            }
            _ => self.pieces_left_out += 1,
        }
    }

    /// Says what was left out since the last piece that is there.
    fn note(&self, limit: usize) -> String {
        let mut left_out = Vec::new();
        if self.bytes_left_out > 0 {
            left_out.push(format!("{} of what is above", size(self.bytes_left_out)));
        }
        match self.pieces_left_out {
            0 => {}
            1 => left_out.push("1 piece".to_owned()),
            pieces => left_out.push(format!("{pieces} pieces")),
        }
        if left_out.is_empty() {
            return String::new();
        }
        let (what, limit) = (left_out.join(" and "), size(limit));
        format!(
            "<p class=\"ft-note\" role=\"note\">Left out here: {what}. A deck may hold {limit} of HTML.</p>"
        )
    }
}

impl fmt::Debug for Deck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The content can be megabytes.
        f.debug_struct("Deck").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A size in the largest unit that keeps it whole, else in bytes.
fn size(bytes: usize) -> String {
    const KIB: usize = 1024;
    match bytes {
        0 => "0 bytes".to_owned(),
        _ if bytes.is_multiple_of(KIB * KIB) => format!("{} MiB", bytes / (KIB * KIB)),
        _ if bytes.is_multiple_of(KIB) => format!("{} KiB", bytes / KIB),
        1 => "1 byte".to_owned(),
        _ => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(deck: &Deck) -> String {
        let mut html = Html::new();
        deck.write(&mut html);
        html.into_string()
    }

    #[test]
    fn texts_are_escaped_and_html_is_not() {
        let deck = Deck::new("a", 1000);
        deck.append("<b> & \"x\"").append(String::from("'")).append_raw_html("<b>x</b>");
        assert_eq!(
            body(&deck),
            "<p class=\"ft-text\">&lt;b&gt; &amp; &quot;x&quot;</p><p class=\"ft-text\">&#39;</p><b>x</b>"
        );
    }

    #[test]
    fn what_does_not_fit_is_left_out_in_its_place() {
        let deck = Deck::new("a", 1024);
        deck.append_raw_html("x").append_raw_html(&"y".repeat(1024)).append_raw_html(&"y".repeat(1024));
        deck.append_raw_html("z").append_raw_html(&"y".repeat(1024));
        let note = |pieces| {
            format!(
                "<p class=\"ft-note\" role=\"note\">Left out here: {pieces}. A deck may hold 1 KiB of HTML.</p>"
            )
        };
        assert_eq!(body(&deck), format!("x{}z{}", note("2 pieces"), note("1 piece")));
    }

    #[test]
    fn however_much_is_appended_a_deck_stays_within_its_limit() {
        let deck = Deck::new("a", 2000);
        for turn in 0..500 {
            deck.append_raw_html(&"y".repeat(turn * 37 % 900));
        }
        let body = body(&deck);
        // The last note stands beyond what was appended.
        assert!(body.len() < 2000 + 200 && body.contains(" pieces. A deck may hold 2000 bytes"), "{body}");
    }

    #[test]
    fn a_long_text_is_cut_where_the_deck_is_full() {
        let deck = Deck::new("a", 1024);
        deck.append("&".repeat(1000).as_str()).append_raw_html("x");
        let body = body(&deck);
        assert!(body.len() <= 1024 + 200 && body.contains("&amp;&amp;</p>"), "{body}");
        assert!(body.contains(" bytes of what is above and 1 piece. A deck may"), "{body}");
    }

    #[test]
    fn a_cleared_deck_takes_again() {
        let deck = Deck::new("a", 20);
        deck.append_raw_html(&"x".repeat(21)).clear().append_raw_html("y");
        assert_eq!(body(&deck), "y");
    }

    #[test]
    fn a_piece_may_look_at_its_own_deck() {
        struct Nested(Deck);
        impl ToHtml for Nested {
            fn to_html(&self, html: &mut Html) {
                self.0.append_raw_html("inner");
                html.raw("outer");
            }
        }
        let deck = Deck::new("a", 100);
        deck.append(Nested(deck.clone()));
        assert_eq!(body(&deck), "innerouter");
    }

    #[test]
    fn sizes_are_exact() {
        assert_eq!(
            [0, 1, 1023, 1024, 10 << 20, (10 << 20) + 1].map(size),
            ["0 bytes", "1 byte", "1023 bytes", "1 KiB", "10 MiB", "10485761 bytes"]
        );
    }
}
