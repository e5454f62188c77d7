use flyte_task::prelude::*;

#[task(retries = 3 cache = true)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
