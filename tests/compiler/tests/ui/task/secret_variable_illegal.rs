use flyte_task::prelude::*;

#[task(secret_requests(secret(group = "db", key = "password", env_var = "db-password")))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
