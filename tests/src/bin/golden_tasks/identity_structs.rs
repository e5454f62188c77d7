//! Tasks that return the structs, unions and packed maps that they are given; `python/structs.py` tells their types.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_task::prelude::*;
use serde_json::Value;

#[derive(FlyteType)]
enum Color {
    #[flyte(rename = "red")]
    Red,
    #[flyte(rename = "grün")]
    Green,
    #[flyte(rename = "dark blue")]
    Blue,
}

#[derive(FlyteType)]
struct Leaf {
    k: String,
    vals: Vec<i64>,
}

#[derive(FlyteType)]
struct Circle {
    r: f64,
}

#[derive(FlyteType)]
struct Rect {
    w: f64,
    h: f64,
}

#[derive(FlyteType)]
enum Shape {
    Circle(Circle),
    Rect(Rect),
}

#[derive(FlyteType)]
enum IntOrStr {
    Int(i64),
    Str(String),
}

#[derive(FlyteType)]
struct Everything {
    flag: bool,
    count: i64,
    large: u64,
    small: u8,
    real: f64,
    single: f32,
    text: String,
    when: DateTime<Utc>,
    day: NaiveDate,
    every: TimeDelta,
    color: Color,
    some: Option<i64>,
    nothing: Option<String>,
    leaf: Leaf,
    maybe: Option<Leaf>,
    many: Vec<Leaf>,
    named: BTreeMap<String, Leaf>,
    cube: Vec<Vec<Vec<f64>>>,
    opts: HashMap<String, Option<i64>>,
    either: IntOrStr,
    shape: Shape,
    times: Vec<DateTime<Utc>>,
    colors: BTreeMap<String, Vec<Color>>,
    keyed: HashMap<i64, String>,
    days: BTreeMap<NaiveDate, Option<f64>>,
    anything: Value,
    #[flyte(default = "p")]
    tag: String,
    #[flyte(default)]
    score: Option<f64>,
    #[flyte(default)]
    spans: Vec<TimeDelta>,
}

type Structs = (Vec<Everything>, BTreeMap<String, Everything>, Option<Everything>, Everything);

#[task]
fn structs(
    a: Vec<Everything>,
    b: BTreeMap<String, Everything>,
    c: Option<Everything>,
    d: Everything,
) -> Structs {
    (a, b, c, d)
}

#[derive(FlyteType)]
enum Anything {
    Int(i64),
    Str(String),
    Float(f64),
    Bool(bool),
    Nothing,
    List(Vec<i64>),
    Map(BTreeMap<String, f64>),
    Span(TimeDelta),
}

type Unions = (Vec<Anything>, HashMap<String, Anything>, Vec<Option<Color>>, Vec<Shape>);

#[task]
fn unions(a: Vec<Anything>, b: HashMap<String, Anything>, c: Vec<Option<Color>>, d: Vec<Shape>) -> Unions {
    (a, b, c, d)
}

type Keyed = BTreeMap<i64, Leaf>;
type Days = BTreeMap<NaiveDate, Option<f64>>;
type Nested = HashMap<i64, BTreeMap<i64, Option<Leaf>>>;

#[task]
fn packed(
    a: Vec<Keyed>,
    b: Vec<Days>,
    c: Vec<Value>,
    d: Option<Nested>,
) -> (Vec<Keyed>, Vec<Days>, Vec<Value>, Option<Nested>) {
    (a, b, c, d)
}
