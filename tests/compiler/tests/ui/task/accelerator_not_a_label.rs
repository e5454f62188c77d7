use flyte_task::prelude::*;

#[task(accelerator = "Tesla T4", limits(gpu = 1))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
