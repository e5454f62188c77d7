use flyte_task::prelude::*;

struct Model;

#[task]
fn train(#[default(Model)] model: Model) -> i64 {
    drop(model);
    1
}

fn main() {}
