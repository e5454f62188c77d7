use flyte_task::task;
use flyte_task::types::Serde;

struct Opaque;

#[task]
fn hide(value: Serde<Opaque, String>) {
    drop(value);
}

fn main() {}
