use flyte_task::prelude::*;

#[task]
fn read(table: FlyteFile<String>, parts: FlyteDirectory<u8>) -> i64 {
    drop((table, parts));
    1
}

fn main() {}
