use flyte_task::Outputs;

#[derive(Outputs)]
struct Stats {
    #[flyte(rename = "the-mean")]
    mean: f64,
}

fn main() {}
