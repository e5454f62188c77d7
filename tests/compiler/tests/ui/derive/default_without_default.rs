use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Point {
    x: i64,
}

#[derive(FlyteType)]
struct Line {
    #[flyte(default)]
    from: Point,
}

fn main() {}
