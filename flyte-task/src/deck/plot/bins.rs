//! Counts values into the ranges of a histogram.

use super::data::{self, Bin};

/// More ranges than this cannot be told apart.
const BINS: u32 = 500;

/// Counts what can be drawn; each range holds its lower end, the last one both.
pub(super) fn count(values: impl Iterator<Item = f64>, bins: u32) -> Vec<Bin> {
    let values: Vec<f64> = values.filter(|value| data::is_drawable(*value)).collect();
    let Some((low, high)) = data::range(values.iter().copied()) else { return Vec::new() };
    let bins = bins.clamp(1, BINS);
    let edge = |at: u32| low + (high - low) * (f64::from(at) / f64::from(bins));
    let mut counted: Vec<Bin> =
        (0..bins).map(|at| Bin { from: edge(at), to: edge(at + 1), count: 0 }).collect();
    for value in values {
        let after = counted.partition_point(|bin| bin.from <= value);
        if let Some(bin) = counted.get_mut(after.saturating_sub(1)) {
            bin.count = bin.count.saturating_add(1);
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_once() {
        let bins = count([0.0, 1.0, 2.5, 5.0, 10.0, f64::NAN].into_iter(), 4);
        assert_eq!(bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [2, 1, 1, 1]);
        assert_eq!(bins[1], Bin { from: 2.5, to: 5.0, count: 1 });
    }
}
