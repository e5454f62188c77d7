use flyte_task::FlyteType;

#[derive(FlyteType)]
enum Shape {
    Circle { radius: f64 },
    Rectangle(f64, f64),
    Nothing,
}

fn main() {}
