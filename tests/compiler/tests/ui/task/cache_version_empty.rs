use flyte_task::prelude::*;

#[task(cache, cache_version = "")]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
