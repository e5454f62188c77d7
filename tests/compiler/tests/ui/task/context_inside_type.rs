use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

#[task]
fn add(a: i64, context: Option<&ExecutionContext>) -> i64 {
    a + i64::from(context.unwrap().attempt())
}

fn main() {}
