use flyte_task::prelude::*;

#[task(requests(mem = "1Gi", cpu = "1500m"), limits(mem = "1G", cpu = 1))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
