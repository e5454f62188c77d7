use flyte_task::prelude::*;

#[task(accelerator(partition = "2g.10gb"), limits(gpu = 1))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
