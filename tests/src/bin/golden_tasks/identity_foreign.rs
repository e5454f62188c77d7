//! Tasks that return the values of foreign types that they are given, and bytes; `python/foreign.py` tells their types.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use flyte_task::prelude::*;
use flyte_task::types::{Bytes, Serde};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

/// Milliseconds, as `#[serde(with = ..)]` wants it.
mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u128(value.as_millis())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

#[derive(FlyteType, Serialize, Deserialize)]
#[flyte(serde)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Pet {
    Cat { lives: u8, weight: f64 },
    Dog { name: String, friends: Vec<Option<String>> },
}

#[derive(FlyteType)]
struct Foreign {
    #[flyte(serde = String)]
    url: Url,
    #[flyte(serde = String)]
    id: Uuid,
    #[flyte(serde = i64)]
    count: NonZeroU32,
    #[flyte(serde = Vec<String>)]
    links: Vec<Url>,
    #[flyte(serde = Option<String>)]
    maybe: Option<Uuid>,
    #[flyte(serde = i64)]
    #[serde(with = "milliseconds")]
    wait: Duration,
    #[flyte(serde)]
    ports: BTreeMap<u16, (IpAddr, bool)>,
    pet: Pet,
    raw: Bytes,
    parts: Vec<Bytes>,
    #[flyte(serde = String)]
    #[serde(default = "home")]
    home: IpAddr,
    #[flyte(default)]
    seal: Option<Bytes>,
    #[flyte(default)]
    rest: Bytes,
}

fn home() -> IpAddr {
    IpAddr::from([127, 0, 0, 1])
}

type Structs = (Vec<Foreign>, BTreeMap<String, Foreign>, Option<Foreign>, Foreign);

#[task]
fn structs(a: Vec<Foreign>, b: BTreeMap<String, Foreign>, c: Option<Foreign>, d: Foreign) -> Structs {
    (a, b, c, d)
}

type Link = Serde<Url, String>;
type Ids = Serde<Vec<Uuid>, Vec<String>>;

#[task]
fn values(
    a: Ids,
    b: BTreeMap<String, Link>,
    c: Option<Link>,
    d: Vec<Pet>,
) -> (Ids, BTreeMap<String, Link>, Option<Link>, Vec<Pet>) {
    (a, b, c, d)
}
