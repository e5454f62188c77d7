use flyte_task::prelude::*;

#[derive(Debug)]
struct PyTorch {
    workers: u32,
}

#[task(retries = 1, task_config = PyTorch { workers: 4 })]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
