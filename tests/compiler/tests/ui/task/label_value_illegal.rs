use flyte_task::prelude::*;

#[task(labels(team = "data & more", owner = ""))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
