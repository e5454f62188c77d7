use flyte_task::prelude::*;

#[task]
fn add(#[default(1, 2)] a: i64) -> i64 {
    a
}

fn main() {}
