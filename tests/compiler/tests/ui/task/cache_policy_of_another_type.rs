use flyte_task::prelude::*;

struct ByImage;

#[task(cache, cache_policies(ByImage))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
