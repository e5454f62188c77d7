use flyte_task::FlyteType;

#[derive(FlyteType)]
#[flyte(serde = String)]
struct Opaque {
    a: i64,
}

fn main() {}
