use flyte_task::prelude::*;

#[task(environment(PORT = 8080))]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
