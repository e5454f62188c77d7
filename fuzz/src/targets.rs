//! What is asked of the codec for any bytes: to read them or to say why not, and to keep what it has read.
//!
//! The fuzzer and the tests of the workspace share these functions; a panic is a finding.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::num::NonZeroU8;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_task::FlyteType;
use flyte_task::prost_types::Struct;
use flyte_task::storage::Storage;
use flyte_task::types::formats::Csv;
use flyte_task::types::{
    Bytes, FlyteDirectory, FlyteError, FlyteFile, JsonLines, Serde, Untyped, from_literal, to_literal,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A struct with something of everything.
#[derive(Debug, Clone, PartialEq, FlyteType)]
pub(crate) struct Everything {
    pub(crate) integer: i64,
    pub(crate) small: u8,
    pub(crate) float: f64,
    pub(crate) text: String,
    pub(crate) is_true: bool,
    pub(crate) at: DateTime<Utc>,
    pub(crate) day: NaiveDate,
    pub(crate) span: TimeDelta,
    pub(crate) numbers: Vec<f64>,
    pub(crate) by_name: BTreeMap<String, Vec<i64>>,
    pub(crate) by_number: HashMap<i32, String>,
    pub(crate) maybe: Option<Vec<Option<i64>>>,
    pub(crate) choice: Choice,
    pub(crate) color: Color,
    pub(crate) parts: Vec<Part>,
    pub(crate) untyped: Value,
}

/// A struct in a struct, which may hold more of its kind.
#[derive(Debug, Clone, PartialEq, FlyteType)]
pub(crate) struct Part {
    pub(crate) weight: f64,
    #[flyte(default)]
    pub(crate) note: String,
}

/// What serde tells, and bytes.
#[derive(Debug, Clone, PartialEq, FlyteType)]
pub(crate) struct Foreign {
    #[flyte(serde = String)]
    pub(crate) address: IpAddr,
    #[flyte(serde = Vec<i64>)]
    pub(crate) counts: (NonZeroU8, u64),
    #[flyte(serde)]
    pub(crate) ports: BTreeMap<u16, Option<Told>>,
    pub(crate) raw: Bytes,
    pub(crate) part: RawOrText,
}

/// Bytes that are told apart from text.
#[derive(Debug, Clone, PartialEq, FlyteType)]
pub(crate) enum RawOrText {
    Raw(Bytes),
    Text(String),
}

/// Something of everything that serde knows.
#[derive(Debug, Clone, PartialEq, FlyteType, Serialize, Deserialize)]
#[flyte(serde)]
pub(crate) enum Told {
    Nothing,
    Share(f64),
    Pair(i128, char),
    Named { text: String, list: Vec<Told> },
    Tagged(Tagged),
}

/// What serde reads twice: first whatever it is, then what it turns out to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub(crate) enum Tagged {
    Left { bits: u8 },
    Right { single: f32 },
}

/// Files in a struct.
#[derive(Debug, Clone, FlyteType)]
pub(crate) struct Bundle {
    pub(crate) table: FlyteFile<Csv>,
    pub(crate) folder: Option<FlyteDirectory>,
    pub(crate) several: BTreeMap<String, FlyteFile>,
}

/// A union.
#[derive(Debug, Clone, PartialEq, FlyteType)]
pub(crate) enum Choice {
    Count(i64),
    Share(f64),
    Name(String),
    Part(Part),
    Nothing,
}

/// An enum.
#[derive(Debug, Clone, PartialEq, FlyteType)]
pub(crate) enum Color {
    Red,
    Green,
}

/// The bytes of a literal as each of the types without names of their own.
pub(crate) fn literal(bytes: &[u8]) {
    kept::<i64>(bytes);
    kept::<u8>(bytes);
    kept::<f64>(bytes);
    kept::<f32>(bytes);
    kept::<bool>(bytes);
    kept::<String>(bytes);
    kept::<DateTime<Utc>>(bytes);
    kept::<NaiveDate>(bytes);
    kept::<TimeDelta>(bytes);
    kept::<Duration>(bytes);
    kept::<FlyteError>(bytes);
    kept::<Value>(bytes);
    kept::<Struct>(bytes);
    kept::<Vec<i64>>(bytes);
    kept::<Vec<f64>>(bytes);
    kept::<Vec<String>>(bytes);
    kept::<Vec<Vec<Vec<i64>>>>(bytes);
    kept::<Vec<Value>>(bytes);
    kept::<BTreeMap<String, f64>>(bytes);
    kept::<HashMap<String, Vec<bool>>>(bytes);
    kept::<BTreeMap<i64, Vec<BTreeMap<NaiveDate, bool>>>>(bytes);
    kept::<Untyped>(bytes);
    kept::<Serde<IpAddr, String>>(bytes);
    kept::<Vec<Serde<NonZeroU8, i64>>>(bytes);
    kept::<BTreeMap<i64, Bytes>>(bytes);
}

/// The bytes of a literal as structs.
pub(crate) fn structure(bytes: &[u8]) {
    kept::<Everything>(bytes);
    kept::<Part>(bytes);
    kept::<Vec<Part>>(bytes);
    kept::<BTreeMap<String, Everything>>(bytes);
    kept::<Foreign>(bytes);
    kept::<Vec<Told>>(bytes);
}

/// The bytes of a literal as unions, options and enums.
pub(crate) fn union(bytes: &[u8]) {
    kept::<Option<i64>>(bytes);
    kept::<Option<Vec<Option<String>>>>(bytes);
    kept::<Choice>(bytes);
    kept::<Vec<Option<Choice>>>(bytes);
    kept::<Color>(bytes);
    kept::<Option<Color>>(bytes);
}

/// The bytes of a literal as files and folders, alone and in structs. They are only read: to write them would copy
/// whatever file the bytes happen to name.
pub(crate) fn blob(bytes: &[u8]) {
    read::<FlyteFile>(bytes);
    read::<FlyteFile<Csv>>(bytes);
    read::<FlyteDirectory>(bytes);
    read::<Vec<FlyteFile>>(bytes);
    read::<Option<FlyteDirectory>>(bytes);
    read::<JsonLines>(bytes);
    read::<Bundle>(bytes);
}

fn read<T: FlyteType>(bytes: &[u8]) {
    let _ = from_literal::<T>(bytes, &Storage::new());
}

/// What is read can be written, and is then read as the same.
fn kept<T: FlyteType>(bytes: &[u8]) {
    let storage = Storage::new();
    let Ok(value) = from_literal::<T>(bytes, &storage) else { return };
    // Some values can be read that Flyte has no words for, such as the years after 9999.
    let Ok(written) = to_literal(&value) else { return };
    let again: T = from_literal(&written, &storage).expect("what was written can be read");
    // Compared by bytes, since a NaN equals nothing.
    assert_eq!(to_literal(&again).expect("what was read can be written"), written);
}
