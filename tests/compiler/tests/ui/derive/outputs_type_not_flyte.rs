use flyte_task::Outputs;

struct Inner;

#[derive(Outputs)]
struct Stats {
    inner: Inner,
}

fn main() {}
