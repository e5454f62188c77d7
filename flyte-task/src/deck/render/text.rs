//! Plain text, with its line breaks kept.

use crate::deck::html::{Html, ToHtml};

const OPEN: &str = "<p class=\"ft-text\">";
const CLOSE: &str = "</p>";

impl ToHtml for str {
    fn to_html(&self, html: &mut Html) {
        html.raw(OPEN).text_that_fits(self, CLOSE.len()).raw(CLOSE);
    }
}

impl ToHtml for String {
    fn to_html(&self, html: &mut Html) {
        self.as_str().to_html(html);
    }
}

/// A heading between other pieces of a deck.
///
/// ```
/// use flyte_task::deck::{Decks, Heading};
///
/// Decks::new().deck("Report").append(Heading("Training")).append("It went well.");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a>(pub &'a str);

impl ToHtml for Heading<'_> {
    fn to_html(&self, html: &mut Html) {
        // The tab is the h2 of the page.
        html.raw("<h3 class=\"ft-heading\">").text(self.0).raw("</h3>");
    }
}
