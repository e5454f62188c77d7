use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Point {
    x: i64,
    #[flyte(rename = "x")]
    y: i64,
    #[flyte(alias = "x")]
    z: i64,
}

#[derive(FlyteType)]
#[flyte(rename_all = "lowercase")]
enum Color {
    Red,
    RED,
}

fn main() {}
