use flyte_task::prelude::*;

#[task(cache, cache_ignore_input_vars("name"))]
fn hello(name: &str) -> String {
    format!("hello, {name}")
}

fn main() {}
