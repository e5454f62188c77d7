//! Whether the machine wants this process to end.

use std::sync::atomic::{AtomicBool, Ordering};

static TERMINATING: AtomicBool = AtomicBool::new(false);

/// Whether Flyte, or Kubernetes, asked the process to end (SIGTERM).
///
/// A pod that is aborted, or whose machine is taken away, is told so half a minute ahead. A task that looks may save a
/// checkpoint and return; what it returns counts. One that does not look is reported as terminated, for Flyte to try
/// again, when [`FLYTE_TASK_TERMINATION_GRACE_SECONDS`](crate::env::TERMINATION_GRACE) have gone by.
pub fn is_terminating() -> bool {
    TERMINATING.load(Ordering::Relaxed)
}

/// Says that the process is to end.
pub(crate) fn set_terminating() {
    TERMINATING.store(true, Ordering::Relaxed);
}
