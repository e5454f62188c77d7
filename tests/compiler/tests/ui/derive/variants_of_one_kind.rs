use flyte_task::FlyteType;

#[derive(FlyteType)]
enum Numbers {
    Wide(i64),
    Real(f64),
    Narrow(i32),
}

#[derive(FlyteType)]
enum Lists {
    Texts(Vec<String>),
    Numbers(Vec<i64>),
}

fn main() {}
