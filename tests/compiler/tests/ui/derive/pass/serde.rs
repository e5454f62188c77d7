//! What serde's attributes say is honoured, with or without serde's own derives.

use flyte_task::storage::Storage;
use flyte_task::FlyteType;
use flyte_task::types::{from_literal, to_literal};

fn three() -> i64 {
    3
}

#[derive(FlyteType, Debug, PartialEq)]
#[serde(rename = "Named", rename_all = "camelCase", deny_unknown_fields, bound = "", crate = "serde")]
struct Fields {
    first_field: i64,
    #[serde(rename = "Other", alias = "another")]
    second_field: i64,
    #[serde(default)]
    third: Option<i64>,
    #[serde(default = "three")]
    fourth: i64,
    #[serde(skip)]
    skipped: usize,
    #[serde(rename = "unused")]
    #[flyte(rename = "used")]
    fifth: i64,
}

#[derive(FlyteType, Debug, PartialEq, Default)]
#[serde(default)]
struct Defaults {
    a: i64,
    b: String,
}

#[derive(FlyteType, Debug, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Color {
    DarkRed,
    #[serde(rename = "GREEN")]
    Green,
}

#[derive(FlyteType, Debug, PartialEq)]
#[serde(untagged)]
enum Either {
    Number(i64),
    Text(String),
}

#[derive(FlyteType, Debug, PartialEq)]
#[serde(transparent)]
struct Meters(f64);

fn values(of: &flyte_task::types::TypeDescriptor) -> Vec<&'static str> {
    match of {
        flyte_task::types::TypeDescriptor::Struct(of) => of.keys.iter().map(|key| key.name).collect(),
        flyte_task::types::TypeDescriptor::Enum(of) => of.values.to_vec(),
        _ => Vec::new(),
    }
}

fn main() {
    assert_eq!(Fields::TYPE.to_string(), "Named");
    assert_eq!(values(Fields::TYPE), ["firstField", "Other", "third", "fourth", "used"]);
    assert_eq!(values(Color::TYPE), ["dark-red", "GREEN"]);
    let read = |json: &str| {
        let literal = Fields::TYPE.literal_from_text(json)?;
        from_literal::<Fields>(&literal, &Storage::new())
    };
    let fields = read(r#"{"firstField": 1, "another": 2, "used": 5}"#).unwrap();
    let expected =
        Fields { first_field: 1, second_field: 2, third: None, fourth: 3, skipped: 0, fifth: 5 };
    assert_eq!(fields, expected);
    assert!(read(r#"{"firstField": 1, "Other": 2, "used": 5, "more": 1}"#).is_err());
    let literal = to_literal(&std::collections::BTreeMap::<String, i64>::new()).unwrap();
    assert!(from_literal::<Defaults>(&literal, &Storage::new()).is_err(), "a map literal is no struct");
    let literal = Defaults::TYPE.literal_from_text("{}").unwrap();
    assert_eq!(from_literal::<Defaults>(&literal, &Storage::new()).unwrap(), Defaults::default());
    let _ = (Color::DarkRed, Color::Green, Either::Number(1), Either::Text(String::new()), Meters(1.0));
}
