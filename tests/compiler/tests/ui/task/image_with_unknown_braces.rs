use flyte_task::prelude::*;

#[task(container_image = "{{.image.default.tag}}")]
fn add(a: i64) -> i64 {
    a
}

#[task(container_image = "reg/image:{{.inputs.a}}")]
fn sub(a: i64) -> i64 {
    a
}

#[task(container_image = "reg/image:{{.image.default.version}")]
fn mul(a: i64) -> i64 {
    a
}

fn main() {}
