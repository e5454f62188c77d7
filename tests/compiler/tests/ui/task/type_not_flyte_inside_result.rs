use flyte_task::prelude::*;

struct Model;

#[task]
fn train() -> Result<Model, String> {
    Ok(Model)
}

fn main() {}
