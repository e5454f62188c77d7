//! Golden cases of options, lists and maps.

#![expect(clippy::needless_pass_by_value, reason = "a task owns its inputs")]

use std::collections::{BTreeMap, HashMap};

use flyte_task::prelude::*;

use crate::scalars::python_text;

#[task(name = "golden_dev.t10_optional")]
fn t10_optional(a: Option<i64>, b: Option<String>) -> Option<String> {
    a.map(|a| format!("{a}:{}", python_text(b)))
}

#[task(name = "golden_dev.t14_list_nested")]
fn t14_list_nested(m: Vec<Vec<i64>>) -> Vec<i64> {
    m.concat()
}

#[task(name = "golden_dev.t15_dict_str")]
fn t15_dict_str(d: HashMap<String, i64>) -> BTreeMap<String, i64> {
    d.into_iter().map(|(k, v)| (k.to_uppercase(), v * 2)).collect()
}

#[task(name = "golden_dev.t16_dict_nested")]
fn t16_dict_nested(d: BTreeMap<String, Vec<Option<f64>>>) -> HashMap<String, Option<f64>> {
    d.into_iter().map(|(k, v)| (k, v.into_iter().flatten().next())).collect()
}

type Deep = BTreeMap<String, BTreeMap<String, Vec<Vec<BTreeMap<String, Option<i64>>>>>>;

#[task(name = "golden_dev.t19_deep")]
fn t19_deep(d: Deep) -> i64 {
    let maps = d.values().flat_map(BTreeMap::values).flatten().flatten();
    maps.flat_map(BTreeMap::values).flatten().sum()
}

// An iterator of flytekit is a list on the wire.
#[task(name = "golden_dev.t42_iterator")]
fn t42_iterator(xs: Vec<i64>) -> Vec<i64> {
    xs.into_iter().map(|x| x * x).collect()
}

#[task(name = "golden_dev.t51_offloaded")]
fn t51_offloaded(mut xs: Vec<i64>, s: String) -> Result<(Vec<i64>, String), TaskError> {
    xs.push(i64::try_from(s.chars().count())?);
    Ok((xs, s.repeat(2)))
}
