use flyte_task::prelude::*;

#[task(limits(gpu = "500m"))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
