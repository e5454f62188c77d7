//! The values that go through the codec, and what is aimed at for each.

use std::collections::{BTreeMap, HashMap};

use flyte_task::prelude::*;
use flyte_task_tests::random::Random;
use serde::{Deserialize, Serialize};

use crate::tree::Tree;

/// What a time is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Goal {
    /// At most so many times a copy of the wire's bytes.
    Copies(f64),
    /// At least so many times faster than the tree of messages.
    Tree(f64),
    /// None is set.
    None,
}

/// What is aimed at for one kind of value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goals {
    pub(crate) decode: Goal,
    pub(crate) encode: Goal,
    /// The most memory while encoding, in bytes of the wire.
    pub(crate) encode_memory: f64,
}

/// A struct as tasks exchange them.
#[derive(Debug, Clone, PartialEq, FlyteType, Serialize, Deserialize)]
pub(crate) struct Sample {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) score: f64,
    pub(crate) is_valid: bool,
    pub(crate) weights: Vec<f64>,
}

/// Does something with each case.
pub(crate) trait Visit {
    fn case<T: Tree + FlyteType + PartialEq + Clone>(&mut self, name: &'static str, value: &T, goals: Goals);
}

/// Shows every case to `visit`.
pub(crate) fn visit(visit: &mut impl Visit) {
    let goals = |decode, encode| Goals { decode, encode, encode_memory: 1.1 };
    let mut random = Random::seeded(1);
    // Of every length that the wire has for integers.
    let integers: Vec<i64> =
        (0..1_000_000).map(|_| random.bits().cast_signed() >> random.below(64)).collect();
    visit.case("list[int], 1e6", &integers, goals(Goal::Tree(20.0), Goal::Tree(20.0)));
    drop(integers);
    let mut float = || f64::from_bits(random.bits() >> 2);
    let floats: Vec<f64> = (0..1_000_000).map(|_| float()).collect();
    visit.case("list[float], 1e6", &floats, goals(Goal::Copies(2.0), Goal::Copies(2.0)));
    let strings: Vec<String> = (0..1_000_000).map(|number: i64| format!("text {}", number * 7919)).collect();
    visit.case("list[str], 1e6", &strings, goals(Goal::None, Goal::None));
    drop(strings);
    let map: BTreeMap<String, f64> =
        floats.iter().take(100_000).enumerate().map(|(at, float)| (format!("key {at:06}"), *float)).collect();
    visit.case("dict[str, float], 1e5", &map, goals(Goal::Tree(5.0), Goal::Tree(30.0)));
    let hashed: HashMap<String, f64> = map.into_iter().collect();
    // Sorted before it is written, which takes most of its time and needs a reference to each entry.
    visit.case("dict[str, float] hashed, 1e5", &hashed, goals(Goal::Tree(5.0), Goal::None));
    drop(hashed);
    let nested: Vec<Vec<f64>> = floats.chunks(1000).map(<[f64]>::to_vec).collect();
    visit.case("list[list[float]], 1e3 x 1e3", &nested, goals(Goal::Tree(80.0), Goal::Tree(80.0)));
    drop(nested);
    let structs: Vec<Sample> = floats
        .chunks(4)
        .take(100_000)
        .zip(0_i64..)
        .map(|(weights, id)| Sample {
            id: id * 7919,
            name: format!("sample {id}"),
            score: weights[0],
            is_valid: id % 3 == 0,
            weights: weights.to_vec(),
        })
        .collect();
    let structs_goals = Goals { encode_memory: 2.5, ..goals(Goal::Tree(2.5), Goal::Tree(6.0)) };
    visit.case("list[struct], 1e5", &structs, structs_goals);
    drop(structs);
    let text = "The quick brown fox jumps over the lazy dog. ".repeat(100_000_000 / 45);
    visit.case("str, 100 MB", &text, goals(Goal::Copies(1.3), Goal::Copies(1.3)));
}
