use flyte_task::FlyteType;

struct Inner;

#[derive(FlyteType)]
enum Either {
    Inner(Inner),
    Number(i64),
}

fn main() {}
