use flyte_task::prelude::*;

#[task(cache_salt = "2", cache_policies(Missing))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
