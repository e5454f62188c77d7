use flyte_task::prelude::*;

#[task(cache_ignore_input_vars("a"))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
