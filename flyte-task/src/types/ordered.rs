//! `BTreeMap`s made of many entries at a time.
//!
//! A map that is given entries in order one by one compares with some of its keys for each, and leaves its nodes half
//! empty. Made of many entries at once it is full, and nothing is compared but neighbours.

use std::collections::BTreeMap;

use super::codec::Ahead;

/// A map that is being made.
#[derive(Debug)]
pub(super) struct Ordered<K, T> {
    map: BTreeMap<K, T>,
    /// What is not in the map yet.
    part: Vec<(K, T)>,
}

/// In how many parts a map is made: the fewer, the faster; the more, the less memory stands beside the map.
const PARTS: usize = 8;

/// The most entries of a map that is made in one part whatever it holds.
const SMALL: usize = 256;

impl<K: Ord, T> Ordered<K, T> {
    pub(super) fn new() -> Self {
        Self { map: BTreeMap::new(), part: Vec::new() }
    }

    /// Adds an entry; of two with one key the last counts.
    pub(super) fn insert(&mut self, key: K, value: T, ahead: Ahead) {
        let all = ahead.at_first::<(K, T)>();
        let most = (all.max(self.map.len()) / PARTS).max(SMALL);
        if self.part.len() >= most {
            self.settle();
        }
        if self.part.is_empty() {
            self.part.reserve_exact(most.min(all));
        }
        self.part.push((key, value));
    }

    pub(super) fn into_map(mut self) -> BTreeMap<K, T> {
        self.settle();
        self.map
    }

    fn settle(&mut self) {
        self.map.append(&mut std::mem::take(&mut self.part).into_iter().collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_the_same_as_of_single_entries() {
        for (count, said) in [(0, 0), (1, 1), (SMALL + 1, 0), (10_000, 10_000), (10_000, 0), (5_000, 1)] {
            let mut ordered = Ordered::new();
            let mut single = BTreeMap::new();
            for number in 0..count {
                // In no order, and each key more than once.
                let key = number * 7919 % (count / 3 + 1);
                ordered.insert(key, number, Ahead::said(said));
                single.insert(key, number);
            }
            assert_eq!(ordered.into_map(), single, "{count} entries, said to be {said}");
        }
    }
}
