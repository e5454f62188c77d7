use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Borrowed<'a> {
    text: &'a str,
}

fn main() {}
