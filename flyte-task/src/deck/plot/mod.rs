//! Plots of lines, points, bars and histograms, drawn as SVG in the colours of the page.

mod bins;
mod data;
mod draw;

use data::{Points, Series};

use super::html::{Html, ToHtml};

/// The most categories of one plot; more bars cannot be told apart on a screen.
const CATEGORIES: usize = 200;

/// A plot; what is added to it shares its axes.
///
/// Values that are not finite leave a gap. Whoever wants more than this draws with a library of their own and
/// appends the SVG as an [`Image`](super::Image).
///
/// ```
/// use flyte_task::deck::{Decks, Plot};
///
/// let loss = Plot::new("Loss")
///     .x_label("epoch")
///     .y_label("cross-entropy")
///     .line("training", [(1, 0.9), (2, 0.5), (3, 0.3)])
///     .scatter("validation", [(1, 1.0), (3, 0.4)]);
/// let decks = Decks::new();
/// decks.deck("Training").append(loss);
/// decks.deck("Training").append(Plot::new("Weights").histogram("layer 1", [0.1, 0.2, 0.25, 0.9], 10));
/// decks.deck("Training").append(Plot::new("Sales").bars("2026", [("north", 3), ("south", 5)]));
/// assert_eq!(decks.html().matches("<svg").count(), 3);
/// ```
#[derive(Debug, Clone)]
pub struct Plot {
    title: String,
    x_label: String,
    y_label: String,
    /// What stands at 0, 1, 2.. of the x axis, if there are bars.
    categories: Vec<String>,
    series: Vec<Series>,
}

impl Plot {
    /// An empty plot with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            x_label: String::new(),
            y_label: String::new(),
            categories: Vec::new(),
            series: Vec::new(),
        }
    }

    /// The plot with a name for what runs from left to right.
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x_label = label.into();
        self
    }

    /// The plot with a name for what runs upwards.
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y_label = label.into();
        self
    }

    /// The plot with points joined in their order.
    pub fn line<X: Into<f64>, Y: Into<f64>>(
        self,
        name: impl Into<String>,
        points: impl IntoIterator<Item = (X, Y)>,
    ) -> Self {
        self.with(name.into(), Points::Line(pairs(points)))
    }

    /// The plot with single points.
    pub fn scatter<X: Into<f64>, Y: Into<f64>>(
        self,
        name: impl Into<String>,
        points: impl IntoIterator<Item = (X, Y)>,
    ) -> Self {
        self.with(name.into(), Points::Scatter(pairs(points)))
    }

    /// The plot with one bar a category; several series stand side by side.
    ///
    /// The x axis then shows the categories, which lie at 0, 1, 2.. for lines and points.
    pub fn bars<C: Into<String>, Y: Into<f64>>(
        mut self,
        name: impl Into<String>,
        bars: impl IntoIterator<Item = (C, Y)>,
    ) -> Self {
        let (mut heights, mut left_out) = (Vec::new(), 0);
        for (category, height) in bars {
            let category = category.into();
            let at = match self.categories.iter().position(|known| *known == category) {
                Some(at) => at,
                None if self.categories.len() < CATEGORIES => {
                    self.categories.push(category);
                    self.categories.len() - 1
                }
                None => {
                    left_out += 1;
                    continue;
                }
            };
            heights.push((at, height.into()));
        }
        let mut plot = self.with(name.into(), Points::Bars(heights));
        if let Some(series) = plot.series.last_mut() {
            series.thinned = left_out;
        }
        plot
    }

    /// The plot with how many values fall into each of so many equal ranges.
    pub fn histogram<V: Into<f64>>(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
        bins: u32,
    ) -> Self {
        let bins = bins::count(values.into_iter().map(V::into), bins);
        self.with(name.into(), Points::Bins(bins))
    }

    fn with(mut self, name: String, points: Points) -> Self {
        self.series.push(Series::new(name, points));
        self
    }
}

impl ToHtml for Plot {
    fn to_html(&self, html: &mut Html) {
        html.raw("<figure class=\"ft-plot\"><figcaption>").text(&self.title).raw("</figcaption>");
        // Names stand outside of the drawing, where they wrap and can be read aloud.
        html.raw("<ul class=\"ft-legend\">");
        for (at, series) in self.series.iter().enumerate() {
            html.raw("<li><span style=\"background:").raw(draw::color_name(at)).raw("\"></span>");
            html.text(&series.name).raw("</li>");
        }
        html.raw("</ul>");
        match draw::svg(self) {
            Ok(Some(svg)) => {
                html.raw("<div role=\"img\"").attribute("aria-label", self.description());
                html.raw(">").raw(&svg).raw("</div>");
            }
            Ok(None) => drop(html.raw("<p class=\"ft-note\">There is nothing to plot.</p>")),
            Err(error) => drop(html.raw("<p class=\"ft-note\">Cannot plot this: ").text(error).raw("</p>")),
        }
        for series in self.series.iter().filter(|series| series.thinned > 0) {
            html.raw("<p class=\"ft-note\">").text(&series.name).raw(": ").text(series.thinned);
            html.raw(" values are not drawn.</p>");
        }
        html.raw("</figure>");
    }
}

impl Plot {
    fn description(&self) -> String {
        let mut text = format!("Plot of {}", self.title);
        for (axis, label) in [("x", &self.x_label), ("y", &self.y_label)] {
            if !label.is_empty() {
                text += &format!(", {axis} axis: {label}");
            }
        }
        text
    }
}

fn pairs<X: Into<f64>, Y: Into<f64>>(points: impl IntoIterator<Item = (X, Y)>) -> Vec<(f64, f64)> {
    points.into_iter().map(|(x, y)| (x.into(), y.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(plot: &Plot) -> String {
        let mut html = Html::new();
        plot.to_html(&mut html);
        html.into_string()
    }

    #[test]
    fn every_name_is_escaped() {
        let plot = Plot::new("<t>").x_label("<x> & 'x'").y_label("\"y\"</svg>").bars("<s>", [("<c>", 1.0)]);
        let html = html(&plot);
        for raw in ["<t>", "<x>", "\"y\"<", "<s>", "<c>"] {
            assert!(!html.contains(raw), "{raw}: {html}");
        }
        assert_eq!(html.matches("</svg>").count(), 1);
        assert!(html.contains("&lt;c&gt;") && html.contains("&lt;x&gt; &amp; "), "{html}");
    }

    #[test]
    fn whatever_the_numbers_there_is_a_picture_or_a_note() {
        let all = [0.0, -0.0, 1.0, -1.0, 1e-320, 1e300, -1e300, 1e16, 1e16 + 2.0, 0.1 + 0.2, 0.3];
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN];
        for a in all.into_iter().chain(odd) {
            for b in all.into_iter().chain(odd) {
                let plot = Plot::new("t").line("l", [(a, b), (b, a), (0.0, 0.0)]).scatter("s", [(a, a)]);
                assert!(html(&plot).contains("<svg"), "{a} {b}");
                assert!(html(&Plot::new("t").histogram("h", [a, b], 7)).contains("</figure>"), "{a} {b}");
                assert!(
                    html(&Plot::new("t").bars("b", [("x", a), ("y", b)])).contains("</figure>"),
                    "{a} {b}"
                );
            }
        }
        for empty in [Plot::new("t"), Plot::new("t").line("l", [(f64::NAN, 1.0)])] {
            assert!(html(&empty).contains("nothing to plot"));
        }
        assert!(html(&Plot::new("t").histogram("h", [1.0], 0)).contains("<svg"));
    }

    #[test]
    fn many_points_are_thinned_and_counted() {
        let points = (0..100_000u32).map(|x| (x, if x == 77_777 { 5.0 } else { f64::from(x % 2) }));
        let html = html(&Plot::new("t").line("l", points));
        assert!(html.len() < 200_000, "{}", html.len());
        assert!(html.contains(" values are not drawn."));
    }

    #[test]
    fn more_bars_than_a_screen_has_are_counted() {
        let html = html(&Plot::new("t").bars("b", (0..100_000).map(|bar| (bar.to_string(), bar))));
        assert!(html.len() < 100_000 && html.contains("99800 values are not drawn."), "{}", html.len());
    }

    #[test]
    fn equal_plots_are_equal_bytes() {
        let plot = || html(&Plot::new("t").line("l", [(1, 2), (2, 3)]));
        assert_eq!(plot(), plot());
    }
}
