//! The timeline as a table with bars.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::spans::{State, Time};
use crate::deck::html::Html;

/// Deeper levels are not indented any further.
const DEEPEST: usize = 6;

/// A span as it is shown.
struct Row<'a> {
    name: &'a str,
    depth: usize,
    start: Duration,
    wall: Duration,
    process: Option<Duration>,
    running: bool,
}

pub(super) fn write(state: &State, now: Instant, process_now: Option<Duration>, html: &mut Html) {
    let rows = rows(state, now, process_now);
    let end = rows.iter().map(|row| row.start + row.wall).max().unwrap_or_default();
    html.raw("<div class=\"ft-scroll ft-wide\" role=\"region\" tabindex=\"0\" aria-label=\"Timeline\"><table class=\"ft-timeline\">");
    html.raw("<thead><tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"ft-number\">Wall Time(s)</th>");
    html.raw("<th scope=\"col\" class=\"ft-number\">Process Time(s)</th>");
    html.raw("<th scope=\"col\" class=\"ft-axis\"><span>0 s</span><span>")
        .text(seconds(end, 3))
        .raw(" s</span></th>");
    html.raw("</tr></thead><tbody>");
    for row in &rows {
        row.write(end, html);
    }
    html.raw("</tbody></table></div>");
    if state.left_out > 0 {
        html.raw("<p class=\"ft-note\">").text(state.left_out).raw(" later spans were not recorded.</p>");
    }
    html.raw(
        "<p class=\"ft-note\">Wall time is what a clock on the wall shows. Process time is what all threads ",
    );
    html.raw("together spent computing, in steps of 0.01 s where the system counts it.</p>");
}

impl Row<'_> {
    fn write(&self, end: Duration, html: &mut Html) {
        html.raw("<tr><td><span").attribute("class", format_args!("ft-depth-{}", self.depth.min(DEEPEST)));
        html.raw(">").text(self.name).raw("</span>");
        if self.running {
            html.raw(" <em>running</em>");
        }
        html.raw("</td><td class=\"ft-number\">")
            .text(seconds(self.wall, 6))
            .raw("</td><td class=\"ft-number\">");
        match self.process {
            Some(process) => html.text(seconds(process, 2)),
            None => html.raw("<span aria-label=\"unknown\">\u{2013}</span>"),
        };
        let (left, width) = (percent(self.start, end), percent(self.wall, end));
        html.raw("</td><td class=\"ft-axis\"><div class=\"ft-bar\"");
        html.attribute("style", format_args!("left:{left:.2}%;width:{width:.2}%")).raw("></div></td></tr>");
    }
}

/// The spans from the root down, each followed by those below it, in the order of their start.
fn rows(state: &State, now: Instant, process_now: Option<Duration>) -> Vec<Row<'_>> {
    let mut below: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, span) in state.spans.iter().enumerate() {
        below.entry(span.parent).or_default().push(at);
    }
    for siblings in below.values_mut() {
        // The last one is taken off the stack first.
        siblings.sort_by_key(|at| std::cmp::Reverse((state.spans.get(*at).map(|span| span.start), *at)));
    }
    let mut rows = Vec::new();
    let mut next: Vec<(usize, usize)> = top(&below, None, 0);
    while let Some((at, depth)) = next.pop() {
        let Some(span) = state.spans.get(at) else { continue };
        let running = matches!(span.time, Time::Running { .. });
        if let Time::Took { wall, process } = span.time.until(now, process_now) {
            rows.push(Row { name: &span.name, depth, start: span.start, wall, process, running });
        }
        next.extend(top(&below, Some(at), depth + 1));
    }
    rows
}

fn top(
    below: &BTreeMap<Option<usize>, Vec<usize>>,
    parent: Option<usize>,
    depth: usize,
) -> Vec<(usize, usize)> {
    below.get(&parent).into_iter().flatten().map(|at| (*at, depth)).collect()
}

fn seconds(time: Duration, decimals: usize) -> String {
    format!("{:.decimals$}", time.as_secs_f64())
}

fn percent(part: Duration, whole: Duration) -> f64 {
    if whole.is_zero() { 0.0 } else { part.as_secs_f64() / whole.as_secs_f64() * 100.0 }
}

#[cfg(test)]
mod tests {
    use super::super::Timeline;
    use crate::deck::html::Html;

    use super::*;

    fn html(timeline: &Timeline) -> String {
        let mut html = Html::new();
        timeline.write(&mut html);
        html.into_string()
    }

    #[test]
    fn bars_stand_where_the_time_went() {
        let origin = Instant::now();
        let timeline = Timeline::starting_at(origin);
        let ms = Duration::from_millis;
        timeline.record("<second>", origin + ms(50), ms(50), Some(ms(30)));
        timeline.record("first", origin, ms(25), None);
        let html = html(&timeline);
        let first = "<td><span class=\"ft-depth-0\">first</span></td><td class=\"ft-number\">0.025000</td>\
                     <td class=\"ft-number\"><span aria-label=\"unknown\">–</span></td>\
                     <td class=\"ft-axis\"><div class=\"ft-bar\" style=\"left:0.00%;width:25.00%\">";
        let second = "<td><span class=\"ft-depth-0\">&lt;second&gt;</span></td><td class=\"ft-number\">0.050000</td>\
                      <td class=\"ft-number\">0.03</td>\
                      <td class=\"ft-axis\"><div class=\"ft-bar\" style=\"left:50.00%;width:50.00%\">";
        assert!(html.find(first).unwrap() < html.find(second).unwrap(), "{html}");
        assert!(html.contains("<span>0.100 s</span>"), "{html}");
    }

    #[test]
    fn what_still_runs_says_so_and_children_follow_their_parent() {
        let timeline = Timeline::new();
        let outer = timeline.span("outer");
        timeline.span("inner").end();
        timeline.record("beside", Instant::now(), Duration::ZERO, None);
        let html = html(&timeline);
        assert!(html.contains("ft-depth-0\">outer</span> <em>running</em>"), "{html}");
        assert!(html.contains("ft-depth-1\">inner</span></td>"), "{html}");
        outer.end();
        assert!(!self::html(&timeline).contains("running</em>"));
    }
}
