use flyte_task::prelude::*;

#[task]
fn add((a, b): (i64, i64), _: i64, c @ 0..: u8) -> i64 {
    a + b + i64::from(c)
}

fn main() {}
