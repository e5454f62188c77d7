use flyte_task::prelude::*;

#[task(environment("MY-KEY" = "v"))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
