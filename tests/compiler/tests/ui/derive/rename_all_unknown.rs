use flyte_task::FlyteType;

#[derive(FlyteType)]
#[flyte(rename_all = "camel")]
struct Point {
    x: i64,
}

fn main() {}
