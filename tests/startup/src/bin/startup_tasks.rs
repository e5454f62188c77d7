//! The tasks of the start-up bench: a sync and an async one, and for each one that tells what memory its kind takes.

use std::fs;

use flyte_task::prelude::*;

#[task]
fn sum(a: i64, b: i64) -> i64 {
    a + b
}

#[task]
async fn sum_later(a: i64, b: i64) -> i64 {
    std::future::ready(a + b).await
}

/// The most memory that this process took so far, in KiB.
#[task]
fn peak() -> Result<i64, TaskError> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the system does not say")?;
    Ok(peak.trim().trim_end_matches(" kB").parse()?)
}

#[task]
async fn peak_later() -> Result<i64, TaskError> {
    std::future::ready(peak()).await
}

flyte_task::main!();
