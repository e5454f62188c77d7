use flyte_task::prelude::*;

struct Model(i64);

impl Model {
    #[task]
    fn add(a: i64) -> i64 {
        a
    }
}

fn main() {
    let _ = Model(Model::add(2)).0;
}
