use flyte_task::prelude::*;

struct Model;

#[task]
fn train() -> Model {
    Model
}

#[task]
async fn train_later() -> Model {
    Model
}

fn main() {}
