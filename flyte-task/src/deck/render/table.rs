//! Tables of texts and numbers.

use crate::deck::html::{Html, ToHtml};
use crate::deck::render::row::IntoRow;

/// How many rows a table shows unless told otherwise.
const ROWS: usize = 1000;

/// Room kept for what closes a table.
const CLOSING: usize = 400;

/// A table; columns of numbers are aligned as numbers are.
///
/// ```
/// use flyte_task::deck::{Decks, Table};
///
/// let mut table = Table::new(["city", "inhabitants"]).caption("The largest ones").limit(2);
/// for (city, inhabitants) in [("Tokyo", 37_115_000), ("Delhi", 33_807_000), ("Shanghai", 29_868_000)] {
///     table.push((city, inhabitants));
/// }
/// let decks = Decks::new();
/// decks.deck("Cities").append(&table);
/// assert!(decks.html().contains("1 more row"));
/// ```
#[derive(Debug, Clone)]
pub struct Table {
    caption: Option<String>,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    limit: usize,
    more: usize,
}

impl Table {
    /// A table with these column names; with none it has no header.
    pub fn new<T: ToString>(header: impl IntoIterator<Item = T>) -> Self {
        let header = header.into_iter().map(|name| name.to_string()).collect();
        Self { caption: None, header, rows: Vec::new(), limit: ROWS, more: 0 }
    }

    /// The table with a line above that says what it shows.
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// The table with at most this many rows, 1,000 unless set; the others are counted, and not even kept.
    pub fn limit(mut self, rows: usize) -> Self {
        self.limit = rows;
        self.more += self.rows.len().saturating_sub(rows);
        self.rows.truncate(rows);
        self
    }

    /// The table with one more row; missing cells stay empty.
    pub fn row(mut self, row: impl IntoRow) -> Self {
        self.push(row);
        self
    }

    /// Adds a row; missing cells stay empty.
    pub fn push(&mut self, row: impl IntoRow) -> &mut Self {
        if self.rows.len() < self.limit {
            self.rows.push(row.into_row());
        } else {
            self.more += 1;
        }
        self
    }

    /// The table with this many more rows that are counted and not shown.
    #[cfg(feature = "dataframe")]
    pub(super) fn and_more(mut self, rows: usize) -> Self {
        self.more += rows;
        self
    }

    /// For each column whether all its cells are numbers.
    fn numeric(&self) -> Vec<bool> {
        let width = self.rows.iter().map(Vec::len).fold(self.header.len(), usize::max);
        let cells = |column: usize| self.rows.iter().filter_map(move |row| row.get(column));
        let filled = |column| cells(column).filter(|cell| !cell.trim().is_empty());
        (0..width)
            .map(|column| filled(column).count() > 0 && filled(column).all(|cell| is_number(cell)))
            .collect()
    }
}

impl<R: IntoRow> Extend<R> for Table {
    fn extend<I: IntoIterator<Item = R>>(&mut self, rows: I) {
        for row in rows {
            self.push(row);
        }
    }
}

impl ToHtml for Table {
    fn to_html(&self, html: &mut Html) {
        let numeric = self.numeric();
        // A box that scrolls must be reachable by keyboard, and what is reachable needs a name.
        html.raw("<div class=\"ft-scroll\" role=\"region\" tabindex=\"0\"");
        html.attribute("aria-label", self.caption.as_deref().unwrap_or("Table")).raw("><table>");
        if let Some(caption) = &self.caption {
            html.raw("<caption>").text(caption).raw("</caption>");
        }
        if !self.header.is_empty() {
            html.raw("<thead>");
            write_row(html, "th", &self.header, &numeric);
            html.raw("</thead>");
        }
        html.raw("<tbody>");
        let mut shown = 0;
        for row in &self.rows {
            let mut line = Html::with_room(html.room().saturating_sub(CLOSING));
            write_row(&mut line, "td", row, &numeric);
            if line.cut().is_none() {
                break;
            }
            html.raw(line.as_str());
            shown += 1;
        }
        html.raw("</tbody></table></div>");
        let unfit: usize = self.rows.iter().skip(shown).flatten().map(String::len).sum();
        match self.more + self.rows.len() - shown {
            0 => {}
            1 => drop(html.raw("<p class=\"ft-note\">1 more row</p>")),
            more => drop(html.raw("<p class=\"ft-note\">").text(grouped(more)).raw(" more rows</p>")),
        }
        html.count_cut(unfit);
    }
}

fn write_row(html: &mut Html, cell: &str, row: &[String], numeric: &[bool]) {
    html.raw("<tr>");
    for (column, numeric) in numeric.iter().enumerate() {
        html.raw("<").raw(cell);
        if cell == "th" {
            html.raw(" scope=\"col\"");
        }
        html.raw(if *numeric { " class=\"ft-number\">" } else { ">" });
        html.text(row.get(column).map_or("", String::as_str)).raw("</").raw(cell).raw(">");
    }
    html.raw("</tr>");
}

/// Whether a cell reads as a number, maybe with a unit of percent or separated thousands.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches('%').trim_end().replace([',', '_', '\u{202f}'], "");
    digits.parse::<f64>().is_ok()
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(table: &Table) -> String {
        let mut html = Html::new();
        table.to_html(&mut html);
        html.into_string()
    }

    #[test]
    fn numbers_are_aligned_and_texts_are_escaped() {
        let table = Table::new(["name", "<n>"]).row(("a&b", 1)).row(("\"c\"", -0.5)).row(vec!["d"]);
        let html = html(&table);
        assert!(
            html.contains("<th scope=\"col\">name</th><th scope=\"col\" class=\"ft-number\">&lt;n&gt;</th>")
        );
        assert!(html.contains("<td>a&amp;b</td><td class=\"ft-number\">1</td>"));
        assert!(html.contains("<td>d</td><td class=\"ft-number\"></td>"));
    }

    #[test]
    fn numbers_are_known_by_their_look() {
        for number in ["1", " -2.5 ", "1e-3", "NaN", "12 %", "1,234,567"] {
            assert!(is_number(number), "{number}");
        }
        for text in ["", "a", "1 apple", "1.2.3", "2026-01-01"] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn rows_beyond_the_limit_are_counted() {
        let mut table = Table::new(["n"]);
        table.extend((0..2500).map(|n| [n]));
        assert!(html(&table).ends_with("<p class=\"ft-note\">1,500 more rows</p>"));
        assert!(html(&table.limit(10)).contains("2,490 more rows"));
    }

    #[test]
    fn a_table_too_large_for_its_deck_ends_between_rows() {
        let deck = crate::deck::Decks::new().with_limit(4096).deck("a");
        let mut table = Table::new(["n"]);
        table.extend((0..500).map(|n| [n]));
        deck.append(&table);
        let mut out = Html::new();
        deck.write(&mut out);
        let html = out.as_str();
        assert!(html.contains("</tr></tbody></table></div><p class=\"ft-note\">"), "{html}");
        assert!(html.contains(" of what is above. A deck may hold 4 KiB"), "{html}");
    }

    #[test]
    fn longer_rows_widen_a_table_without_header() {
        let table = Table::new::<&str>([]).row([1, 2]).row([3]);
        assert!(
            html(&table)
                .contains("<tbody><tr><td class=\"ft-number\">1</td><td class=\"ft-number\">2</td></tr>")
        );
    }
}
