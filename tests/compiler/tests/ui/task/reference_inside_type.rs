use flyte_task::prelude::*;

#[task]
fn add(a: Option<&str>, b: Vec<(i64, &'static i64)>) -> usize {
    a.into_iter().len() + b.len()
}

fn main() {}
