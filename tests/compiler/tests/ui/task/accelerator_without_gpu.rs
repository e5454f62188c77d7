use flyte_task::prelude::*;

#[task(accelerator = "nvidia-tesla-t4", limits(gpu = 0, cpu = 1))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
