use flyte_task::prelude::*;

#[task(cache, cache_version = "1", cache_salt = "2")]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
