//! SIGTERM: the task is given time to end, then its termination is reported in its place.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGTERM, SIGXFSZ};
use signal_hook::{flag, low_level::pipe};

use super::report::Report;
use crate::context::set_terminating;
use crate::env;
use crate::error::{Failure, codes};

/// How long a task is given if the environment does not say: Kubernetes kills after 30 seconds, and the report has to
/// be stored before that.
const GRACE: Duration = Duration::from_secs(20);

/// Enough for a thread that waits, and then stores a small file.
const STACK: usize = 256 * 1024;

/// Reports a termination from now on. Costs one sleeping thread, since a handler of a signal may do next to nothing.
pub(super) fn watch(report: &Arc<Report>) -> io::Result<()> {
    // A limit on the size of files is an error of the write that meets it, not the end of the process.
    flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    let (ours, of_handler) = UnixStream::pair()?;
    pipe::register(SIGTERM, of_handler)?;
    listen(report, ours)
}

/// Reports a termination that someone else was told of, who says so by a byte.
pub(super) fn watch_also(report: &Arc<Report>, source: impl Read + Send + 'static) -> io::Result<()> {
    listen(report, source)
}

fn listen(report: &Arc<Report>, source: impl Read + Send + 'static) -> io::Result<()> {
    let report = report.clone();
    let thread = thread::Builder::new().name("flyte-termination".to_owned()).stack_size(STACK);
    thread.spawn(move || wait(&report, source)).map(drop)
}

fn wait(report: &Report, mut source: impl Read) {
    if source.read_exact(&mut [0]).is_err() {
        // Whoever would have told is gone.
        return;
    }
    let grace = grace();
    set_terminating();
    tracing::warn!("the process is to end (SIGTERM); the task has {} seconds for it", grace.as_secs_f64());
    let end = Instant::now() + grace;
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        thread::sleep(left);
    }
    if report.take() {
        let failure = Failure::system(format!(
            "the process was to end (SIGTERM), and the task did not within {} seconds",
            grace.as_secs_f64()
        ));
        report.end_process(&failure.recoverable().with_code(codes::TERMINATED));
    }
}

fn grace() -> Duration {
    let text = env::first(&[env::TERMINATION_GRACE]);
    let seconds = text.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .unwrap_or(GRACE)
        .min(Duration::from_hours(24))
}
