//! The file that the console shows: all decks behind tabs, with its styles and script inside.

use super::html::Html;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Puts tabs and bodies together.
///
/// The ids, the handler and the bare elements are the console's contract: the n-th `li` shows the n-th `div`. What
/// keyboards and screen readers need is added by the script, without which no tabs are needed: all decks then show
/// below one another, each under its name, as they do in print.
pub(super) fn write(tabs: &[(String, Html)]) -> String {
    let mut page = Html::new();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Flyte decks</title>\n");
    page.raw("<style>\n")
        .raw(STYLE)
        .raw("</style>\n<script>\n")
        .raw(SCRIPT)
        .raw("</script>\n</head>\n<body>\n");
    page.raw("<nav id=\"flyte-frame-nav\"><ul id=\"flyte-frame-tabs\">");
    for (name, _) in tabs {
        page.raw("<li onclick=\"handleLinkClick(this)\">").text(name).raw("</li>");
    }
    page.raw("</ul></nav>\n<div id=\"flyte-frame-container\">");
    for (name, body) in tabs {
        page.raw("<div><section><h2 class=\"ft-name\">")
            .text(name)
            .raw("</h2>")
            .raw(body.as_str())
            .raw("</section></div>\n");
    }
    page.raw("</div>\n</body>\n</html>\n");
    page.into_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::{Duration, Instant};

    use crate::deck::{DeckField, Decks, Heading, Image, KeyValues, Source, Table, Timeline};

    /// Written by this test with `UPDATE_GOLDENS=1`; read the difference, and look at the file in a browser.
    #[test]
    fn a_small_page_is_as_it_was() {
        let html = small().html();
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/deck/golden/small.html");
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&golden, &html).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        let different = expected.lines().zip(html.lines()).find(|(expected, found)| expected != found);
        assert!(expected == html, "{} differs: {different:?}", golden.display());
    }

    #[test]
    fn the_page_asks_for_nothing_from_elsewhere() {
        let html = small().html();
        for from_elsewhere in ["http:", "https:", "src=\"/", "@import", "url(", "<link"] {
            assert!(!html.contains(from_elsewhere), "{from_elsewhere}");
        }
    }

    #[test]
    fn tabs_and_bodies_match_by_index() {
        let html = small().html();
        let (_, body) = html.split_once("<body>").unwrap();
        let (tabs, bodies) = body.split_once("<div id=\"flyte-frame-container\">").unwrap();
        let names = |text: &str, open: &str, close: &str| -> Vec<String> {
            text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap().to_owned()).collect()
        };
        let tabs = names(tabs, "<li onclick=\"handleLinkClick(this)\">", "</li>");
        assert_eq!(tabs, names(bodies, "<div><section><h2 class=\"ft-name\">", "</h2>"));
        assert_eq!(tabs.len(), 6);
    }

    #[test]
    fn no_decks_make_a_page_too() {
        assert!(Decks::new().html().contains("<ul id=\"flyte-frame-tabs\"></ul>"));
    }

    fn small() -> Decks {
        let origin = Instant::now();
        let timeline = Timeline::starting_at(origin);
        let ms = Duration::from_millis;
        timeline.record("Translate literals", origin, ms(2), Some(ms(0)));
        timeline.record("Execute user level code", origin + ms(2), ms(98), Some(ms(90)));
        let decks = Decks::new().with_limit(4000).with_timeline(timeline);
        let report = decks.deck("<Report> & 'more'");
        report
            .append(Heading("Results <1>"))
            .append("Better than \"ever\" & <i>still</i>.\nNext line: żółw 🦀");
        report.append(
            Table::new(["epoch", "loss"])
                .caption("Per epoch")
                .limit(2)
                .row((1, 0.5))
                .row((2, 0.25))
                .row((3, 0.1)),
        );
        report.append(Image::new("<svg/>", "nothing at all").unwrap().size(10, 10)).append_raw_html("<hr>");
        let last = decks.deck("Cut");
        last.append_raw_html(&"x".repeat(4096))
            .append("What is too large is left out, what comes after it is not.");
        let field = |field| decks.field(field).unwrap();
        field(DeckField::SourceCode)
            .append(Source::new("fn f() -> bool {\n    1 < 2\n}\n").path("src/lib.rs").first_line(9));
        field(DeckField::Output).append(KeyValues::new().entry("o0", true));
        field(DeckField::Input).append(KeyValues::new().entry("x", "<script>alert(1)</script>"));
        decks
    }
}
