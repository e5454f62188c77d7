use flyte_task::FlyteType;

#[derive(FlyteType)]
union Bits {
    int: u32,
    float: f32,
}

fn main() {}
