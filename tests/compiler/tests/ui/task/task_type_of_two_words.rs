use flyte_task::prelude::*;

#[task(task_type = "py torch")]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
