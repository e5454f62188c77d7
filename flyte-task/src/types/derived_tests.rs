//! Tests of derived types against what flytekit 1.16.31 writes and accepts.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_idl::core::{Binary, Literal, Scalar, literal, scalar};
use flyte_idl::prost::Message;
use flyte_idl::prost_types::{Struct, Value, value::Kind};

use super::{FlyteType, TypeDescriptor, from_literal, to_literal};
use crate::storage::Storage;

#[derive(crate::FlyteType, Debug, PartialEq, Clone)]
#[flyte(crate = crate)]
struct Point {
    x: i64,
    y: f64,
    #[flyte(default = "p")]
    tag: String,
}

#[derive(crate::FlyteType, Debug, PartialEq, Clone, Copy)]
#[flyte(crate = crate, rename_all = "lowercase")]
enum Color {
    Red,
    Green,
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
enum Either {
    Number(i64),
    Real(f64),
    Text(String),
    Point(Point),
    Many(Vec<Point>),
    Nothing,
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Everything {
    none: (),
    small: u8,
    large: u64,
    negative: i64,
    single: f32,
    flag: bool,
    when: DateTime<Utc>,
    day: NaiveDate,
    every: TimeDelta,
    color: Color,
    some: Option<i64>,
    nothing: Option<String>,
    list: Vec<Vec<f64>>,
    map: BTreeMap<String, Point>,
    either: Vec<Either>,
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Tree<T> {
    value: T,
    children: Vec<Tree<T>>,
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Empty {}

fn point() -> Point {
    Point { x: 1, y: 2.0, tag: "a".to_owned() }
}

/// A binary literal of the bytes that a hex text tells.
fn packed(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| *byte != b' ').collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    let value = digits.chunks(2).map(byte).collect();
    let binary = scalar::Value::Binary(Binary { value, tag: "msgpack".to_owned() });
    scalar(binary)
}

fn scalar(value: scalar::Value) -> Vec<u8> {
    let value = literal::Value::Scalar(Box::new(Scalar { value: Some(value) }));
    Literal { value: Some(value), ..Literal::default() }.encode_to_vec()
}

fn read<T: FlyteType>(literal: &[u8]) -> Result<T, String> {
    from_literal(literal, &Storage::new()).map_err(|error| error.to_string())
}

fn survives<T: FlyteType + PartialEq + std::fmt::Debug>(value: &T) {
    assert_eq!(&read::<T>(&to_literal(value).unwrap()).unwrap(), value);
}

// msgpack.packb({"x": 1, "y": 2.0, "tag": "a"})
const POINT: &str = "83 a178 01 a179 cb4000000000000000 a3746167 a161";

#[test]
fn a_struct_is_a_packed_map_in_declaration_order() {
    assert_eq!(to_literal(&point()).unwrap(), packed(POINT));
    assert_eq!(read::<Point>(&packed(POINT)).unwrap(), point());
    assert_eq!(to_literal(&Empty {}).unwrap(), packed("80"));
    survives(&Empty {});
}

#[test]
fn structs_are_read_leniently() {
    // msgpack.packb({"y": 2, "x": 1.0, "zzz": [1], 5: {}, "x": 3.0})
    let odd = packed("85 a179 02 a178 cb3ff0000000000000 a37a7a7a 9101 05 80 a178 cb4008000000000000");
    assert_eq!(read::<Point>(&odd).unwrap(), Point { x: 3, y: 2.0, tag: "p".to_owned() });
    // The console's form, in which integers are cut off: {"x": 1.9, "y": 2}
    let number = |number| Value { kind: Some(Kind::NumberValue(number)) };
    let fields = [("x".to_owned(), number(1.9)), ("y".to_owned(), number(2.0))].into();
    let generic = scalar(scalar::Value::Generic(Struct { fields }));
    assert_eq!(read::<Point>(&generic).unwrap(), Point { x: 1, y: 2.0, tag: "p".to_owned() });
}

#[test]
fn what_a_struct_lacks_is_named() {
    // msgpack.packb([{"x": 1}])
    assert_eq!(
        read::<Vec<Point>>(&packed("91 81 a178 01")).unwrap_err(),
        "at `[0]`: the field `y` of `Point` is missing and has no default"
    );
    // msgpack.packb({"x": None, "y": 1.0})
    assert_eq!(
        read::<Point>(&packed("82 a178 c0 a179 cb3ff0000000000000")).unwrap_err(),
        "at `x`: expected an integer, found none"
    );
    assert_eq!(
        read::<Point>(&to_literal(&vec![1i64]).unwrap()).unwrap_err(),
        "expected the struct `Point`, found a list"
    );
    assert!(read::<Point>(&packed(&format!("{POINT} c0"))).unwrap_err().contains("bytes follow"));
}

#[test]
fn every_type_has_a_packed_form() {
    let value = Everything {
        none: (),
        small: 200,
        large: u64::MAX,
        negative: -300,
        single: 0.5,
        flag: true,
        when: DateTime::from_timestamp(1_577_836_800, 5000).unwrap(),
        day: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        every: TimeDelta::milliseconds(60_250),
        color: Color::Green,
        some: Some(70_000),
        nothing: None,
        list: vec![vec![1.0], vec![]],
        map: BTreeMap::from([("k".to_owned(), point())]),
        either: vec![Either::Number(3), Either::Real(3.0), Either::Text("3".to_owned()), Either::Nothing],
    };
    // msgpack.packb of the same as a dict, the values in the forms that a dataclass's to_dict gives
    let expected = "8f a46e6f6e65 c0 a5736d616c6c ccc8 a56c61726765 cfffffffffffffffff a86e65676174697665 d1fed4 \
         a673696e676c65 cb3fe0000000000000 a4666c6167 c3 \
         a47768656e d920323032302d30312d30315430303a30303a30302e3030303030352b30303a3030 \
         a3646179 aa323032302d30312d3031 a56576657279 cb404e200000000000 a5636f6c6f72 a5677265656e \
         a4736f6d65 ce00011170 a76e6f7468696e67 c0 a46c697374 92 91 cb3ff0000000000000 90 \
         a36d6170 81 a16b 83 a178 01 a179 cb4000000000000000 a3746167 a161 \
         a6656974686572 94 03 cb4008000000000000 a133 c0";
    assert_eq!(to_literal(&value).unwrap(), packed(expected));
    survives(&value);
}

#[test]
fn long_texts_and_lists_have_wider_heads() {
    #[derive(crate::FlyteType, Debug, PartialEq)]
    #[flyte(crate = crate)]
    struct Long {
        text: String,
        list: Vec<i64>,
    }
    for len in [15usize, 16, 31, 32, 255, 256, 65_535, 65_536] {
        let list = (0..len).map(|item| i64::MIN >> (item % 64)).collect();
        survives(&Long { text: "x".repeat(len), list });
    }
}

#[test]
fn a_u64_beyond_i64_fits_only_inside_structs() {
    assert!(to_literal(&u64::MAX).is_err());
}

#[test]
fn enums_are_read_by_value() {
    survives(&Color::Red);
    // A packed string, as attribute access on a struct yields it: msgpack.packb("green")
    assert_eq!(read::<Color>(&packed("a5677265656e")).unwrap(), Color::Green);
    assert_eq!(
        read::<Color>(&to_literal(&"Red".to_owned()).unwrap()).unwrap_err(),
        "expected a value of `Color` (`red`, `green`), found `Red`"
    );
}

#[test]
fn unions_carry_tags_or_must_be_clear() {
    for value in [
        Either::Number(1),
        Either::Real(1.0),
        Either::Text("x".to_owned()),
        Either::Point(point()),
        Either::Many(vec![point()]),
        Either::Many(Vec::new()),
        Either::Nothing,
    ] {
        survives(&value);
    }
    assert_eq!(read::<Either>(&packed(POINT)).unwrap(), Either::Point(point()));
    assert_eq!(
        read::<Either>(&to_literal(&1i64).unwrap()).unwrap_err(),
        "ambiguous: the value can be read as `Number` and as `Real` of `Either`; it must come under a tag"
    );
    let error = read::<Either>(&to_literal(&true).unwrap()).unwrap_err();
    assert!(error.starts_with("no variant of `Either` fits (as `Number`: expected an integer"), "{error}");
    let error = read::<Either>(&to_literal(&Some(true)).unwrap()).unwrap_err();
    assert!(error.starts_with("expected a union value of `Either`, tagged `int`, `float`"), "{error}");
}

#[test]
fn an_option_of_a_union_is_one_union() {
    for value in [Some(Either::Number(1)), Some(Either::Real(1.0))] {
        survives(&value);
    }
    assert_eq!(<Option<Either>>::TYPE.variants(), Either::TYPE.variants());
}

#[test]
fn a_type_may_hold_itself_but_not_be_registered() {
    survives(&Tree { value: 1i64, children: vec![Tree { value: 2, children: Vec::new() }] });
    assert_eq!(
        Tree::<i64>::TYPE.registrable().unwrap_err().to_string(),
        "at `children`: the type `Tree` holds itself (`Tree` -> `Tree`), and Flyte can only describe types that end"
    );
    Everything::TYPE.registrable().unwrap();
    assert_ne!(Tree::<i64>::TYPE, Tree::<f64>::TYPE);
    assert_eq!(
        Tree::<i64>::TYPE.fingerprint(),
        r#"Struct("Tree", false, "value" []: Integer, "children" []: List(Struct("Tree", false)))"#
    );
}

#[test]
fn nesting_is_bounded() {
    // msgpack.packb of {"value": 1, "children": [{"value": 1, "children": [..]}]}
    let deep = "82 a576616c7565 01 a86368696c6472656e 91 ".repeat(5000);
    assert!(read::<Tree<i64>>(&packed(&deep)).unwrap_err().contains("a hundred levels"));
}

#[test]
fn schemas_tell_defaults_without_parts_and_what_is_required() {
    #[derive(crate::FlyteType)]
    #[flyte(crate = crate, title = "Named")]
    struct Defaults {
        needed: Option<i64>,
        #[flyte(default = 3)]
        count: i64,
        #[flyte(default)]
        none: Option<i64>,
        #[flyte(default = f64::NAN)]
        strange: f64,
        #[flyte(default)]
        list: Vec<i64>,
        #[flyte(default = Color::Green)]
        color: Color,
    }
    let schema = Defaults::TYPE.literal_type().metadata.unwrap();
    let of = |path: &[&str]| {
        let mut value = Value { kind: Some(Kind::StructValue(schema.clone())) };
        for key in path {
            let Some(Kind::StructValue(Struct { fields })) = value.kind else { return None };
            value = fields.get(*key)?.clone();
        }
        value.kind
    };
    assert_eq!(of(&["title"]), Some(Kind::StringValue("Named".to_owned())));
    assert_eq!(of(&["properties", "count", "default"]), Some(Kind::NumberValue(3.0)));
    assert_eq!(of(&["properties", "none", "default"]), Some(Kind::NullValue(0)));
    assert_eq!(of(&["properties", "strange", "default"]), None);
    assert_eq!(of(&["properties", "list", "default"]), None);
    assert_eq!(of(&["properties", "color", "default"]), Some(Kind::StringValue("green".to_owned())));
    let Some(Kind::ListValue(required)) = of(&["required"]) else { panic!("no list") };
    assert_eq!(required.values, [Value { kind: Some(Kind::StringValue("needed".to_owned())) }]);
    assert!(!Empty::TYPE.literal_type().metadata.unwrap().fields.contains_key("required"));
}

#[test]
fn a_newtype_is_its_field() {
    #[derive(crate::FlyteType, Debug, PartialEq)]
    #[flyte(crate = crate)]
    struct Meters(f64);
    assert_eq!(Meters::TYPE, &TypeDescriptor::Float);
    survives(&Meters(1.5));
}

#[test]
fn outputs_have_the_names_of_the_fields() {
    use crate::interface::{OutputSink, Outputs};

    #[derive(crate::Outputs)]
    #[flyte(crate = crate)]
    struct Stats {
        /// The mean.
        mean: f64,
        #[flyte(rename = "n")]
        count: i64,
    }
    let variables: Vec<_> = Stats::VARIABLES.iter().map(|v| (v.name, v.docs, v.ty)).collect();
    assert_eq!(variables, [("mean", "The mean.", f64::TYPE), ("n", "", i64::TYPE)]);
    let mut sink = OutputSink::default();
    Stats { mean: 2.5, count: 3 }.encode(&mut sink).unwrap();
    let names: Vec<_> = sink.into_literals().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["mean", "n"]);
}
