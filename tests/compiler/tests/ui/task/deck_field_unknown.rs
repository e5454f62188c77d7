use flyte_task::prelude::*;

#[task(enable_deck, deck_fields(inputs, timeline, timeline))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
