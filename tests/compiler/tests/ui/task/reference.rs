use flyte_task::prelude::*;

#[task]
fn add(a: &str, b: &[i64], c: &mut i64) -> i64 {
    i64::try_from(a.len() + b.len()).unwrap() + *c
}

fn main() {}
