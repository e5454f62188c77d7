use flyte_task::prelude::*;
use flyte_task::task::PodTemplate;

#[task(pod_template = PodTemplate::default().with_label("value", a))]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
