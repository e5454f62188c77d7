use flyte_task::FlyteType;

#[derive(FlyteType)]
enum Answer {
    Number(i64),
    Unknown,
    Refused,
}

fn main() {}
