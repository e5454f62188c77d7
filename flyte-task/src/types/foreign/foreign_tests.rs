//! Foreign types against what `serde_json` makes of the same values, and against the Flyte types that they travel as.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use flyte_idl::prost_types::Struct;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::storage::Storage;
use crate::types::{FlyteType, Serde, Untyped, from_literal, hex, to_literal};

fn read<T: FlyteType>(literal: &[u8]) -> Result<T, String> {
    from_literal(literal, &Storage::new()).map_err(|error| error.to_string())
}

fn literal<T: FlyteType>(value: &T) -> Result<Vec<u8>, String> {
    to_literal(value).map_err(|error| error.to_string())
}

/// The value as serde's JSON, which must also be what another reader sees, and what is read back.
fn told<T: Serialize + DeserializeOwned + PartialEq + Clone + std::fmt::Debug + 'static>(value: &T) -> Value {
    let written = literal(&Serde::<T>::new(value.clone())).unwrap();
    let json = serde_json::to_value(value).unwrap();
    assert_eq!(read::<Value>(&written).unwrap(), json);
    assert_eq!(&*read::<Serde<T>>(&written).unwrap(), value);
    // And from every other form in which JSON comes.
    let packed = literal(&json).unwrap();
    assert_eq!(&*read::<Serde<T>>(&packed).unwrap(), value);
    let in_map = literal(&BTreeMap::from([("a".to_owned(), json.clone())])).unwrap();
    assert_eq!(*read::<BTreeMap<String, Serde<T>>>(&in_map).unwrap()["a"], *value);
    let generic: Struct = read(&literal(&json!({ "a": json })).unwrap()).unwrap();
    let generic = read::<BTreeMap<String, Serde<T>>>(&literal(&generic).unwrap()).unwrap();
    assert_eq!(*generic["a"], *value);
    json
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum Shape {
    Nothing,
    Circle(f64),
    Line(i64, i64),
    Rect { w: f32, h: Option<f64> },
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(tag = "kind")]
enum Pet {
    Cat { lives: u8 },
    Dog(Name),
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Name {
    name: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Unit;

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Everything {
    small: (i8, i16, i32, i64, u8, u16, u32),
    wide: (i128, u128),
    flag: bool,
    single: f32,
    letter: char,
    text: String,
    unit: Unit,
    none: Option<()>,
    some: Option<Vec<Option<i64>>>,
    shapes: Vec<Shape>,
    pets: Vec<Pet>,
    by_name: BTreeMap<String, Vec<u16>>,
    by_number: BTreeMap<i64, bool>,
    by_flag: BTreeMap<bool, char>,
    by_variant: BTreeMap<Letter, u8>,
    address: IpAddr,
    span: Duration,
    nested: [[u8; 2]; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<i64>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
enum Letter {
    A,
    B,
}

fn everything() -> Everything {
    let rest = BTreeMap::from([("age".to_owned(), json!(3)), ("tags".to_owned(), json!(["a", null]))]);
    Everything {
        small: (-1, -300, -70_000, 1 << 50, 255, 65_535, u32::MAX),
        wide: (-(1 << 50), 1 << 52),
        flag: true,
        single: 0.5,
        letter: 'ß',
        text: "x".repeat(300),
        unit: Unit,
        none: None,
        some: Some(vec![None, Some(5)]),
        shapes: vec![Shape::Nothing, Shape::Circle(2.0), Shape::Line(1, -1), Shape::Rect { w: 1.5, h: None }],
        pets: vec![Pet::Cat { lives: 9 }, Pet::Dog(Name { name: "Rex".to_owned(), rest })],
        by_name: BTreeMap::from([("a".to_owned(), vec![1, 2]), (String::new(), vec![])]),
        by_number: BTreeMap::from([(-5, true), (7, false)]),
        by_flag: BTreeMap::from([(true, 't')]),
        by_variant: BTreeMap::from([(Letter::A, 1), (Letter::B, 2)]),
        address: "::1".parse().unwrap(),
        span: Duration::new(3, 7),
        nested: [[1, 2], [3, 4]],
        left_out: None,
    }
}

#[test]
fn a_foreign_value_is_what_serde_json_makes_of_it() {
    told(&everything());
    assert_eq!(told(&Shape::Nothing), json!("Nothing"));
    assert_eq!(told(&BTreeMap::from([(1, vec![Some("a".to_owned()), None])])), json!({ "1": ["a", null] }));
    // TypeEngine.to_literal(.., {"kind": "Cat", "lives": 9}, dict, ..)
    let cat = literal(&Serde::<Pet>::new(Pet::Cat { lives: 9 })).unwrap();
    assert_eq!(hex::from(&cat), "0a1e1a1c0a1182a46b696e64a3436174a56c697665730912076d73677061636b");
}

/// Bytes, as crates for them tell serde.
#[derive(Debug, PartialEq)]
struct Raw(Vec<u8>);

impl Serialize for Raw {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(RawVisitor)
    }
}

struct RawVisitor;

impl serde::de::Visitor<'_> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Raw, E> {
        Ok(Raw(bytes.to_vec()))
    }
}

#[test]
fn floats_and_bytes_that_json_has_no_words_for_are_kept() {
    let floats = [f64::NAN, f64::INFINITY, -0.0];
    let read_back: Serde<Vec<f64>> =
        read(&literal(&Serde::<Vec<f64>>::new(floats.to_vec())).unwrap()).unwrap();
    let bits = |floats: &[f64]| floats.iter().map(|float| float.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&read_back), bits(&floats));
    for len in [0, 1, 255, 256, 65_536] {
        let raw = Raw(vec![0xc1; len]);
        let read_back: Serde<Raw> = read(&literal(&Serde::<Raw>::new(Raw(raw.0.clone()))).unwrap()).unwrap();
        assert_eq!(*read_back, raw);
    }
}

type Counts = Serde<(NonZeroU32, NonZeroU32), Vec<i64>>;

#[test]
fn a_value_travels_as_the_type_that_is_named() {
    let address: IpAddr = "10.0.0.1".parse().unwrap();
    let text = literal(&"10.0.0.1".to_owned()).unwrap();
    assert_eq!(literal(&Serde::<IpAddr, String>::new(address)).unwrap(), text);
    assert_eq!(*read::<Serde<IpAddr, String>>(&text).unwrap(), address);
    let numbers = literal(&vec![1_i64, 2]).unwrap();
    let counts = read::<Counts>(&numbers).unwrap();
    assert_eq!((counts.0.get(), counts.1.get()), (1, 2));
    assert_eq!(literal(&counts).unwrap(), numbers);
    // As lenient as the type that is named: integers for a float.
    let three = read::<Serde<f32, f64>>(&literal(&3_i64).unwrap()).unwrap();
    assert_eq!(three.to_bits(), 3.0_f32.to_bits());
    assert_eq!(<Option<Serde<IpAddr, String>>>::TYPE, <Option<String>>::TYPE);
}

#[test]
fn what_is_not_of_the_named_type_is_refused() {
    let address: IpAddr = "10.0.0.1".parse().unwrap();
    assert_eq!(
        literal(&Serde::<IpAddr, i64>::new(address)).unwrap_err(),
        "what serde writes is not of the type int: expected an integer, found a string"
    );
    let text = literal(&"here".to_owned()).unwrap();
    assert_eq!(read::<Serde<IpAddr, String>>(&text).unwrap_err(), "invalid IP address syntax");
    assert_eq!(
        read::<Serde<IpAddr, String>>(&literal(&1_i64).unwrap()).unwrap_err(),
        "expected a string, found an integer"
    );
    assert!(literal(&Serde::<u128>::new(u128::MAX)).unwrap_err().contains("does not fit"));
    let keys = HashMap::from([(vec![1], 2)]);
    assert_eq!(
        literal(&Serde::<HashMap<Vec<i64>, i64>>::new(keys)).unwrap_err(),
        "expected text, a number or a boolean as the key of a map, found a list"
    );
}

#[derive(Serialize, Deserialize)]
struct Deep {
    list: Vec<BTreeMap<String, u128>>,
}

#[derive(Serialize, Deserialize)]
struct Chain(Vec<Chain>);

#[test]
fn errors_name_the_place_inside_the_value() {
    let mut json = serde_json::to_value(everything()).unwrap();
    json["shapes"][3]["Rect"]["w"] = json!("wide");
    let error = read::<BTreeMap<String, Serde<Everything>>>(&literal(&json!({ "x": json })).unwrap());
    assert_eq!(
        error.map(|_| ()).unwrap_err(),
        "at `x.shapes[3].Rect.w`: invalid type: string \"wide\", expected f32"
    );
    let parts = literal(&json!({ "small": [1] })).unwrap();
    assert!(read::<Serde<Everything>>(&parts).map(|_| ()).unwrap_err().starts_with("at `small"));
    let long = literal(&json!([[1, 2, 3]])).unwrap();
    assert_eq!(
        read::<Serde<Vec<(i64, i64)>>>(&long).map(|_| ()).unwrap_err(),
        "at `[0]`: invalid length 3, expected a list of 2"
    );
    let list = vec![BTreeMap::new(), BTreeMap::from([("k".to_owned(), u128::MAX)])];
    let error = literal(&Serde::<Deep>::new(Deep { list })).unwrap_err();
    assert!(error.starts_with("at `list[1].k`: "), "{error}");
}

#[test]
fn values_without_end_are_refused() {
    let deep = |depth| (0..depth).fold(Chain(Vec::new()), |chain, _| Chain(vec![chain]));
    let written = literal(&Serde::<Chain>::new(deep(90))).unwrap();
    assert!(read::<Serde<Chain>>(&written).is_ok());
    assert!(literal(&Serde::<Chain>::new(deep(10_000))).unwrap_err().contains("hundred levels"));
}

#[test]
fn a_person_reads_what_json_has_no_words_for() {
    // msgpack.packb({1: [math.nan, -math.inf, 2.0], "b": b"ab", None: {}})
    let packed = "8301 93cb7ff8000000000000 cbfff0000000000000 cb4000000000000000 a162 c4026162 c0 80";
    let packed = hex::to(&packed.replace(' ', ""));
    let untyped = Untyped { packed };
    let told = Untyped::TYPE.json_from_literal(&to_literal(&untyped).unwrap(), &Storage::new()).unwrap();
    assert_eq!(told, json!({ "1": ["NaN", "-inf", 2.0], "b": "YWI=", "null": {} }));
}

#[test]
fn an_untyped_value_is_read_as_it_stands() {
    for value in [json!(1), json!([1, 2.5]), json!({ "a": null }), json!("x")] {
        let written = literal(&value).unwrap();
        let untyped: Untyped = read(&written).unwrap();
        assert_eq!(literal(&untyped).unwrap(), written);
        assert_eq!(literal(&Some(untyped)).unwrap(), literal(&Some(value)).unwrap());
    }
    assert_eq!(read::<Untyped>(&literal(&vec![1_i64]).unwrap()), read(&literal(&json!([1])).unwrap()));
    assert_eq!(Untyped::TYPE, Value::TYPE);
}

#[cfg(feature = "testing")]
#[test]
fn foreign_values_are_good_flyte_types() {
    use flyte_idl::core::Literal;

    use crate::testing::Conformance;

    Conformance::new()
        .value(Serde::<IpAddr, String>::new([10, 0, 0, 1].into()))
        .reads(&Literal::string("::1"), Serde::new("::1".parse().unwrap()))
        .refuses(&Literal::string("nowhere"))
        .refuses(&Literal::integer(7))
        .check();
    let counts = |a, b| (NonZeroU32::new(a).unwrap(), NonZeroU32::new(b).unwrap());
    Conformance::new()
        .value(Counts::new(counts(1, u32::MAX)))
        .refuses(&Literal::collection([Literal::integer(1)]))
        .refuses(&Literal::collection([Literal::integer(1), Literal::integer(0)]))
        .check();
    Conformance::new().value(Serde::<Everything>::new(everything())).refuses(&Literal::integer(7)).check();
    Conformance::new().value(Serde::<Vec<Shape>>::new(everything().shapes)).check();
}
