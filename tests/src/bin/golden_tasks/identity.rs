//! Tasks that return what they are given, one a family of types, for values that flytekit writes and reads back.

use std::collections::{BTreeMap, HashMap};
use std::future::ready;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_task::prelude::*;

#[task]
fn signed(a: i8, b: i16, c: i32, d: i64) -> (i8, i16, i32, i64) {
    (a, b, c, d)
}

#[task]
fn unsigned(a: u8, b: u16, c: u32, d: u64) -> (u8, u16, u32, u64) {
    (a, b, c, d)
}

#[task]
fn scalars(a: f64, b: f32, c: bool, d: String) -> (f64, f32, bool, String) {
    (a, b, c, d)
}

#[task]
fn times(
    a: DateTime<Utc>,
    b: NaiveDate,
    c: TimeDelta,
    d: Duration,
) -> (DateTime<Utc>, NaiveDate, TimeDelta, Duration) {
    (a, b, c, d)
}

type Cube = Vec<Vec<Vec<i64>>>;
type Lists = (Vec<f64>, Cube, Vec<Option<String>>, Vec<DateTime<Utc>>);

#[task]
fn lists(a: Vec<f64>, b: Cube, c: Vec<Option<String>>, d: Vec<DateTime<Utc>>) -> Lists {
    (a, b, c, d)
}

type Table = HashMap<String, Vec<bool>>;
type Tree = BTreeMap<String, BTreeMap<String, Option<f64>>>;
type Maps = (BTreeMap<String, i64>, Table, Tree, Vec<HashMap<String, TimeDelta>>);

// Async, so that values also travel through the runner of async tasks.
#[task]
async fn maps(a: BTreeMap<String, i64>, b: Table, c: Tree, d: Vec<HashMap<String, TimeDelta>>) -> Maps {
    ready(()).await;
    (a, b, c, d)
}

type Options = (Option<i64>, Option<Vec<i64>>, Option<HashMap<String, String>>, Option<NaiveDate>);

#[task]
fn options(
    a: Option<i64>,
    b: Option<Vec<i64>>,
    c: Option<HashMap<String, String>>,
    d: Option<NaiveDate>,
) -> Options {
    (a, b, c, d)
}
