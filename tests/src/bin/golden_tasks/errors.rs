//! Golden cases of failing tasks.

use flyte_task::prelude::*;

#[task(name = "golden_dev.e01_user_exception")]
fn e01_user_exception(x: i64) -> Result<i64, String> {
    if x > 0 { Err(format!("bad value {x}")) } else { Ok(x) }
}

#[task(name = "golden_dev.e02_recoverable", retries = 2)]
fn e02_recoverable(x: i64) -> Result<i64, TaskError> {
    if x > 0 {
        Err(format!("try again {x}")).recoverable()?;
    }
    Ok(x)
}

#[task(name = "golden_dev.e03_missing_input")]
fn e03_missing_input(a: i64, b: i64) -> i64 {
    a + b
}

#[task(name = "golden_dev.e04_wrong_literal")]
fn e04_wrong_literal(a: i64, xs: Vec<String>) -> i64 {
    drop(xs);
    a
}

#[task(name = "golden_dev.e05_custom_code")]
fn e05_custom_code(x: i64) -> Result<i64, TaskError> {
    if x > 0 {
        Err(format!("quota {x}")).code("QUOTA_EXCEEDED")?;
    }
    Ok(x)
}

// A value of the wrong type cannot be written in Rust; one that does not fit Flyte's integer can.
#[task(name = "golden_dev.e06_bad_output")]
fn e06_bad_output(x: i64) -> u64 {
    u64::MAX - x.unsigned_abs()
}

#[task(name = "golden_dev.e07_overflow")]
fn e07_overflow(x: i64) -> Result<i64, TaskError> {
    Ok(x.checked_add(1).ok_or_else(|| format!("{x} + 1 does not fit"))?)
}

#[task(name = "golden_dev.e08_ignore_outputs")]
fn e08_ignore_outputs(x: i64) -> Result<i64, TaskError> {
    if x > 0 {
        return Err(flyte_task::IgnoreOutputs.into());
    }
    Ok(x)
}

// Never runs: the case asks for a task that does not exist.
#[task(name = "golden_dev.e09_not_loadable")]
fn e09_not_loadable(x: i64) -> i64 {
    x
}

#[task]
fn panicking(x: i64) -> i64 {
    let limit = 10;
    assert!(x < limit, "x is {x}, the limit {limit}");
    x
}
