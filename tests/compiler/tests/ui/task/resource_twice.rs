use flyte_task::prelude::*;

#[task(requests(cpu = 1, cpu = 2))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
