use flyte_task::prelude::*;

#[task(task_config(workers = 4))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
