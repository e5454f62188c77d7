//! Source code with line numbers.

use crate::deck::html::{Html, ToHtml};

/// Source code, with a number before each line that does not come along when the code is copied.
///
/// ```
/// use flyte_task::deck::{Decks, Source};
///
/// let code = Source::new("fn add(a: i64, b: i64) -> i64 {\n    a + b\n}\n").path("src/tasks.rs").first_line(12);
/// Decks::new().deck("Code").append(code);
/// ```
#[derive(Debug, Clone)]
pub struct Source {
    code: String,
    path: Option<String>,
    first_line: u32,
}

impl Source {
    /// Code whose first line is line 1.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), path: None, first_line: 1 }
    }

    /// The code with the name of its file above.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The code, starting at this line of its file.
    pub fn first_line(mut self, line: u32) -> Self {
        self.first_line = line;
        self
    }
}

impl ToHtml for Source {
    fn to_html(&self, html: &mut Html) {
        const OPEN: &str = "<span class=\"ft-line\">";
        const CLOSE: &str = "</span>\n";
        const END: &str = "</code></pre></figure>";
        html.raw("<figure class=\"ft-source\">");
        if let Some(path) = &self.path {
            html.raw("<figcaption>").text(path).raw("</figcaption>");
        }
        html.raw("<pre role=\"region\" tabindex=\"0\"");
        html.attribute("aria-label", self.path.as_deref().unwrap_or("Source code"));
        // The counter goes up before it is shown.
        let before = i64::from(self.first_line) - 1;
        html.attribute("style", format_args!("counter-reset:ft-line {before}")).raw("><code>");
        let mut left = self.code.strip_suffix('\n').unwrap_or(&self.code).split('\n');
        for line in left.by_ref() {
            if html.room() < OPEN.len() + CLOSE.len() + END.len() {
                html.count_cut(line.len());
                break;
            }
            html.raw(OPEN).text_that_fits(line, CLOSE.len() + END.len()).raw(CLOSE);
        }
        html.count_cut(left.map(|line| line.len() + 1).sum());
        html.raw(END);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_escaped_line_by_line() {
        let mut html = Html::new();
        Source::new("if a < b {\n\n}\n").path("a&b.rs").first_line(7).to_html(&mut html);
        assert_eq!(
            html.as_str(),
            "<figure class=\"ft-source\"><figcaption>a&amp;b.rs</figcaption>\
             <pre role=\"region\" tabindex=\"0\" aria-label=\"a&amp;b.rs\" style=\"counter-reset:ft-line 6\"><code>\
             <span class=\"ft-line\">if a &lt; b {</span>\n<span class=\"ft-line\"></span>\n\
             <span class=\"ft-line\">}</span>\n</code></pre></figure>"
        );
    }

    #[test]
    fn code_is_cut_where_the_room_ends() {
        let mut html = Html::with_room(1000);
        Source::new("let x = 1;\n".repeat(100)).to_html(&mut html);
        assert!(html.cut().is_some_and(|cut| cut > 800), "{:?}", html.cut());
        assert!(html.as_str().ends_with("</code></pre></figure>"));
    }
}
