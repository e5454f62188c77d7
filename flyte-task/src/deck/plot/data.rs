//! What a plot is drawn from, made fit for drawing.

/// The most points that one series draws; more cannot be told apart on a screen.
const POINTS: usize = 4000;

/// Larger numbers would overflow while axes are worked out.
const LARGEST: f64 = 1e300;

#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) points: Points,
    /// How many values are not drawn, as there are too many.
    pub(super) thinned: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Points {
    Line(Vec<(f64, f64)>),
    Scatter(Vec<(f64, f64)>),
    /// Heights by place in the list of categories.
    Bars(Vec<(usize, f64)>),
    Bins(Vec<Bin>),
}

/// One range of a histogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bin {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) count: u32,
}

impl Series {
    pub(super) fn new(name: String, mut points: Points) -> Self {
        let thinned = match &mut points {
            Points::Line(points) if points.len() > POINTS => keep(points, extremes),
            Points::Scatter(points) if points.len() > POINTS => {
                keep(points, |block, kept| kept.extend(block.first()))
            }
            _ => 0,
        };
        Self { name, points, thinned }
    }
}

/// Whether a number can be drawn.
pub(super) fn is_drawable(number: f64) -> bool {
    number.abs() <= LARGEST
}

/// The smallest and largest of the numbers that can be drawn, far enough apart to divide by.
pub(super) fn range(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let both = numbers.filter(|number| is_drawable(*number)).fold(None, |found, number| match found {
        None => Some((number, number)),
        Some((low, high)) => Some((f64::min(low, number), f64::max(high, number))),
    });
    let (low, high) = both?;
    let size = f64::max(low.abs(), high.abs());
    // Steps between ticks must be seen beside the numbers themselves.
    if high - low > f64::max(size * 1e-9, 1e-290) {
        return Some((low, high));
    }
    let around = if size < 1e-280 { 1.0 } else { size * 0.1 };
    Some((low - around, high + around))
}

fn keep(points: &mut Vec<(f64, f64)>, choose: impl Fn(&[(f64, f64)], &mut Vec<(f64, f64)>)) -> usize {
    let before = points.len();
    let mut kept = Vec::with_capacity(POINTS);
    // At most two points of a block are kept.
    for block in points.chunks(before.div_ceil(POINTS / 2)) {
        choose(block, &mut kept);
    }
    *points = kept;
    before - points.len()
}

/// The lowest and the highest point of a block, in their order, so that no peak is lost.
fn extremes(block: &[(f64, f64)], kept: &mut Vec<(f64, f64)>) {
    let by_height = |a: &(usize, &(f64, f64)), b: &(usize, &(f64, f64))| a.1.1.total_cmp(&b.1.1);
    let drawable = || block.iter().enumerate().filter(|(_, (x, y))| is_drawable(*x) && is_drawable(*y));
    let (lowest, highest) = (drawable().min_by(by_height), drawable().max_by(by_height));
    let (Some((low_at, low)), Some((high_at, high))) = (lowest, highest) else {
        // A gap stays a gap.
        return kept.extend(block.first());
    };
    match low_at.cmp(&high_at) {
        std::cmp::Ordering::Less => kept.extend([*low, *high]),
        std::cmp::Ordering::Equal => kept.push(*low),
        std::cmp::Ordering::Greater => kept.extend([*high, *low]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_line_keeps_its_peaks() {
        let points =
            (0..1_000_000u32).map(|x| (f64::from(x), if x == 345_678 { 9.0 } else { 0.5 })).collect();
        let series = Series::new("l".to_owned(), Points::Line(points));
        let Points::Line(points) = &series.points else { panic!() };
        assert!(points.contains(&(345_678.0, 9.0)) && points.len() <= POINTS);
        assert_eq!(series.thinned + points.len(), 1_000_000);
    }

    #[test]
    fn ranges_are_never_empty() {
        assert_eq!(range([f64::NAN, f64::INFINITY].into_iter()), None);
        assert_eq!(range([2.0, f64::NAN, -1.0].into_iter()), Some((-1.0, 2.0)));
        assert_eq!(range([0.0].into_iter()), Some((-1.0, 1.0)));
        assert_eq!(range([10.0].into_iter()), Some((9.0, 11.0)));
        assert!(range([1e16, 1e16 + 2.0].into_iter()).is_some_and(|(low, high)| high - low > 1e15));
    }
}
