use flyte_task::prelude::*;

#[task]
fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {
    let _ = add::call("one", 2);
    let _ = add::call(1);
}
