use flyte_task::prelude::*;

#[task(task_type_version = 1)]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
