use flyte_task::FlyteType;

#[derive(FlyteType)]
#[flyte(skip)]
struct Point {
    #[flyte(title = "X")]
    x: i64,
}

fn main() {}
