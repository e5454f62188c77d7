use flyte_task::prelude::*;

#[task(resolver = Resolver::new())]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
