use flyte_task::prelude::*;

struct Model;

#[task]
fn train() -> (i64, Model) {
    (1, Model)
}

fn main() {}
