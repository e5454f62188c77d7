use flyte_task::prelude::*;

#[task(requests(memory = "4Gi"))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
