use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Inner {
    a: i64,
}

#[derive(FlyteType)]
#[serde(transparent)]
struct Outer {
    #[serde(flatten)]
    inner: Inner,
    #[serde(with = "somewhere")]
    b: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<i64>,
    #[serde(rename(serialize = "d1", deserialize = "d2"))]
    d: i64,
    #[serde(nonsense)]
    e: i64,
}

#[derive(FlyteType)]
#[serde(tag = "type")]
enum Either {
    #[serde(rename = "n")]
    Number(i64),
    Text(String),
}

#[derive(FlyteType)]
enum Color {
    Red,
    #[serde(other)]
    Green,
}

fn main() {}
