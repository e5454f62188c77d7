use flyte_task::k8s_openapi::api::core::v1::PodSpec;
use flyte_task::prelude::*;

#[task(retries = 1, pod_template = PodSpec::default())]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
