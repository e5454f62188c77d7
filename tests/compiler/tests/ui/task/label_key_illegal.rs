use flyte_task::prelude::*;

#[task(labels("my team" = "data", "Example.com/team" = "data"))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
