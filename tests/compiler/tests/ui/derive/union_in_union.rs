use flyte_task::FlyteType;

#[derive(FlyteType)]
enum Either {
    Number(Option<i64>),
    Text(String),
}

fn main() {}
