use flyte_task::prelude::*;

struct Finder;

#[task(resolver = Finder)]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
