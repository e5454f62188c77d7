use flyte_task::prelude::*;

#[task(retries = 4_000_000_000)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
