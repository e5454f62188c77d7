//! Golden cases of untyped values, maps with other keys than strings, errors of nodes, hashes and annotations.

#![expect(clippy::needless_pass_by_value, reason = "a task owns its inputs")]

use std::collections::BTreeMap;

use flyte_task::prelude::*;
use flyte_task::prost_types::value::Kind;
use flyte_task::prost_types::{Struct, Value as Generic};
use flyte_task::types::{Annotated, Annotation, FlyteError, HashMethod, Hashed};
use serde_json::{Value, json};

#[task(name = "golden_dev.t17_untyped_dict")]
fn t17_untyped_dict(d: Value) -> Value {
    let n = d.as_object().map_or(0, serde_json::Map::len);
    json!({ "in": d, "n": n })
}

#[task(name = "golden_dev.t18_dict_int_keys")]
fn t18_dict_int_keys(d: BTreeMap<i64, String>) -> BTreeMap<i64, String> {
    d.into_iter().map(|(k, v)| (-k, v)).collect()
}

#[task(name = "golden_dev.t40_error_handler")]
fn t40_error_handler(err: FlyteError, attempt: i64) -> String {
    format!("{}:{}:{attempt}", err.failed_node_id, err.message)
}

#[task(name = "golden_dev.t41_optional_error")]
fn t41_optional_error(err: Option<FlyteError>, x: i64) -> i64 {
    if err.is_some() { -x } else { x }
}

struct Sha;

impl<T: std::fmt::Display> HashMethod<T> for Sha {
    fn hash(value: &T) -> String {
        format!("sha:{value}")
    }
}

type Hashes = (Hashed<i64, Sha>, Vec<Hashed<String, Sha>>);

#[task(name = "golden_dev.t44_hash_method")]
fn t44_hash_method(x: Hashed<i64, Sha>) -> Hashes {
    ((*x + 1).into(), vec!["a".to_owned().into(), "b".to_owned().into()])
}

struct Milliseconds;

impl Annotation for Milliseconds {
    fn annotation() -> Value {
        json!({"unit": "ms", "range": [0, 10], "deep": {"k": null}})
    }
}

#[task(name = "golden_dev.t45_annotation")]
fn t45_annotation(x: Annotated<i64, Milliseconds>) -> i64 {
    x.into_inner()
}

// A `typing.Literal` is its values' type, with the values as a note.
struct Modes;

impl Annotation for Modes {
    fn annotation() -> Value {
        json!({"literal_values": ["fast", "slow"]})
    }
}

struct Levels;

impl Annotation for Levels {
    fn annotation() -> Value {
        json!({"literal_values": [1, 2, 3]})
    }
}

type Mode = Annotated<String, Modes>;

#[task(name = "golden_dev.t48_literal")]
fn t48_literal(mode: Mode, level: Annotated<i64, Levels>) -> Mode {
    if *level > 1 { "slow".to_owned().into() } else { mode }
}

#[task(name = "golden_dev.t49_struct")]
fn t49_struct(mut s: Struct) -> Struct {
    s.fields.insert("seen".to_owned(), Generic { kind: Some(Kind::BoolValue(true)) });
    s
}
