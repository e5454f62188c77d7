//! A task run once for each element of a list: `cargo run -p map -- run map_scale --x '[1, 2]' --by 10`.

use flyte_task::prelude::*;
use flyte_task::task::MapTask;

/// Scales a number.
#[task(retries = 2)]
fn scale(x: f64, by: f64) -> Result<f64, TaskError> {
    if by == 0.0 {
        return Err("nothing is left of a number that is scaled by zero".into());
    }
    Ok(x * by)
}

// Every element is given the whole of `by`; the job ends well if half of them do.
flyte_task::register_task!(MapTask::of::<scale>().bind("by").with_concurrency(4).with_min_success_ratio(0.5));

flyte_task::main!();
