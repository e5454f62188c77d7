use flyte_task::prelude::*;

struct ExecutionContext;

#[task]
fn add(a: i64, _context: &ExecutionContext) -> i64 {
    a
}

#[task]
async fn sub(a: i64, _context: &ExecutionContext) -> i64 {
    a
}

fn main() {}
