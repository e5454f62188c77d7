use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

#[task]
fn add(a: i64, context: ExecutionContext) -> i64 {
    a + i64::from(context.attempt())
}

fn main() {
    let _ = add::call(1);
}
