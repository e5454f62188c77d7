//! Measures named spans of a run, nested as they were called.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use super::process;
use crate::deck::html::Html;

/// How many spans are kept; a loop that measures each turn must not fill the memory.
const SPANS: usize = 1000;

/// The most characters of a name that are kept.
const NAME: usize = 200;

/// Records what took how long (flytekit: `timeit`). A clone is the same timeline, on any thread.
///
/// A span that begins while its thread has another one open is shown below that one.
///
/// ```
/// use flyte_task::deck::Timeline;
///
/// let timeline = Timeline::new();
/// let sum = timeline.measure("Add", || (1..=10).sum::<i64>());
/// assert_eq!(sum, 55);
///
/// let whole = timeline.span("Whole");
/// {
///     let _part = timeline.span("Part");
/// }
/// // Another thread, or another future, names the span that it belongs to.
/// std::thread::scope(|scope| {
///     scope.spawn(|| whole.child("Elsewhere").end());
/// });
/// whole.end();
/// ```
#[derive(Clone)]
pub struct Timeline(Option<Arc<Mutex<State>>>);

pub(super) struct State {
    origin: Instant,
    pub(super) spans: Vec<Record>,
    pub(super) left_out: usize,
}

pub(super) struct Record {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
    thread: ThreadId,
    /// Since the timeline's origin.
    pub(super) start: Duration,
    pub(super) time: Time,
}

pub(super) enum Time {
    Running { since: Instant, process: Option<Duration> },
    Took { wall: Duration, process: Option<Duration> },
}

impl Default for Timeline {
    fn default() -> Self {
        Self::new()
    }
}

impl Timeline {
    /// A timeline that begins now.
    pub fn new() -> Self {
        Self::starting_at(Instant::now())
    }

    /// A timeline that began then; what began even earlier is shown from there.
    pub fn starting_at(origin: Instant) -> Self {
        Self(Some(Arc::new(Mutex::new(State { origin, spans: Vec::new(), left_out: 0 }))))
    }

    /// A timeline that measures nothing.
    pub fn off() -> Self {
        Self(None)
    }

    /// Begins a span, which lasts until its guard is dropped.
    pub fn span(&self, name: impl Into<String>) -> Span {
        self.begin(name.into(), None)
    }

    /// Runs something as a span.
    pub fn measure<T>(&self, name: impl Into<String>, run: impl FnOnce() -> T) -> T {
        let _span = self.span(name);
        run()
    }

    /// Adds a span that was measured elsewhere.
    pub fn record(&self, name: impl Into<String>, start: Instant, wall: Duration, process: Option<Duration>) {
        if let Some(mut state) = self.state() {
            state.push(name.into(), None, start, Time::Took { wall, process });
        }
    }

    /// Whether nothing was measured yet.
    pub fn is_empty(&self) -> bool {
        self.state().is_none_or(|state| state.spans.is_empty())
    }

    fn begin(&self, name: String, parent: Option<usize>) -> Span {
        // Asking the system takes a while: not under the lock, and not at all if nothing is measured.
        let process = self.0.as_ref().and_then(|_| process::time());
        let since = Instant::now();
        let Some(mut state) = self.state() else { return Span { timeline: Self::off(), at: None } };
        let parent = parent.or_else(|| state.innermost(thread::current().id()));
        let at = state.push(name, parent, since, Time::Running { since, process });
        Span { timeline: self.clone(), at }
    }

    fn finish(&self, at: usize) {
        let (now, process_now) = (Instant::now(), process::time());
        let Some(mut state) = self.state() else { return };
        if let Some(record) = state.spans.get_mut(at) {
            record.time = record.time.until(now, process_now);
        }
    }

    /// The table and bars, if there is anything to show.
    pub(in crate::deck) fn write(&self, html: &mut Html) {
        let (now, process) = (Instant::now(), process::time());
        if let Some(state) = self.state().filter(|state| !state.spans.is_empty()) {
            super::render::write(&state, now, process, html);
        }
    }

    fn state(&self) -> Option<MutexGuard<'_, State>> {
        // Each change is one push or one assignment, whole also after a panic elsewhere.
        self.0.as_ref().map(|state| state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans = self.state().map(|state| state.spans.len());
        f.debug_struct("Timeline").field("spans", &spans).finish_non_exhaustive()
    }
}

impl State {
    /// The place of the new record, unless there are too many.
    fn push(&mut self, mut name: String, parent: Option<usize>, start: Instant, time: Time) -> Option<usize> {
        if self.spans.len() == SPANS {
            self.left_out += 1;
            return None;
        }
        if let Some((end, _)) = name.char_indices().nth(NAME) {
            name.truncate(end);
            name.push('\u{2026}');
        }
        let start = start.saturating_duration_since(self.origin);
        self.spans.push(Record { name, parent, thread: thread::current().id(), start, time });
        Some(self.spans.len() - 1)
    }

    fn innermost(&self, thread: ThreadId) -> Option<usize> {
        let open = |record: &Record| record.thread == thread && matches!(record.time, Time::Running { .. });
        self.spans.iter().rposition(open)
    }
}

impl Time {
    /// What it took, or has taken until now.
    pub(super) fn until(&self, now: Instant, process_now: Option<Duration>) -> Self {
        match *self {
            Self::Running { since, process } => {
                let process = process_now.zip(process).map(|(end, start)| end.saturating_sub(start));
                Self::Took { wall: now.saturating_duration_since(since), process }
            }
            Self::Took { wall, process } => Self::Took { wall, process },
        }
    }
}

/// A span that is being measured; it ends when this is dropped.
#[must_use = "a span ends when it is dropped"]
#[derive(Debug)]
pub struct Span {
    timeline: Timeline,
    at: Option<usize>,
}

impl Span {
    /// Begins a span below this one, on whatever thread.
    pub fn child(&self, name: impl Into<String>) -> Self {
        self.timeline.begin(name.into(), self.at)
    }

    /// Ends the span here.
    pub fn end(self) {
        drop(self);
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        if let Some(at) = self.at {
            self.timeline.finish(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parents(timeline: &Timeline) -> Vec<(String, Option<usize>)> {
        timeline.state().unwrap().spans.iter().map(|span| (span.name.clone(), span.parent)).collect()
    }

    #[test]
    fn spans_nest_as_they_are_called() {
        let timeline = Timeline::new();
        let outer = timeline.span("outer");
        timeline.measure("inner", || timeline.measure("innermost", || ()));
        // A thread does not know what its parent has open.
        thread::scope(|scope| {
            scope.spawn(|| timeline.span("thread").end());
            scope.spawn(|| outer.child("child").end()).join().unwrap();
        });
        outer.end();
        timeline.span("after").end();
        let mut found = parents(&timeline);
        found.sort();
        let expected = [
            ("after", None),
            ("child", Some(0)),
            ("inner", Some(0)),
            ("innermost", Some(1)),
            ("outer", None),
            ("thread", None),
        ];
        assert_eq!(found, expected.map(|(name, parent)| (name.to_owned(), parent)));
    }

    #[test]
    fn a_span_ends_also_when_its_work_panics() {
        let timeline = Timeline::new();
        let run = std::panic::AssertUnwindSafe(|| timeline.measure("bad", || panic!("no")));
        std::panic::catch_unwind(run).unwrap_err();
        assert!(matches!(timeline.state().unwrap().spans[0].time, Time::Took { .. }));
    }

    #[test]
    fn a_loop_does_not_fill_the_memory() {
        let timeline = Timeline::new();
        for _ in 0..SPANS + 5 {
            timeline.record("turn", Instant::now(), Duration::ZERO, None);
        }
        // Neither a span too many nor one of a timeline that is off has a place to write to.
        timeline.span("more").child("below").end();
        Timeline::off().span("off").child("below").end();
        let state = timeline.state().unwrap();
        assert_eq!((state.spans.len(), state.left_out), (SPANS, 7));
    }
}
