use flyte_task::prelude::*;

#[task]
fn add(#[default] a: i64, #[default()] b: i64, #[default = 1] c: i64) -> i64 {
    a + b + c
}

fn main() {}
