use flyte_task::prelude::*;

#[task(cache = false, cache_serialize = true)]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
