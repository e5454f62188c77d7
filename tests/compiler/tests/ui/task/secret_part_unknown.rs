use flyte_task::prelude::*;

#[task(secret_requests(secret(group = "db", key = "password", mount_path = "/etc")))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
