use flyte_task::prelude::*;

struct Model;

/// Every mistake is reported, and none hides another.
#[task(retry = 3, cache_serialize, timeout = "soon", requests(cpu = "two", memory = 1))]
unsafe fn train<T>(a: &str, (b, c): (i64, i64), #[default(1.5)] d: i64) -> impl Into<i64> {
    i64::try_from(a.len()).unwrap() + b + c + d
}

#[task(retries = -1)]
fn test(model: Model, #[default(1.5)] d: i64) -> Model {
    let _ = d;
    model
}

fn main() {}
