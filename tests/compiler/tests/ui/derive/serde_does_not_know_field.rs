use flyte_task::FlyteType;

struct Opaque;

#[derive(FlyteType)]
struct Model {
    #[flyte(serde)]
    weights: Opaque,
}

fn main() {}
