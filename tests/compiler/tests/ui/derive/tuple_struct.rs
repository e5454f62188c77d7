use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Point(i64, i64);

fn main() {
    let _: fn(Point) -> Vec<u8> = |point| flyte_task::types::to_literal(&point).unwrap();
}
