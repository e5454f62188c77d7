use flyte_task::prelude::*;

#[task(retries, name =)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
