//! HTML that is put together piece by piece, escaped unless it is said to be HTML already.

use std::fmt;

/// What can be shown on a deck; implement it to show a type of your own (flytekit: `Renderable`).
///
/// ```
/// use flyte_task::deck::{Decks, Html, ToHtml};
///
/// struct Score(f64);
///
/// impl ToHtml for Score {
///     fn to_html(&self, html: &mut Html) {
///         html.raw("<p>Score: <b>").text(self.0).raw("</b></p>");
///     }
/// }
///
/// let decks = Decks::new();
/// decks.deck("Result").append(Score(0.5));
/// assert!(decks.html().contains("<p>Score: <b>0.5</b></p>"));
/// ```
pub trait ToHtml {
    /// Writes the value.
    fn to_html(&self, html: &mut Html);
}

impl<T: ToHtml + ?Sized> ToHtml for &T {
    fn to_html(&self, html: &mut Html) {
        (**self).to_html(html);
    }
}

impl<T: ToHtml + ?Sized> ToHtml for Box<T> {
    fn to_html(&self, html: &mut Html) {
        (**self).to_html(html);
    }
}

/// A piece of HTML in the making.
///
/// It has room for what the deck can still take, and takes nothing more once something did not fit, so that what is
/// too large is never held in memory whole.
///
/// ```
/// use flyte_task::deck::Html;
///
/// let mut html = Html::new();
/// html.raw("<a").attribute("title", "\"&\"").raw(">").text("1 < 2").raw("</a>");
/// assert_eq!(html.as_str(), "<a title=\"&quot;&amp;&quot;\">1 &lt; 2</a>");
/// ```
#[derive(Debug, Clone)]
pub struct Html {
    text: String,
    room: usize,
    overfull: bool,
    cut: usize,
}

impl Default for Html {
    fn default() -> Self {
        Self::new()
    }
}

impl Html {
    /// An empty piece.
    pub fn new() -> Self {
        Self::with_room(usize::MAX)
    }

    pub(super) fn with_room(room: usize) -> Self {
        Self { text: String::new(), room, overfull: false, cut: 0 }
    }

    /// Appends what is HTML already, unchanged. Never give it text that comes from elsewhere.
    pub fn raw(&mut self, html: &str) -> &mut Self {
        self.overfull |= html.len() > self.room - self.text.len();
        if !self.overfull {
            self.text.push_str(html);
        }
        self
    }

    /// Appends text, escaped.
    pub fn text(&mut self, text: impl fmt::Display) -> &mut Self {
        // Writing to Html never fails: what does not fit is noted.
        let _ = fmt::Write::write_fmt(&mut Escaper(self), format_args!("{text}"));
        self
    }

    /// Appends ` name="value"` with the value escaped.
    pub fn attribute(&mut self, name: &str, value: impl fmt::Display) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// Appends as much of a text as fits beside `reserve` more bytes; the rest is counted as cut.
    pub(super) fn text_that_fits(&mut self, text: &str, reserve: usize) -> &mut Self {
        let mut room = (self.room - self.text.len()).saturating_sub(reserve);
        for (at, character) in text.char_indices() {
            let size = escaped(character).map_or(character.len_utf8(), str::len);
            let Some(left) = room.checked_sub(size) else {
                let (head, tail) = text.split_at(at);
                self.cut += tail.len();
                return self.text(head);
            };
            room = left;
        }
        self.text(text)
    }

    /// How many bytes still fit.
    pub(super) fn room(&self) -> usize {
        self.room - self.text.len()
    }

    /// Counts bytes of a value that were left out for want of room.
    pub(super) fn count_cut(&mut self, bytes: usize) {
        self.cut += bytes;
    }

    /// Bytes of the values that were left out, if what is here is whole HTML.
    pub(super) fn cut(&self) -> Option<usize> {
        (!self.overfull).then_some(self.cut)
    }

    /// What was written so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn into_string(self) -> String {
        self.text
    }
}

/// HTML that was asked for as such goes in as it is.
impl ToHtml for Html {
    fn to_html(&self, html: &mut Html) {
        html.raw(&self.text);
        html.overfull |= self.overfull;
        html.cut += self.cut;
    }
}

struct Escaper<'a>(&'a mut Html);

impl fmt::Write for Escaper<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut plain = 0;
        for (at, character) in text.char_indices() {
            if let Some(instead) = escaped(character) {
                self.0.raw(text.get(plain..at).unwrap_or_default()).raw(instead);
                plain = at + character.len_utf8();
            }
        }
        self.0.raw(text.get(plain..).unwrap_or_default());
        Ok(())
    }
}

/// What stands for a character in text and in attributes, if not itself.
fn escaped(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' | '\n' | '\r' => None,
        // A browser may drop these, treat them as an error, or stop at them.
        control if control.is_control() => Some("\u{fffd}"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_can_become_markup() {
        let mut html = Html::new();
        html.text("<script>alert('1' & \"2\")</script> żółw 🦀 \0\u{1b}[0m\n\t");
        assert_eq!(
            html.as_str(),
            "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt; żółw 🦀 \u{fffd}\u{fffd}[0m\n\t"
        );
    }

    #[test]
    fn what_does_not_fit_ends_the_piece() {
        let mut html = Html::with_room(4);
        html.raw("12").raw("345").raw("6");
        assert_eq!((html.as_str(), html.cut()), ("12", None));
    }

    #[test]
    fn text_is_cut_between_characters_and_counted() {
        for (room, kept, cut) in
            [(9, "", 6), (10, "é", 4), (13, "é", 4), (14, "é&lt;", 3), (17, "é&lt;abc", 0)]
        {
            let mut html = Html::with_room(room);
            html.text_that_fits("é<abc", 8);
            assert_eq!((html.as_str(), html.cut()), (kept, Some(cut)), "{room}");
        }
    }
}
