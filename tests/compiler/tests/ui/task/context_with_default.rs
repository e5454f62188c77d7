use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

#[task(cache, cache_ignore_input_vars(context))]
fn add(a: i64, #[default(ExecutionContext::local())] context: &ExecutionContext) -> i64 {
    a + i64::from(context.attempt())
}

fn main() {}
