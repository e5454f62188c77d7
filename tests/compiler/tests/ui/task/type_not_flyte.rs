use flyte_task::prelude::*;

struct Model;

#[task]
fn train(epochs: i64, model: Model, models: Vec<Model>) -> i64 {
    drop((model, models));
    epochs
}

fn main() {}
