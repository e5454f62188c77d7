use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

#[task]
fn add(a: &ExecutionContext, b: &ExecutionContext) -> u32 {
    a.attempt() + b.attempt()
}

fn main() {}
