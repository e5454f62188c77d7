use flyte_task::prelude::*;

#[task(timeout = "0s")]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
