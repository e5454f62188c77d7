use flyte_task::prelude::*;

#[task(docs(source_link = "src/main.rs"))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
