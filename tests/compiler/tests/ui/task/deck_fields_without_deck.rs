use flyte_task::prelude::*;

#[task(deck_fields(input))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
