use flyte_task::prelude::*;

#[task]
fn first<T, const N: usize>(items: Vec<T>) -> i64 {
    i64::try_from(items.len()).unwrap()
}

fn main() {}
