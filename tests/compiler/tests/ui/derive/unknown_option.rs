use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Point {
    #[flyte(renam = "X")]
    x: i64,
}

fn main() {}
