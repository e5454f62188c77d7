use flyte_task::Outputs;

#[derive(Outputs)]
struct Stats {
    mean: f64,
    #[flyte(rename = "mean")]
    average: f64,
}

fn main() {}
