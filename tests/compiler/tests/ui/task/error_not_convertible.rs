use flyte_task::prelude::*;

struct Broken;

#[task]
fn train() -> Result<i64, Broken> {
    Err(Broken)
}

fn main() {}
