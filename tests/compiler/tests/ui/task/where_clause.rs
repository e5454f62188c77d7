use flyte_task::prelude::*;

#[task]
fn add(a: i64) -> i64
where
    i64: Copy,
{
    a
}

fn main() {}
