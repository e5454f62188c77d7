use flyte_task::prelude::*;

#[task(shared_memory = 2)]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
