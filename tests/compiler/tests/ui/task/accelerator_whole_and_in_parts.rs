use flyte_task::prelude::*;

#[task(accelerator(device = "nvidia-tesla-a100", partition = "2g.10gb", unpartitioned), limits(gpu = 1))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
