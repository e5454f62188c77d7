use flyte_task::prelude::*;

#[task(requests(mem = "4GB", cpu = "two"))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
