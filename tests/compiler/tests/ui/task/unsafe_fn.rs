use flyte_task::prelude::*;

#[task]
unsafe fn add(a: i64) -> i64 {
    a
}

fn main() {}
