use flyte_task::FlyteType;

#[derive(FlyteType)]
#[flyte(serde, title = "Spot", rename_all = "camelCase")]
struct Point {
    #[flyte(rename = "left")]
    x: i64,
}

#[derive(FlyteType)]
#[flyte(serde)]
enum Event {
    #[flyte(rename = "start")]
    Started { #[flyte(default)] at: i64 },
}

fn main() {}
