use flyte_task::FlyteType;

#[derive(FlyteType)]
enum Never {}

fn main() {}
