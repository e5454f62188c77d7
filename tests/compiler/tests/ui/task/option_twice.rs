use flyte_task::prelude::*;

#[task(retries = 3, retries = 4)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
