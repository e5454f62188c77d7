use flyte_task::prelude::*;

#[task(retries = 1, pod_template = pods::beside_a_proxy())]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
