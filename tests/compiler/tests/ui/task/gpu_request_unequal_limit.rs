use flyte_task::prelude::*;

#[task(requests(gpu = 1), limits(gpu = 2))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
