use flyte_task::Outputs;

#[derive(Outputs)]
struct Pair(i64, f64);

#[derive(Outputs)]
enum Either {
    A,
}

fn main() {}
