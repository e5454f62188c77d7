//! Each kind of change, and what it does to callers; the lock as text and back.

use std::collections::BTreeMap;

use flyte_idl::core::blob_type::BlobDimensionality;
use flyte_idl::core::literal_type::Type;
use flyte_idl::core::schema_type::SchemaColumn;
use flyte_idl::core::schema_type::schema_column::SchemaColumnType;
use flyte_idl::core::structured_dataset_type::DatasetColumn;
use flyte_idl::core::{LiteralType, SchemaType, StructuredDatasetType};

use super::change::Effect;
use super::compare::compare;
use super::lock::{Lock, LockedTask};
use super::type_json::{locked, read, write};
use crate::types::FlyteType;

#[derive(crate::FlyteType)]
#[flyte(crate = crate)]
struct Point {
    x: i64,
    y: f64,
}

#[derive(crate::FlyteType)]
#[flyte(crate = crate)]
struct Spot {
    x: i64,
    y: f64,
    name: String,
}

mod later {
    //! What became of the types above.

    #[derive(crate::FlyteType)]
    #[flyte(crate = crate)]
    pub(super) struct Point {
        x: i64,
        y: i64,
        z: Option<Vec<i64>>,
    }
}

fn of<T: FlyteType>() -> LiteralType {
    locked(&T::TYPE.literal_type())
}

fn types(variables: &[(&str, LiteralType)]) -> BTreeMap<String, LiteralType> {
    variables.iter().map(|(name, ty)| ((*name).to_owned(), ty.clone())).collect()
}

fn task(inputs: &[(&str, LiteralType)], outputs: &[(&str, LiteralType)]) -> LockedTask {
    LockedTask { cache_version: String::new(), inputs: types(inputs), outputs: types(outputs) }
}

fn lock(tasks: &[(&str, LockedTask)]) -> Lock {
    Lock { tasks: tasks.iter().map(|(name, task)| ((*name).to_owned(), task.clone())).collect() }
}

/// What the report says of one task that changed.
fn said(was: LockedTask, is: LockedTask) -> Vec<String> {
    let changes = compare(&lock(&[("t", was)]), &lock(&[("t", is)]));
    changes.iter().map(|change| format!("{}: {}", change.effect.word(), change.text())).collect()
}

fn input_said<Was: FlyteType, Is: FlyteType>() -> Vec<String> {
    said(task(&[("a", of::<Was>())], &[]), task(&[("a", of::<Is>())], &[]))
}

fn output_said<Was: FlyteType, Is: FlyteType>() -> Vec<String> {
    said(task(&[], &[("o0", of::<Was>())]), task(&[], &[("o0", of::<Is>())]))
}

#[test]
fn equal_locks_have_nothing_to_say() {
    let same = task(&[("a", of::<Point>())], &[("o0", of::<i64>())]);
    assert!(said(same.clone(), same).is_empty());
    // The same point in time on the wire.
    assert!(input_said::<chrono::NaiveDate, chrono::DateTime<chrono::Utc>>().is_empty());
}

#[test]
fn tasks_come_and_go() {
    let (one, none) = (lock(&[("b", task(&[], &[]))]), lock(&[]));
    let added = compare(&none, &one);
    assert_eq!((added.len(), added[0].effect, added[0].task.as_str()), (1, Effect::Fits, "b"));
    let removed = compare(&one, &none);
    assert_eq!((removed.len(), removed[0].effect), (1, Effect::Breaks));
    let both = compare(&one, &lock(&[("a", task(&[], &[]))]));
    let tasks: Vec<&str> = both.iter().map(|change| change.task.as_str()).collect();
    assert_eq!(tasks, ["a", "b"]);
}

#[test]
fn inputs_come_and_go() {
    let (without, with) = (task(&[], &[]), task(&[("a", of::<i64>())], &[]));
    assert_eq!(
        said(without.clone(), with.clone()),
        ["breaks callers: the input `a` (int) is new, and no caller gives it yet"]
    );
    assert_eq!(
        said(with, without.clone()),
        ["breaks callers: the input `a` (int) is gone, and callers give it"]
    );
    let optional = task(&[("a", of::<Option<i64>>())], &[]);
    assert_eq!(
        said(without, optional),
        ["fits callers: the input `a` (union[int, none]) is new and may be left out"]
    );
}

#[test]
fn inputs_may_take_more_and_not_less() {
    assert_eq!(
        input_said::<i64, Option<i64>>(),
        ["fits callers: the input `a` is union[int, none], was int: it takes what it took, and more"]
    );
    assert_eq!(
        input_said::<Option<i64>, i64>(),
        ["breaks callers: the input `a` is int, was union[int, none]: it takes less than it took"]
    );
    assert_eq!(
        input_said::<i64, f64>(),
        ["breaks callers: the input `a` is float, was int: what callers give does not fit"]
    );
    assert_eq!(
        input_said::<Point, Spot>(),
        [
            "breaks callers: the input `a` is struct Spot, was struct Point (the field `name` is new): it takes less \
             than it took"
        ]
    );
    assert_eq!(
        input_said::<Vec<Point>, Vec<later::Point>>(),
        [
            "breaks callers: the input `a` is another list[struct Point] (the field `y` is integer, was number, the \
             field `z` is new): what callers give does not fit"
        ]
    );
    assert_eq!(
        input_said::<Point, serde_json::Value>(),
        ["fits callers: the input `a` is struct, was struct Point: each passes for the other"]
    );
}

#[test]
fn outputs_may_hold_less_and_not_more() {
    assert_eq!(
        output_said::<Option<i64>, i64>(),
        ["fits callers: the output `o0` is int, was union[int, none]: it still fits where it fitted"]
    );
    assert_eq!(
        output_said::<i64, Option<i64>>(),
        [
            "breaks callers: the output `o0` is union[int, none], was int: it may hold what its readers do not take"
        ]
    );
    assert_eq!(
        output_said::<i64, String>(),
        ["breaks callers: the output `o0` is str, was int: its readers do not take it"]
    );
    let (none, one) = (task(&[], &[]), task(&[], &[("o0", of::<i64>())]));
    assert_eq!(said(none.clone(), one.clone()), ["fits callers: the output `o0` (int) is new"]);
    assert_eq!(
        said(one, none),
        ["breaks callers: the output `o0` (int) is gone, and with it whatever reads it"]
    );
}

#[test]
fn cache_versions_are_noted() {
    let version = |version: &str| LockedTask { cache_version: version.to_owned(), ..LockedTask::default() };
    assert_eq!(said(version(""), version("1")), ["note: it is cached now, under version 1"]);
    assert_eq!(said(version("1"), version("")), ["note: it is cached no more; the version was 1"]);
    assert_eq!(
        said(version("1"), version("2")),
        ["note: the cache version is 2, was 1: outputs kept so far are not used again"]
    );
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let types = [
        of::<i64>(),
        of::<Point>(),
        of::<Vec<Option<later::Point>>>(),
        of::<BTreeMap<String, f64>>(),
        of::<serde_json::Value>(),
        LiteralType::enumeration(["a", "b"]),
        LiteralType::blob("csv", BlobDimensionality::Multipart),
        LiteralType::structured_dataset(StructuredDatasetType {
            format: "parquet".to_owned(),
            columns: vec![
                DatasetColumn { name: "a".to_owned(), literal_type: Some(of::<i64>()) },
                DatasetColumn { name: "b".to_owned(), literal_type: None },
            ],
            ..StructuredDatasetType::default()
        }),
        LiteralType {
            r#type: Some(Type::Schema(SchemaType {
                columns: vec![SchemaColumn { name: "c".to_owned(), r#type: SchemaColumnType::Float.into() }],
            })),
            ..LiteralType::default()
        },
        LiteralType { r#type: Some(Type::Simple(99)), ..LiteralType::default() },
        LiteralType::default(),
    ];
    for ty in &types {
        assert_eq!(read(&write(ty)).as_ref(), Ok(ty), "{}", write(ty));
    }
    let task = LockedTask { cache_version: "1".to_owned(), ..task(&[("a", types[2].clone())], &[]) };
    let lock = lock(&[("demo.t", task)]);
    assert_eq!(Lock::parse(&lock.text()), Ok(lock));
}

#[test]
fn a_lock_that_is_none_is_refused_with_the_reason() {
    let refusal = |text: &str| Lock::parse(text).unwrap_err();
    assert!(refusal("{").starts_with("it is not JSON"));
    assert_eq!(refusal(r#"{"tasks": {}}"#), "it does not say its `format`");
    assert_eq!(
        refusal(r#"{"format": 9, "tasks": {}}"#),
        "its format is 9, and this cargo-flyte reads format 1"
    );
    assert_eq!(refusal(r#"{"format": 1}"#), "`tasks` must be an object");
    let of = |ty: &str| {
        format!(r#"{{"format": 1, "tasks": {{"t": {{"inputs": {{"a": {ty}}}, "outputs": {{}}}}}}}}"#)
    };
    assert_eq!(
        refusal(&of(r#"{"simple": "NUMBER"}"#)),
        r#"task `t`: inputs `a`: "NUMBER" is no simple type"#
    );
    assert_eq!(refusal(&of(r#"{"single": 1}"#)), "task `t`: inputs `a`: `single` is no part of a type");
    let deep = format!("{}{{\"simple\": \"NONE\"}}{}", "{\"collectionType\": ".repeat(100), "}".repeat(100));
    assert_eq!(refusal(&of(&deep)), "task `t`: inputs `a`: a type nests deeper than 64");
}
