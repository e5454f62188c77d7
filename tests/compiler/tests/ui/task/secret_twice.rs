use flyte_task::prelude::*;

#[task(secret_requests(
    secret(group = "db", key = "password", env_var = "PASSWORD"),
    secret(group = "db", key = "password", mount = "file"),
    secret(group = "api", key = "password", env_var = "PASSWORD")
))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
