use flyte_task::prelude::*;

#[task]
fn add(#[default(1.5)] a: i64, #[default(Some("x"))] b: Option<i64>, #[default(["a", "b"])] c: String) -> i64 {
    a + b.unwrap_or_default() + i64::try_from(c.len()).unwrap()
}

fn main() {}
