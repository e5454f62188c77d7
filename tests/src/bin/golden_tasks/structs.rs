//! Golden cases of structs, enums, unions and named outputs.

#![expect(clippy::needless_pass_by_value, reason = "a task owns its inputs")]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_task::prelude::*;

#[derive(FlyteType)]
enum Scalar {
    Int(i64),
    Str(String),
    Float(f64),
    Bool(bool),
}

#[task(name = "golden_dev.t11_union")]
fn t11_union(v: Scalar) -> Scalar {
    match v {
        Scalar::Int(v) => Scalar::Int(v + v),
        Scalar::Str(v) => Scalar::Str(v.repeat(2)),
        Scalar::Float(v) => Scalar::Float(v + v),
        Scalar::Bool(v) => Scalar::Bool(!v),
    }
}

#[derive(FlyteType)]
enum Containers {
    Int(i64),
    List(Vec<i64>),
    Map(BTreeMap<String, i64>),
    None,
}

#[task(name = "golden_dev.t12_union_containers")]
fn t12_union_containers(v: Containers) -> Containers {
    match v {
        Containers::List(list) => {
            Containers::Map(list.into_iter().enumerate().map(|(i, x)| (i.to_string(), x)).collect())
        }
        Containers::Map(map) => Containers::List(map.into_values().collect()),
        other => other,
    }
}

#[derive(FlyteType, Clone, Copy)]
#[flyte(rename_all = "lowercase")]
enum Color {
    Red,
    Green,
    Blue,
}

#[task(name = "golden_dev.t13_enum")]
fn t13_enum(c: Color) -> Color {
    match c {
        Color::Red => Color::Green,
        Color::Green => Color::Blue,
        Color::Blue => Color::Red,
    }
}

#[derive(Outputs)]
struct Stats {
    mean: f64,
    count: i64,
    label: String,
}

#[task(name = "golden_dev.t20_namedtuple")]
fn t20_namedtuple(xs: Vec<f64>, label: String) -> Result<Stats, TaskError> {
    let mean = xs.iter().sum::<f64>() / f64::from(u32::try_from(xs.len())?);
    Ok(Stats { mean, count: i64::try_from(xs.len())?, label })
}

#[derive(Outputs)]
struct OneOut {
    only: i64,
}

#[task(name = "golden_dev.t21_namedtuple_single")]
fn t21_namedtuple_single(a: i64) -> OneOut {
    OneOut { only: a + 1 }
}

#[derive(FlyteType, Clone)]
struct Point {
    x: i64,
    y: f64,
    #[flyte(default = "p")]
    tag: String,
}

#[task(name = "golden_dev.t22_dataclass")]
fn t22_dataclass(p: Point, dx: i64) -> Point {
    Point { x: p.x + dx, y: p.y * 2.0, tag: p.tag + "!" }
}

#[derive(FlyteType, Clone)]
struct Inner {
    k: String,
    vals: Vec<i64>,
}

#[derive(FlyteType)]
struct Outer {
    inner: Inner,
    maybe: Option<Inner>,
    many: Vec<Inner>,
    named: BTreeMap<String, Inner>,
    #[flyte(default)]
    score: Option<f64>,
    #[flyte(default)]
    opts: BTreeMap<String, Option<i64>>,
}

#[task(name = "golden_dev.t23_dataclass_nested")]
fn t23_dataclass_nested(mut o: Outer) -> Result<Outer, TaskError> {
    o.many.push(o.inner.clone());
    let count: usize = o.many.iter().map(|inner| inner.vals.len()).sum();
    o.score = Some(f64::from(u32::try_from(count)?));
    Ok(o)
}

#[derive(FlyteType)]
enum IntOrStr {
    Int(i64),
    Str(String),
}

#[derive(FlyteType)]
struct Job {
    when: DateTime<Utc>,
    every: TimeDelta,
    day: NaiveDate,
    color: Color,
    history: Vec<DateTime<Utc>>,
    #[flyte(default = IntOrStr::Int(0))]
    either: IntOrStr,
}

#[task(name = "golden_dev.t24_dataclass_temporal")]
fn t24_dataclass_temporal(mut j: Job) -> Job {
    j.history.push(j.when);
    Job {
        when: j.when + j.every,
        every: j.every * 2,
        color: Color::Blue,
        either: IntOrStr::Str("done".to_owned()),
        ..j
    }
}

type Points = (Vec<Point>, BTreeMap<String, Point>, Option<Point>);

#[task(name = "golden_dev.t25_dataclass_containers")]
fn t25_dataclass_containers(ps: Vec<Point>, by: BTreeMap<String, Point>, maybe: Option<Point>) -> Points {
    let first = if maybe.is_none() { ps.first().cloned() } else { None };
    (by.into_values().collect(), ps.into_iter().map(|p| (p.tag.clone(), p)).collect(), first)
}

#[derive(FlyteType)]
struct Cat {
    lives: i64,
}

#[derive(FlyteType)]
struct Dog {
    tricks: Vec<String>,
}

#[derive(FlyteType)]
enum Animal {
    Cat(Cat),
    Dog(Dog),
}

#[task(name = "golden_dev.t26_union_dataclasses")]
fn t26_union_dataclasses(a: Animal) -> Result<Animal, TaskError> {
    Ok(match a {
        Animal::Cat(cat) => Animal::Dog(Dog { tricks: vec!["sit".to_owned(); usize::try_from(cat.lives)?] }),
        Animal::Dog(dog) => Animal::Cat(Cat { lives: i64::try_from(dog.tricks.len())? }),
    })
}

#[derive(FlyteType, Clone)]
struct Weight {
    w: f64,
    #[flyte(default)]
    note: Option<String>,
}

// A model of pydantic in Python.
#[derive(FlyteType)]
#[flyte(title = "Tree")]
struct Model {
    name: String,
    leaves: Vec<Weight>,
    root: Weight,
    when: DateTime<Utc>,
    wait: TimeDelta,
    #[flyte(default = Color::Green)]
    color: Color,
    #[flyte(default)]
    by: BTreeMap<String, i64>,
}

#[task(name = "golden_dev.t27_pydantic")]
fn t27_pydantic(mut t: Model) -> Model {
    t.name.push('2');
    t.leaves.push(t.root.clone());
    t
}

#[derive(FlyteType)]
enum ColorOrText {
    Color(Color),
    Str(String),
    List(Vec<String>),
}

#[task(name = "golden_dev.t53_enum_union")]
fn t53_enum_union(v: ColorOrText) -> ColorOrText {
    v
}
