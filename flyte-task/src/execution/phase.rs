//! The phases of a run, for whoever listens: spans, rows of the timeline, lines in flytekit's words.

use std::time::Instant;

use tracing::{Level, Span};

use crate::context::ExecutionContext;
use crate::deck::Timeline;
use crate::task::Task;

/// Runs a phase of a run inside its span; `name` is flytekit's for the timeline.
pub(super) fn phase<T>(
    timeline: &Timeline,
    span: Span,
    name: impl Into<String>,
    run: impl FnOnce() -> T,
) -> T {
    let _entered = span.entered();
    let name = name.into();
    let started = tracing::enabled!(Level::INFO).then(Instant::now);
    let result = timeline.measure(name.as_str(), run);
    if let Some(started) = started {
        tracing::info!("{name}. [Time: {:.6}s]", started.elapsed().as_secs_f64());
    }
    result
}

/// The span around a whole run, whose fields are on every line of it.
pub(super) fn run_span(task: &dyn Task, context: &ExecutionContext) -> Span {
    let name = task.name();
    let execution = Some(context.execution_id().name.as_str()).filter(|name| !name.is_empty());
    // Shown whatever the level of this library's own events is, since the task's events are inside.
    tracing::error_span!("run", task = name.as_str(), execution, attempt = context.attempt())
}
