use flyte_task::prelude::*;

#[task(secret_requests(group = "db", key = "password"))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
