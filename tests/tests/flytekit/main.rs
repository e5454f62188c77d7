//! Live exchange with flytekit: it writes inputs, a process of ours runs on them, it reads what that leaves.

mod artifacts;
mod families;
mod files;
mod generate;
mod odd_bytes;
mod structs;
mod tables;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use families::{FAMILIES, Family, INPUTS, OUTPUTS};
use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_idl::prost_types::{Duration, Timestamp};
use flyte_task_tests::flytekit;
use flyte_task_tests::place::Place;
use flyte_task_tests::problem::Problem;
use flyte_task_tests::random::Random;
use flyte_task_tests::task_binary::TaskBinary;
use serde_json::{Map, Value, json};

const ROUNDS: usize = 12;

/// An entry of a literal map that says that `b` is 1.
const ONE: &[u8] = b"\x0a\x0b\x0a\x01b\x12\x06\x0a\x04\x0a\x02\x08\x01";

fn binary() -> Result<&'static TaskBinary, String> {
    static BINARY: OnceLock<Result<TaskBinary, String>> = OnceLock::new();
    let made = BINARY.get_or_init(|| TaskBinary::new(env!("CARGO_BIN_EXE_golden-tasks")));
    made.as_ref().map_err(Clone::clone)
}

fn named<'a>(names: [&'static str; 4], sources: [&'a str; 4]) -> Vec<(&'static str, &'a str)> {
    names.into_iter().zip(sources).collect()
}

/// Runs an identity task on inputs that stand in its place, and returns flytekit's reading of both files.
fn round_trip(family: &Family, place: &Place) -> Result<(Value, Value), Problem> {
    let sent = flytekit::decode(&named(INPUTS, family.types), &place.inputs())?;
    let ending = binary()?.execute(family.task, place, &[])?;
    if ending.code != Some(0) || !place.outputs().exists() {
        return Err(format!("{} left no outputs: {ending:?}{}", family.task, told(place)).into());
    }
    let returned = flytekit::decode(&named(OUTPUTS, family.types), &place.outputs())?;
    // The outputs are named otherwise than the inputs.
    let renamed: Map<String, Value> = INPUTS
        .into_iter()
        .zip(OUTPUTS)
        .filter_map(|(input, output)| Some((input.to_owned(), returned.get(output)?.clone())))
        .collect();
    Ok((sent, renamed.into()))
}

fn told(place: &Place) -> String {
    if !place.error().exists() {
        return String::new();
    }
    flytekit::read_error(&place.error()).map_or_else(|problem| problem, |error| format!(", but {error:#}"))
}

fn place() -> Result<Place, Problem> {
    Ok(Place::new()?)
}

#[test]
fn values_at_the_edges_come_back() -> Result<(), Problem> {
    for family in FAMILIES {
        for values in family.edges {
            let place = place()?;
            let meant =
                flytekit::encode(&named(INPUTS, family.types), &named(INPUTS, *values), &place.inputs())?;
            let (sent, returned) = round_trip(family, &place)?;
            assert_eq!(sent, meant, "{}: flytekit reads what it wrote", family.task);
            assert_eq!(returned, sent, "{}: {values:?}", family.task);
        }
    }
    Ok(())
}

#[test]
fn random_values_come_back() -> Result<(), Problem> {
    for family in FAMILIES {
        let mut random = Random::seeded(family.task.len() as u64);
        for round in 0..ROUNDS {
            let place = place()?;
            let values: Map<String, Value> = INPUTS
                .into_iter()
                .zip(family.types)
                .enumerate()
                .map(|(index, (name, python_type))| {
                    let (bits, signed) = width(family, index);
                    (name.to_owned(), generate::value(&mut random, python_type, bits, signed))
                })
                .collect();
            let values = Value::from(values);
            flytekit::encode_golden(&named(INPUTS, family.types), &values, &place.inputs())
                .map_err(|problem| format!("{}: {problem} for {values:#}", family.task))?;
            let (sent, returned) = round_trip(family, &place)?;
            assert_eq!(returned, sent, "{} in round {round}: {values:#}", family.task);
        }
    }
    Ok(())
}

/// Returns the bits of a family's input in Rust, and whether it may be negative.
fn width(family: &Family, index: usize) -> (u32, bool) {
    let integers = [8, 16, 32, 64].get(index).copied().unwrap_or(64);
    match family.task.rsplit('.').next() {
        Some("signed") => (integers, true),
        Some("unsigned") => (integers, false),
        Some("scalars") if index == 1 => (32, true),
        // The last of the times is a `std::time::Duration`.
        Some("times") => (64, index != 3),
        _ => (64, true),
    }
}

#[test]
fn nanoseconds_are_what_flytekit_makes_of_them() -> Result<(), Problem> {
    let family =
        FAMILIES.iter().find(|family| family.types.contains(&"datetime.date")).ok_or("no family of times")?;
    let moments = [(1, 123_456_789), (-1, 999_999_999), (0, 1)];
    let spans = [(-1, -1999), (0, -1), (1, 999)];
    for (moment, span) in moments.into_iter().zip(spans) {
        let datetime = Literal::datetime(Timestamp { seconds: moment.0, nanos: moment.1 });
        let duration = |(seconds, nanos): (i64, i32)| Literal::duration(Duration { seconds, nanos });
        let values = [datetime.clone(), datetime, duration(span), duration((1, 1))];
        let inputs: LiteralMap = INPUTS.into_iter().zip(values).collect();
        let place = Place::with_inputs(&inputs.encode_to_vec())?;
        let (sent, returned) = round_trip(family, &place)?;
        assert_eq!(returned, sent, "{moment:?} {span:?}");
    }
    Ok(())
}

#[test]
fn odd_bytes_are_read_as_flytekit_reads_them() -> Result<(), Problem> {
    for (odd, bytes) in odd_bytes::integers() {
        let place = Place::with_inputs(&[bytes, ONE.to_vec()].concat())?;
        let read = flytekit::decode(&[("a", "int"), ("b", "int")], &place.inputs())
            .map_err(|problem| format!("{odd}: {problem}"))?;
        let expected = read.get("a").and_then(Value::as_i64).map(|a| json!(a + 1));
        let ending = binary()?.execute("golden_dev.t01_int_sum", &place, &[])?;
        assert!(place.outputs().exists(), "{odd}: {ending:?}");
        let returned = flytekit::decode(&[("o0", "int")], &place.outputs())?;
        assert_eq!(returned.get("o0"), expected.as_ref(), "{odd}");
    }
    for (odd, bytes) in odd_bytes::lists() {
        let place = Place::with_inputs(&bytes)?;
        let read = flytekit::decode(&[("m", "typing.List[typing.List[int]]")], &place.inputs())?;
        let rows = read.get("m").and_then(Value::as_array).into_iter().flatten();
        let expected: Value = rows.filter_map(Value::as_array).flatten().cloned().collect();
        let ending = binary()?.execute("golden_dev.t14_list_nested", &place, &[])?;
        assert!(place.outputs().exists(), "{odd}: {ending:?}");
        let returned = flytekit::decode(&[("o0", "typing.List[int]")], &place.outputs())?;
        assert_eq!(returned.get("o0"), Some(&expected), "{odd}");
    }
    Ok(())
}

#[test]
fn flytekit_registers_the_same_types() -> Result<(), Problem> {
    for family in FAMILIES {
        assert_registered_alike(family)?;
    }
    Ok(())
}

#[test]
fn flytekit_reads_every_specification_whole() -> Result<(), Problem> {
    for name in binary()?.specs().keys() {
        let task = read_task(name)?;
        assert_eq!(task.get("name"), Some(&json!(name)));
        assert_eq!(
            task.get("same"),
            Some(&json!(true)),
            "{name}: flytekit's model loses something of {task:#}"
        );
    }
    Ok(())
}

/// That flytekit reads the same types in a task's specification as it gives to their counterparts in Python.
fn assert_registered_alike(family: &Family) -> Result<(), Problem> {
    let task = read_task(family.task)?;
    for (side, names) in [("inputs", INPUTS), ("outputs", OUTPUTS)] {
        let expected = flytekit::literal_types(&named(names, family.types))?;
        for name in names {
            let pointer = format!("/template/interface/{side}/variables/{name}/type");
            assert_eq!(task.pointer(&pointer), expected.get(name), "{} {side} {name}", family.task);
        }
    }
    Ok(())
}

/// Lets flytekit read one task's specification.
fn read_task(name: &str) -> Result<Value, Problem> {
    let spec = binary()?.specs().get(name).ok_or_else(|| format!("the binary has no task {name}"))?;
    let place = place()?;
    let file = place.root().join(&spec.file);
    fs::write(&file, &spec.bytes)?;
    Ok(flytekit::read_task(&file).map_err(|problem| format!("{name}: {problem}"))?)
}

/// Runs a task that is meant to fail on inputs that flytekit writes, and returns flytekit's reading of the error.
fn failure(
    task: &str,
    types: flytekit::Sources<'_>,
    values: flytekit::Sources<'_>,
) -> Result<Value, Problem> {
    let place = place()?;
    flytekit::encode(types, values, &place.inputs())?;
    let ending = binary()?.execute(task, &place, &[])?;
    assert_eq!(
        ending.code,
        Some(0),
        "the backend reads an error file only after the exit code 0: {ending:?}"
    );
    let files: Vec<String> = place.files_written()?.into_keys().collect();
    assert_eq!(files, ["error.pb"], "{task}: {ending:?}");
    read_error(&place.error())
}

fn read_error(file: &Path) -> Result<Value, Problem> {
    let error = flytekit::read_error(file)?;
    let seconds = error.get("seconds").and_then(Value::as_i64).unwrap_or(0);
    assert!(seconds > 1_700_000_000, "the error's time is the present: {error:#}");
    Ok(error)
}

#[test]
fn flytekit_reads_our_errors() -> Result<(), Problem> {
    let x = &[("x", "int")][..];
    let cases: [(&str, flytekit::Sources<'_>, flytekit::Sources<'_>, [&str; 3], &str); 6] = [
        (
            "e01_user_exception",
            x,
            &[("x", "5")],
            ["USER:RuntimeError", "NON_RECOVERABLE", "USER"],
            "bad value 5",
        ),
        ("e02_recoverable", x, &[("x", "5")], ["USER:Recoverable", "RECOVERABLE", "USER"], "try again 5"),
        ("e05_custom_code", x, &[("x", "5")], ["QUOTA_EXCEEDED", "NON_RECOVERABLE", "USER"], "quota 5"),
        (
            "e03_missing_input",
            &[("a", "int")],
            &[("a", "1")],
            ["USER:RuntimeError", "NON_RECOVERABLE", "USER"],
            "`b`",
        ),
        (
            "t01_int_sum",
            &[("a", "int"), ("b", "str")],
            &[("a", "1"), ("b", "'é'")],
            ["SYSTEM", "NON_RECOVERABLE", "SYSTEM"],
            "`b`",
        ),
        (
            "t09_side_effect",
            &[("name", "str"), ("count", "int")],
            &[("name", "'x'"), ("count", "-1")],
            ["USER:RuntimeError", "NON_RECOVERABLE", "USER"],
            "out of range",
        ),
    ];
    for (task, types, values, expected, words) in cases {
        let error = failure(&format!("golden_dev.{task}"), types, values)?;
        let found =
            ["code", "kind", "origin"].map(|key| error.get(key).and_then(Value::as_str).unwrap_or_default());
        assert_eq!(found, expected, "{task}: {error:#}");
        let message = error.get("message").and_then(Value::as_str).unwrap_or_default();
        assert!(message.contains(words), "{task}: {message}");
    }
    Ok(())
}

#[test]
fn a_number_that_its_rust_type_cannot_hold_is_named() -> Result<(), Problem> {
    let types = named(INPUTS, ["int"; 4]);
    let cases = [
        ("golden_tasks.identity.signed", ["128", "0", "0", "0"], "128"),
        ("golden_tasks.identity.signed", ["0", "0", "-2**31 - 1", "0"], "-2147483649"),
        ("golden_tasks.identity.unsigned", ["256", "0", "0", "0"], "256"),
        ("golden_tasks.identity.unsigned", ["0", "0", "0", "-1"], "-1"),
    ];
    for (task, values, number) in cases {
        let error = failure(task, &types, &named(INPUTS, values))?;
        assert_eq!(error.get("code"), Some(&json!("SYSTEM")), "{error:#}");
        let message = error.get("message").and_then(Value::as_str).unwrap_or_default();
        assert!(message.contains(number), "{task}: {message}");
    }
    Ok(())
}

#[test]
fn a_panic_is_the_users_error() -> Result<(), Problem> {
    let error = failure("golden_tasks.errors.panicking", &[("x", "int")], &[("x", "11")])?;
    let found =
        ["code", "kind", "origin"].map(|key| error.get(key).and_then(Value::as_str).unwrap_or_default());
    assert_eq!(found, ["USER:RuntimeError", "NON_RECOVERABLE", "USER"], "{error:#}");
    let message = error.get("message").and_then(Value::as_str).unwrap_or_default();
    assert!(message.contains("x is 11, the limit 10"), "{message}");
    assert!(message.contains("errors.rs"), "it says where: {message}");
    Ok(())
}
