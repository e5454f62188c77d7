use flyte_task::prelude::*;

#[task]
const fn add(a: i64) -> i64 {
    a
}

fn main() {}
