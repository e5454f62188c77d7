//! Foreign types inside derived ones.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use flyte_idl::prost_types::Struct;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use crate::storage::Storage;
use crate::types::{FlyteType, TypeDescriptor, from_literal, to_literal};

fn read<T: FlyteType>(literal: &[u8]) -> Result<T, String> {
    from_literal(literal, &Storage::new()).map_err(|error| error.to_string())
}

/// The JSON that other readers see in a value, which must be read back as the same.
fn told<T: FlyteType + PartialEq + std::fmt::Debug>(value: &T) -> Value {
    let literal = to_literal(value).unwrap();
    assert_eq!(&read::<T>(&literal).unwrap(), value);
    read(&literal).unwrap()
}

/// Durations as seconds, as `#[serde(with = ..)]` wants it.
mod seconds {
    use super::*;

    pub(super) fn serialize<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(value.as_secs_f64())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        Duration::try_from_secs_f64(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

fn loopback() -> IpAddr {
    IpAddr::from([127, 0, 0, 1])
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Server {
    #[flyte(serde = String)]
    address: IpAddr,
    #[flyte(serde = Vec<String>, rename = "others", alias = "peers", default)]
    replicas: Vec<IpAddr>,
    #[flyte(serde = Option<String>)]
    gateway: Option<IpAddr>,
    #[flyte(serde = f64)]
    #[serde(with = "seconds")]
    timeout: Duration,
    #[flyte(serde)]
    #[serde(default)]
    ports: BTreeMap<u16, (bool, Option<String>)>,
    #[flyte(serde = String)]
    #[serde(default = "loopback")]
    fallback: IpAddr,
    #[flyte(serde, skip, default = loopback())]
    seen: IpAddr,
}

fn server() -> Server {
    Server {
        address: IpAddr::from([10, 0, 0, 1]),
        replicas: vec![loopback(), "::1".parse().unwrap()],
        gateway: None,
        timeout: Duration::from_millis(1500),
        ports: BTreeMap::from([(80, (true, None)), (443, (false, Some("tls".to_owned())))]),
        fallback: loopback(),
        seen: loopback(),
    }
}

/// The same in Flyte's own types.
#[derive(crate::FlyteType)]
#[flyte(crate = crate, title = "Server")]
struct Plain {
    address: String,
    #[flyte(default)]
    others: Vec<String>,
    gateway: Option<String>,
    timeout: f64,
    #[flyte(default = json!({}))]
    ports: Value,
    #[flyte(default = "127.0.0.1")]
    fallback: String,
}

#[test]
fn fields_are_told_by_serde_and_described_by_the_named_types() {
    let json = json!({
        "address": "10.0.0.1", "others": ["127.0.0.1", "::1"], "gateway": null, "timeout": 1.5,
        "ports": { "80": [true, null], "443": [false, "tls"] }, "fallback": "127.0.0.1",
    });
    assert_eq!(told(&server()), json);
    assert_eq!(Server::TYPE.literal_type(), Plain::TYPE.literal_type());
    // As a person or a console writes it, where all numbers are floats.
    let written = Server::TYPE.literal_from_json(&json).unwrap();
    assert_eq!(read::<Server>(&written).unwrap(), server());
    let generic: Struct = read(&to_literal(&json).unwrap()).unwrap();
    assert_eq!(read::<Server>(&to_literal(&generic).unwrap()).unwrap(), server());
}

#[test]
fn defaults_and_aliases_are_those_of_any_field() {
    let sparse = json!({ "address": "10.0.0.1", "peers": [], "gateway": null, "timeout": 2 });
    let read_back: Server = read(&to_literal(&sparse).unwrap()).unwrap();
    let expected =
        Server { replicas: Vec::new(), timeout: Duration::from_secs(2), ports: BTreeMap::new(), ..server() };
    assert_eq!(read_back, expected);
}

#[test]
fn errors_name_the_field() {
    let mut json = told(&server());
    json["others"][1] = json!("nowhere");
    assert_eq!(
        read::<Server>(&to_literal(&json).unwrap()).unwrap_err(),
        "at `others[1]`: invalid IP address syntax"
    );
    json["others"] = json!([1]);
    assert_eq!(
        read::<Server>(&to_literal(&json).unwrap()).unwrap_err(),
        "at `others[0]`: expected a string, found an integer"
    );
}

#[derive(crate::FlyteType, Serialize, Deserialize, Debug, PartialEq)]
#[flyte(crate = crate, serde)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Event {
    Started { at: u64 },
    Failed { reason: String },
}

#[derive(crate::FlyteType, Serialize, Deserialize, Debug, PartialEq)]
#[flyte(crate = crate, serde = String)]
#[serde(try_from = "String", into = "String")]
struct Even(u32);

impl Clone for Even {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl From<Even> for String {
    fn from(even: Even) -> Self {
        even.0.to_string()
    }
}

impl TryFrom<String> for Even {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.parse() {
            Ok(even) if even % 2 == 0 => Ok(Self(even)),
            _ => Err(format!("`{text}` is no even number")),
        }
    }
}

/// One of whose parameters only serde must know anything.
#[derive(crate::FlyteType, Serialize, Deserialize, Debug, PartialEq)]
#[flyte(crate = crate, serde)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Host(#[flyte(serde = String)] IpAddr);

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
enum Target {
    Address(#[flyte(serde = String)] IpAddr),
    Port(i64),
    Nothing,
}

/// A parameter that serde tells is one of Flyte's types like any other.
#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Tagged<T: Serialize + DeserializeOwned> {
    #[flyte(serde)]
    value: T,
    tag: String,
}

#[test]
fn whole_types_are_told_by_serde() {
    assert_eq!(Event::TYPE, &TypeDescriptor::Json);
    assert_eq!(told(&Event::Started { at: 5 }), json!({ "kind": "started", "at": 5 }));
    let failed = vec![Event::Failed { reason: "none".to_owned() }];
    assert_eq!(told(&failed), json!([{ "kind": "failed", "reason": "none" }]));
    assert_eq!(Even::TYPE, &TypeDescriptor::String);
    assert_eq!(to_literal(&Even(4)).unwrap(), to_literal(&"4".to_owned()).unwrap());
    let odd = to_literal(&vec!["3".to_owned()]).unwrap();
    assert_eq!(read::<Vec<Even>>(&odd).unwrap_err(), "at `[0]`: `3` is no even number");
    let page = Page { items: vec![IpAddr::from([1, 1, 1, 1])], next: None };
    assert_eq!(told(&page), json!({ "items": ["1.1.1.1"], "next": null }));
}

#[test]
fn newtypes_variants_and_parameters_are_told_by_serde() {
    assert_eq!(to_literal(&Host(loopback())).unwrap(), to_literal(&"127.0.0.1".to_owned()).unwrap());
    assert_eq!(Host::TYPE, String::TYPE);
    let targets = vec![Target::Address(loopback()), Target::Port(80), Target::Nothing];
    assert_eq!(told(&targets), json!(["127.0.0.1", 80, null]));
    let tagged = Tagged { value: BTreeMap::from([(1_u8, true)]), tag: "t".to_owned() };
    assert_eq!(told(&tagged), json!({ "value": { "1": true }, "tag": "t" }));
}
