use flyte_task::prelude::*;

#[task]
fn name() -> &'static str {
    "name"
}

#[task]
fn maybe() -> Result<&'static str, &'static str> {
    Ok("name")
}

fn main() {}
