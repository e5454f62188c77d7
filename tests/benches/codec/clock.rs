//! The time for which this thread had a processor, which what else the machine does leaves alone.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// How long this thread had a processor until now.
pub(crate) fn on_processor() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let part = |part: i64| u64::try_from(part).unwrap_or(0);
    Duration::from_secs(part(time.tv_sec)) + Duration::from_nanos(part(time.tv_nsec))
}

/// How long this thread has a processor for `work`.
pub(crate) fn timed(work: &mut dyn FnMut()) -> Duration {
    let begun = on_processor();
    work();
    on_processor() - begun
}
