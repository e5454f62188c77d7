use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(FlyteType)]
struct Solid {
    x: f64,
    y: f64,
    z: f64,
}

#[derive(FlyteType)]
enum Place {
    Flat(Point),
    Solid(Solid),
}

fn main() {}
