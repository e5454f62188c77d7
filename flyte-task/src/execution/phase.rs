//! The phases of a run, for whoever listens: spans, rows of the timeline, lines in flytekit's words.

use std::time::Instant;

use tracing::field::{Empty, display};
use tracing::{Level, Span};

use crate::context::ExecutionContext;
use crate::deck::Timeline;
use crate::error::Failure;
use crate::task::Task;

/// Runs a phase of a run inside its span; `name` is flytekit's for the timeline.
pub(super) fn phase<T>(
    timeline: &Timeline,
    span: Span,
    name: impl Into<String>,
    run: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let entered = span.entered();
    let name = name.into();
    let started = tracing::enabled!(Level::INFO).then(Instant::now);
    let result = timeline.measure(name.as_str(), run);
    if let Some(started) = started {
        tracing::info!("{name}. [Time: {:.6}s]", started.elapsed().as_secs_f64());
    }
    result.inspect_err(|failure| record_failure(&entered, failure))
}

/// The span of a phase, which tells how it failed if it does.
macro_rules! phase_span {
    ($name:literal) => {
        tracing::info_span!($name, error = tracing::field::Empty, "error.type" = tracing::field::Empty)
    };
}
pub(super) use phase_span;

/// The span around a whole run, whose fields are on every line of it.
pub(super) fn run_span(task: &dyn Task, context: &ExecutionContext) -> Span {
    let name = task.name();
    let execution = Some(context.execution_id().name.as_str()).filter(|name| !name.is_empty());
    // Shown whatever the level of this library's own events is, since the task's events are inside.
    tracing::error_span!(
        "run",
        task = name.as_str(),
        execution,
        attempt = context.attempt(),
        error = Empty,
        "error.type" = Empty
    )
}

/// Says how what the span stands for failed. The wish that nothing be written is no failure.
pub(super) fn record_failure(span: &Span, failure: &Failure) {
    if !failure.ignores_outputs() {
        span.record("error", display(failure)).record("error.type", failure.code());
    }
}
