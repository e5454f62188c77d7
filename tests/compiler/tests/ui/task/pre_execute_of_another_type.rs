use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

fn before(_: &ExecutionContext) {}

#[task(pre_execute = before)]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
