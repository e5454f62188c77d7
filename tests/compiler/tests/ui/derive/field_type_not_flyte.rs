use flyte_task::FlyteType;

struct Inner;

#[derive(FlyteType)]
struct Outer {
    fine: i64,
    inner: Inner,
    many: Vec<Inner>,
}

fn main() {}
