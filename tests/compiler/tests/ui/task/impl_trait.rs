use flyte_task::prelude::*;

#[task]
fn count(items: impl Into<i64>) -> impl Into<i64> {
    items.into()
}

fn main() {}
