use flyte_task::prelude::*;

#[task(cache, cache_ignore_input_vars("seed", sede))]
fn draw(seed: i64, size: i64) -> i64 {
    seed + size
}

fn main() {}
