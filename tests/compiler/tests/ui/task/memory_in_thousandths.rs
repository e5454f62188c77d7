use flyte_task::prelude::*;

#[task(requests(mem = "500m"))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
