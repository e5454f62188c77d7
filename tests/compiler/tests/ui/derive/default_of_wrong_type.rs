use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Point {
    #[flyte(default = 1.5)]
    x: i64,
}

fn main() {}
