use flyte_task::prelude::*;

#[task(annotations("note/" = "anything goes here"))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
