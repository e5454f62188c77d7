//! Draws a plot as SVG.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Plot;
use super::data::{self, Bin, Points};

/// On a phone this shrinks by a third, which the texts must stand.
const SIZE: (u32, u32) = (560, 350);

/// What is added to the height when names of categories stand upright.
const UPRIGHT: u32 = 90;

/// How many upright names stand side by side; of more, every other or third one is written.
const UPRIGHT_NAMES: usize = 20;

/// The colours of the light page; page.css gives each of them its counterpart for the dark one.
const COLORS: [(RGBColor, &str); 6] = [
    (RGBColor(0x00, 0x67, 0xb8), "var(--plot-1)"),
    (RGBColor(0xc2, 0x57, 0x00), "var(--plot-2)"),
    (RGBColor(0x0a, 0x7d, 0x55), "var(--plot-3)"),
    (RGBColor(0x8b, 0x3f, 0xc7), "var(--plot-4)"),
    (RGBColor(0xc8, 0x28, 0x3c), "var(--plot-5)"),
    (RGBColor(0x5a, 0x64, 0x70), "var(--plot-6)"),
];
const TEXT: RGBColor = RGBColor(0x1c, 0x21, 0x28);
const GRID: RGBColor = RGBColor(0xd5, 0xd9, 0xe0);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Canvas<'a> = DrawingArea<
    SVGBackend<'a>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;
type Error = DrawingAreaErrorKind<std::io::Error>;

/// The colour of the n-th series, in the words of CSS.
pub(super) fn color_name(series: usize) -> &'static str {
    color(series).1
}

fn color(series: usize) -> (RGBColor, &'static str) {
    COLORS.get(series % COLORS.len()).copied().unwrap_or((TEXT, "currentColor"))
}

/// The picture, if there is anything to draw.
pub(super) fn svg(plot: &Plot) -> Result<Option<String>, String> {
    let mut svg = String::new();
    let drawn = {
        let height = if upright(plot) { SIZE.1 + UPRIGHT } else { SIZE.1 };
        let area = SVGBackend::with_string(&mut svg, (SIZE.0, height)).into_drawing_area();
        draw(plot, &area).and_then(|drawn| area.present().map(|()| drawn))
    };
    match drawn {
        Ok(true) => Ok(Some(svg)),
        Ok(false) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

fn draw(plot: &Plot, area: &Area<'_>) -> Result<bool, Error> {
    let Some((x, y)) = ranges(plot) else { return Ok(false) };
    let text = |size: i32| ("sans-serif", size).into_font().color(&TEXT);
    let mut chart = ChartBuilder::on(area)
        .margin(6)
        .margin_right(16)
        .x_label_area_size(
            if upright(plot) { UPRIGHT } else { 0 } + if plot.x_label.is_empty() { 34 } else { 58 },
        )
        .y_label_area_size(if plot.y_label.is_empty() { 66 } else { 92 })
        .build_cartesian_2d(x.0..x.1, y.0..y.1)?;
    let by_category = |at: &f64| category(plot, *at);
    let by_number = |at: &f64| number(*at);
    let mut mesh = chart.configure_mesh();
    mesh.x_desc(&plot.x_label)
        .y_desc(&plot.y_label)
        .y_labels(7)
        .y_label_formatter(&by_number)
        .label_style(text(18))
        .axis_desc_style(text(19))
        .axis_style(TEXT)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .max_light_lines(0);
    if plot.categories.is_empty() {
        mesh.x_labels(7).x_label_formatter(&by_number);
    } else {
        let labels = if upright(plot) { 0 } else { plot.categories.len() };
        mesh.disable_x_mesh().x_labels(labels).x_label_formatter(&by_category);
    }
    mesh.draw()?;
    if upright(plot) {
        // The mesh would put the middle of an upright name on the axis.
        let style = ("sans-serif", 18).into_font().transform(FontTransform::Rotate90).color(&TEXT);
        let style = style.pos(Pos::new(HPos::Left, VPos::Center));
        let every = plot.categories.len().div_ceil(UPRIGHT_NAMES);
        for (at, name) in plot.categories.iter().enumerate().step_by(every) {
            let (left, bottom) = chart.plotting_area().map_coordinate(&(small(at), y.0));
            area.draw(&Text::new(shortened(name), (left, bottom + 8), style.clone()))?;
        }
    }
    let groups = plot.series.iter().filter(|series| matches!(series.points, Points::Bars(_))).count();
    let mut group = 0;
    for (at, series) in plot.series.iter().enumerate() {
        let (color, _) = color(at);
        let canvas = chart.plotting_area();
        match &series.points {
            Points::Line(points) => line(canvas, points, color)?,
            Points::Scatter(points) => scatter(canvas, points, color)?,
            Points::Bins(bins) => histogram(canvas, bins, color)?,
            Points::Bars(heights) => {
                bars(canvas, heights, (group, groups), color)?;
                group += 1;
            }
        }
    }
    Ok(true)
}

fn line(canvas: &Canvas<'_>, points: &[(f64, f64)], color: RGBColor) -> Result<(), Error> {
    let gap = |(x, y): &(f64, f64)| !data::is_drawable(*x) || !data::is_drawable(*y);
    for piece in points.split(gap) {
        match piece {
            [] => {}
            [point] => canvas.draw(&Circle::new(*point, 3, color.filled()))?,
            piece => canvas.draw(&PathElement::new(piece, color.stroke_width(2)))?,
        }
    }
    Ok(())
}

fn scatter(canvas: &Canvas<'_>, points: &[(f64, f64)], color: RGBColor) -> Result<(), Error> {
    for (x, y) in points.iter().copied().filter(|(x, y)| data::is_drawable(*x) && data::is_drawable(*y)) {
        canvas.draw(&Circle::new((x, y), 3, color.filled()))?;
    }
    Ok(())
}

fn histogram(canvas: &Canvas<'_>, bins: &[Bin], color: RGBColor) -> Result<(), Error> {
    for bin in bins.iter().filter(|bin| bin.count > 0) {
        let corners = [(bin.from, 0.0), (bin.to, f64::from(bin.count))];
        canvas.draw(&Rectangle::new(corners, color.mix(0.75).filled()))?;
        // Neighbours of one height stay apart by their outlines.
        canvas.draw(&Rectangle::new(corners, color))?;
    }
    Ok(())
}

fn bars(
    canvas: &Canvas<'_>,
    heights: &[(usize, f64)],
    (group, groups): (usize, usize),
    color: RGBColor,
) -> Result<(), Error> {
    let width = 0.8 / small(groups.max(1));
    let left = small(group) * width - 0.4;
    for (at, height) in heights.iter().filter(|(_, height)| data::is_drawable(*height)) {
        let from = small(*at) + left;
        let corners = [(from + width * 0.04, 0.0), (from + width * 0.96, *height)];
        canvas.draw(&Rectangle::new(corners, color.filled()))?;
    }
    Ok(())
}

/// The ends of both axes.
fn ranges(plot: &Plot) -> Option<((f64, f64), (f64, f64))> {
    let (mut xs, mut ys, mut from_zero) = (Vec::new(), Vec::new(), false);
    for series in &plot.series {
        match &series.points {
            Points::Line(points) | Points::Scatter(points) => {
                let whole = points.iter().filter(|(x, y)| data::is_drawable(*x) && data::is_drawable(*y));
                for (x, y) in whole {
                    xs.push(*x);
                    ys.push(*y);
                }
            }
            Points::Bars(heights) => {
                from_zero = true;
                ys.extend(heights.iter().map(|(_, height)| *height));
            }
            Points::Bins(bins) => {
                from_zero = true;
                xs.extend(bins.iter().flat_map(|bin| [bin.from, bin.to]));
                ys.extend(bins.iter().map(|bin| f64::from(bin.count)));
            }
        }
    }
    if !plot.categories.is_empty() {
        xs.extend([-0.5, small(plot.categories.len()) - 0.5]);
    }
    let (x, y) = (data::range(xs.into_iter())?, data::range(ys.iter().copied())?);
    // A bar is as long as its number only if it starts at zero.
    let y = if from_zero { data::range(ys.into_iter().chain([0.0]))? } else { y };
    let pad = (y.1 - y.0) * 0.05;
    let low = if from_zero && y.0 == 0.0 { 0.0 } else { y.0 - pad };
    Some((x, (low, y.1 + pad)))
}

/// The name at a place of the axis; nothing between two of them.
fn category(plot: &Plot, at: f64) -> String {
    let named = plot.categories.iter().enumerate().find(|(place, _)| (small(*place) - at).abs() < 1e-6);
    named.map_or(String::new(), |(_, name)| shortened(name))
}

/// Whether the names of the categories are too long to stand side by side.
fn upright(plot: &Plot) -> bool {
    const LINE: usize = 45;
    plot.categories.iter().map(|name| shortened(name).chars().count() + 1).sum::<usize>() > LINE
}

fn shortened(name: &str) -> String {
    const LONGEST: usize = 14;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['\u{2026}']).collect()
}

/// A tick's number, as short as it can be told from its neighbours.
fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e6).contains(&size) {
        let text = format!("{value:.3e}");
        return match text.split_once('e') {
            Some((digits, power)) => format!("{}e{power}", trimmed(digits)),
            None => text,
        };
    }
    match trimmed(&format!("{value:.6}")) {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

fn trimmed(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// A count of things on a screen.
fn small(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_short() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (1500.0, "1500"),
            (2.5e7, "2.5e7"),
            (-1e-9, "-1e-9"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn the_dark_page_knows_every_colour() {
        let style = include_str!("../page/page.css");
        for color in COLORS.iter().map(|(color, _)| color).chain([&TEXT, &GRID]) {
            let hex = format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2);
            assert!(
                style.contains(&format!("[fill=\"{hex}\"]"))
                    || style.contains(&format!("[stroke=\"{hex}\"]"))
            );
        }
    }
}
