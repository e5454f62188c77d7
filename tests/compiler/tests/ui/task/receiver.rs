use flyte_task::prelude::*;

struct Model(i64);

impl Model {
    #[task]
    fn add(&self, a: i64) -> i64 {
        self.0 + a
    }
}

fn main() {
    Model(1).add(2);
}
