use flyte_task::prelude::*;

#[task(timeout = 60)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
