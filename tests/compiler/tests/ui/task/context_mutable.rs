use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

#[task]
fn add(a: i64, context: &mut ExecutionContext) -> i64 {
    a + i64::from(context.attempt())
}

#[task]
fn sub(a: i64, context: &'static ExecutionContext) -> i64 {
    a - i64::from(context.attempt())
}

fn main() {}
