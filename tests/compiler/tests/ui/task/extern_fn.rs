use flyte_task::prelude::*;

#[task]
extern "C" fn add(a: i64) -> i64 {
    a
}

fn main() {}
