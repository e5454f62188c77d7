//! Lists of names and what they stand for.

use crate::deck::html::{Html, ToHtml};

/// Names with their values, such as the inputs of a task.
///
/// ```
/// use flyte_task::deck::{Decks, KeyValues, Table};
///
/// let inputs = KeyValues::new()
///     .entry("epochs", 3)
///     .entry("path", "s3://bucket/data")
///     .entry_html("weights", Table::new(["w"]).row([0.25]));
/// Decks::new().deck("Settings").append(inputs);
/// ```
#[derive(Debug, Clone, Default)]
pub struct KeyValues {
    entries: Vec<(String, Value)>,
}

#[derive(Debug, Clone)]
enum Value {
    Text(String),
    Html(Html),
}

impl Value {
    fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Html(html) => html.as_str().len(),
        }
    }
}

impl KeyValues {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The list with one more value, shown as text.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and literals are given as they are")]
    pub fn entry(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.entries.push((key.into(), Value::Text(value.to_string())));
        self
    }

    /// The list with one more value that shows itself.
    pub fn entry_html(mut self, key: impl Into<String>, value: impl ToHtml) -> Self {
        let mut html = Html::new();
        value.to_html(&mut html);
        self.entries.push((key.into(), Value::Html(html)));
        self
    }

    /// Whether the list has no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl ToHtml for KeyValues {
    fn to_html(&self, html: &mut Html) {
        const CLOSE: &str = "</dd></div></dl>";
        html.raw("<dl class=\"ft-values\">");
        let mut left = self.entries.iter();
        for (key, value) in left.by_ref() {
            html.raw("<div><dt>").text(key).raw("</dt><dd>");
            match value {
                Value::Text(text) => drop(html.text_that_fits(text, CLOSE.len())),
                Value::Html(value) => value.to_html(html),
            }
            html.raw("</dd></div>");
            if html.cut() != Some(0) {
                break;
            }
        }
        html.count_cut(left.map(|(key, value)| key.len() + value.size()).sum());
        html.raw("</dl>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_too_large_ends_the_list() {
        let mut html = Html::with_room(200);
        KeyValues::new().entry("a", "x".repeat(300)).entry("b", "yy").to_html(&mut html);
        assert!(html.as_str().ends_with("xxx</dd></div></dl>") && html.as_str().len() == 200);
        assert!(html.cut().is_some_and(|cut| cut > 100), "{:?}", html.cut());
    }

    #[test]
    fn keys_and_values_are_escaped() {
        let mut html = Html::new();
        KeyValues::new().entry("<k>", "a & b").entry_html("h", "<p>").to_html(&mut html);
        assert_eq!(
            html.as_str(),
            "<dl class=\"ft-values\"><div><dt>&lt;k&gt;</dt><dd>a &amp; b</dd></div>\
             <div><dt>h</dt><dd><p class=\"ft-text\">&lt;p&gt;</p></dd></div></dl>"
        );
    }
}
