use flyte_task::prelude::*;

#[task]
fn first(items: &[i64], other: i64) -> i64 {
    items[0] + other
}

fn main() {
    // The fn can still be called, and the task still be named, without a second message.
    let _: i64 = first(&[1], 2);
    let _ = first::DESCRIPTOR.name();
    let _ = first::call(vec![1], 2);
}
