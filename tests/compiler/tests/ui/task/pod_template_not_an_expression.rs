use flyte_task::prelude::*;

#[task(pod_template)]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
