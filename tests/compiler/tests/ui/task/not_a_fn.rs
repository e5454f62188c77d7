use flyte_task::prelude::*;

/// A model.
#[task]
pub struct Model;

#[task]
impl Model {}

fn main() {
    let _ = Model;
}
