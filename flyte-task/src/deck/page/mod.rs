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
