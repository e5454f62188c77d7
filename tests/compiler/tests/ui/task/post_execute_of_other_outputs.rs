use flyte_task::ExecutionContext;
use flyte_task::prelude::*;

fn takes_text(_: &ExecutionContext, outputs: String) -> String {
    outputs
}

fn gives_text(_: &ExecutionContext, outputs: i64) -> Result<String, TaskError> {
    Ok(outputs.to_string())
}

#[task(post_execute = takes_text)]
fn add(a: i64) -> i64 {
    a
}

#[task(post_execute = gives_text)]
fn sub(a: i64) -> i64 {
    a
}

fn main() {}
