//! The fuzz targets on stable Rust: literals changed at random, from a seed, under a limit on memory.
//!
//! The literals are our own and flytekit's, those of the golden cases. `HOSTILE_CASES` is the number of changed ones for
//! each target; `HOSTILE_SEEDS` names a folder that they are left in as they were before, for a fuzzer to start from.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers stop a test where it cannot go on, and say what they did"
)]

#[path = "../../fuzz/src/targets.rs"]
mod targets;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

use chrono::{DateTime, NaiveDate, TimeDelta};
use flyte_idl::core::blob_type::BlobDimensionality::{Multipart, Single};
use flyte_idl::core::{Literal, LiteralMap, LiteralOffloadedMetadata, literal};
use flyte_idl::prost::Message;
use flyte_task::FlyteType;
use flyte_task::prost_types::Struct;
use flyte_task::storage::Storage;
use flyte_task::types::{from_literal, to_literal};
use flyte_task_tests::random::Random;
use peak_alloc::PeakAlloc;
use serde_json::json;
use targets::{Choice, Color, Everything, Foreign, Part, RawOrText, Tagged, Told};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const SEED: u64 = 7;

/// Golden literals as long as this are left out.
const LONGEST: usize = 4096;

/// The most memory that a few hundred bytes may cost to read.
const MOST: usize = 16 * 1024 * 1024;

/// The heap is counted for the whole process, so that targets take turns.
static TURN: Mutex<()> = Mutex::new(());

fn everything() -> Everything {
    let part = Part { weight: -0.0, note: "ä".to_owned() };
    Everything {
        integer: i64::MIN,
        small: 255,
        float: f64::INFINITY,
        text: "text".repeat(20),
        is_true: true,
        at: DateTime::from_timestamp(-1, 999_999_999).unwrap(),
        day: NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
        span: TimeDelta::milliseconds(-1500),
        numbers: vec![0.5; 20],
        by_name: [("a".to_owned(), vec![1, -300, 70_000, i64::MAX])].into(),
        by_number: [(-5, "five".to_owned())].into(),
        maybe: Some(vec![None, Some(3)]),
        choice: Choice::Part(part.clone()),
        color: Color::Green,
        parts: vec![part; 3],
        untyped: json!({ "a": [1, 2.5, null, { "b": "c" }] }),
    }
}

fn of<T: FlyteType>(value: &T) -> Vec<u8> {
    to_literal(value).unwrap()
}

fn literals() -> Vec<Vec<u8>> {
    let metadata = LiteralOffloadedMetadata { uri: "/not/there".to_owned(), ..Default::default() };
    let offloaded =
        Literal { value: Some(literal::Value::OffloadedMetadata(metadata)), ..Literal::default() };
    let untyped = json!({ "a": [1, 2.5, null, { "b": "c" }], "d": true, "e": -1, "f": u64::MAX });
    let generic: Struct = from_literal(&of(&untyped), &Storage::new()).unwrap();
    vec![
        of(&i64::MIN),
        of(&f64::NAN),
        of(&"text".to_owned()),
        of(&DateTime::from_timestamp(1, 5).unwrap()),
        of(&TimeDelta::milliseconds(-1500)),
        of(&vec![1_i64, -1, 300]),
        of(&vec![0.5; 10]),
        of(&vec![vec![vec![1_i64, 2], vec![]], vec![]]),
        of(&BTreeMap::from([("a".to_owned(), 1.5), ("b".to_owned(), -0.0)])),
        of(&BTreeMap::from([(1_i64, vec![BTreeMap::from([(everything().day, true)])])])),
        of(&untyped),
        of(&generic),
        offloaded.encode_to_vec(),
    ]
}

fn foreign() -> Foreign {
    let list = vec![Told::Nothing, Told::Share(-0.0), Told::Pair(1 << 60, 'ß')];
    let tagged = |tagged| Some(Told::Tagged(tagged));
    Foreign {
        address: [10, 0, 0, 1].into(),
        counts: (7.try_into().unwrap(), u64::from(u32::MAX)),
        ports: BTreeMap::from([
            (80, None),
            (443, tagged(Tagged::Left { bits: 9 })),
            (8080, tagged(Tagged::Right { single: 0.5 })),
            (0, Some(Told::Named { text: "text".to_owned(), list })),
        ]),
        raw: vec![0, 255].into(),
        part: RawOrText::Raw(b"abcd".into()),
    }
}

fn structures() -> Vec<Vec<u8>> {
    let part = Part { weight: 1.5, note: String::new() };
    let as_json = json!({ "weight": 1, "note": "from JSON", "unknown": [1] });
    let generic: Struct = from_literal(&of(&json!({ "weight": 2.0, "note": "n" })), &Storage::new()).unwrap();
    vec![
        of(&everything()),
        of(&part),
        of(&vec![part.clone(), part]),
        of(&BTreeMap::from([("x".to_owned(), everything())])),
        of(&foreign()),
        of(&foreign().ports),
        of(&json!({ "address": "::1", "counts": [1, 2], "ports": {}, "raw": "AP8=", "part": "text" })),
        of(&as_json),
        of(&generic),
    ]
}

fn unions() -> Vec<Vec<u8>> {
    let part = Part { weight: 1.5, note: "n".to_owned() };
    let choices = [Choice::Count(1), Choice::Share(0.5), Choice::Name("n".to_owned()), Choice::Nothing];
    let mut literals: Vec<Vec<u8>> = choices.iter().map(of).collect();
    literals.extend([
        of(&Choice::Part(part)),
        of(&Some(5_i64)),
        of(&None::<i64>),
        of(&Some(vec![Some("a".to_owned()), None])),
        of(&vec![Some(Choice::Count(2)), None]),
        of(&Color::Red),
        of(&Some(Color::Green)),
        of(&7_i64),
    ]);
    literals
}

fn blobs() -> Vec<Vec<u8>> {
    let single = Literal::blob("s3://bucket/a.csv", "csv", Single).encode_to_vec();
    let several = Literal::blob("/not/there", "", Multipart);
    let path = |path: &str| json!({ "path": path });
    let bundle =
        json!({ "table": path("s3://b/t"), "folder": path("/not/there"), "several": { "a": path("/no") } });
    let list = Literal::collection([several.clone(), Literal::string("/no")]);
    vec![
        single,
        several.encode_to_vec(),
        list.encode_to_vec(),
        of(&bundle),
        of(&path("/not/there")),
        of(&Some("/not/there".to_owned())),
    ]
}

/// A literal with something changed in it: bits, lengths, pieces left out, doubled, or taken from another.
fn changed(literal: &[u8], others: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = literal.to_vec();
    for _ in 0..=random.below(4) {
        let (at, len) = (random.below(bytes.len()), random.below(9));
        let end = (at + len).min(bytes.len());
        match random.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.bits().to_le_bytes()[0],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            // Lengths as large as they can be said, by protobuf and by MessagePack.
            5 => drop(bytes.splice(at..end, [0xff, 0xff, 0xff, 0xff, 0x7f])),
            6 => drop(
                bytes.splice(at..end, [[0xdd, 0xdf, 0xdb, 0xc6][random.below(4)], 0x7f, 0xff, 0xff, 0xff]),
            ),
            _ => {
                let other = &others[random.below(others.len())];
                let from = random.below(other.len());
                drop(bytes.splice(at..end, other[from..(from + len * 3).min(other.len())].iter().copied()));
            }
        }
    }
    bytes
}

/// The inputs and outputs of the golden cases, which flytekit wrote.
fn goldens() -> Vec<Vec<u8>> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/cases");
    let mut files: Vec<_> = fs::read_dir(cases)
        .unwrap()
        .map(|case| case.unwrap().path())
        .filter(|case| case.is_dir())
        .flat_map(|case| fs::read_dir(case).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            (name.starts_with("inputs") || name.starts_with("outputs")) && name.ends_with(".pb")
        })
        .collect();
    files.sort();
    let maps = files.iter().map(|file| LiteralMap::decode(fs::read(file).unwrap().as_slice()).unwrap());
    let mut literals: Vec<Vec<u8>> = maps
        .flat_map(|map| map.literals.into_values())
        .map(|literal| literal.encode_to_vec())
        .filter(|literal| (1..LONGEST).contains(&literal.len()))
        .collect();
    literals.sort();
    literals.dedup();
    assert!(literals.len() > 100, "only {} literals", literals.len());
    literals
}

fn hold_out(name: &str, target: fn(&[u8]), mut literals: Vec<Vec<u8>>) {
    literals.extend(goldens());
    let literals = literals.as_slice();
    if let Some(folder) = std::env::var_os("HOSTILE_SEEDS") {
        // Tests run in the folder of their package.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join(name);
        fs::create_dir_all(&folder).unwrap();
        for (number, literal) in literals.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), literal).unwrap();
        }
    }
    let cases = std::env::var("HOSTILE_CASES").map_or(5_000, |cases| cases.parse().unwrap());
    println!("seed {SEED}, {cases} cases");
    let _turn = TURN.lock();
    let mut random = Random::seeded(SEED);
    for literal in literals {
        check(target, literal);
    }
    for _ in 0..cases {
        let literal = &literals[random.below(literals.len())];
        check(target, &changed(literal, literals, &mut random));
    }
}

fn check(target: fn(&[u8]), bytes: &[u8]) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let hex = || format!("{bytes:02x?}");
    assert!(catch_unwind(AssertUnwindSafe(|| target(bytes))).is_ok(), "a panic on {}", hex());
    let peak = HEAP.peak_usage() - before.min(HEAP.peak_usage());
    assert!(peak < MOST, "{peak} bytes of memory for {}", hex());
}

#[test]
fn literals_hold_out() {
    hold_out("literal", targets::literal, literals());
}

#[test]
fn structures_hold_out() {
    hold_out("structure", targets::structure, structures());
}

#[test]
fn unions_hold_out() {
    hold_out("union", targets::union, unions());
}

#[test]
fn blobs_hold_out() {
    hold_out("blob", targets::blob, blobs());
}
