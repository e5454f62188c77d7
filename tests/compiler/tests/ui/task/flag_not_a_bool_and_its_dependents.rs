use flyte_task::prelude::*;

#[task(cache = 1, cache_version = "1")]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
