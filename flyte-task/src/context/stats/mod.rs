//! Statistics of a run: counters, gauges and timings for whoever gathers them.

mod statsd;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::env;

use statsd::Statsd;

/// One measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Metric<'a> {
    /// So many more, or fewer, of something.
    Count(i64),
    /// How much there is of something now.
    Gauge(f64),
    /// How much more, or less, there is of something than before.
    GaugeChange(f64),
    /// How long something took.
    Timing(Duration),
    /// One of the different values of something, which are counted.
    Set(&'a str),
}

/// Where measurements go; a program that gathers them otherwise implements it.
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use flyte_task::ExecutionContext;
/// use flyte_task::context::{Metric, Stats, StatsSink};
///
/// #[derive(Debug, Default)]
/// struct Kept(Mutex<Vec<String>>);
///
/// impl StatsSink for Kept {
///     fn send(&self, name: &str, metric: Metric<'_>) {
///         self.0.lock().unwrap().push(format!("{name} {metric:?}"));
///     }
/// }
///
/// let kept = Arc::new(Kept::default());
/// let context = ExecutionContext::local().with_stats(Stats::new(kept.clone()).scope("train"));
/// context.stats().tagged("fold", 3).incr("epochs");
/// assert_eq!(*kept.0.lock().unwrap(), ["train.epochs.__fold=3 Count(1)"]);
/// ```
pub trait StatsSink: fmt::Debug + Send + Sync {
    /// Takes a measurement of that full name. It must not fail, and not hold up the task.
    fn send(&self, name: &str, metric: Metric<'_>);
}

/// Statistics of a run (flytekit: `current_context().stats`).
///
/// In a container of Flyte they go to a statsd server, if [`FLYTE_STATSD_HOST`](crate::env::STATSD_HOST) names one,
/// under flytekit's names and tags; otherwise, and on a laptop, nowhere. A name is `scope.name.__tag=value`.
#[derive(Debug, Clone, Default)]
pub struct Stats {
    sink: Option<Arc<dyn StatsSink>>,
    scope: String,
    tags: Vec<(String, String)>,
}

// A sink is told one whole measurement at a time; after a panic at worst one is missing.
impl UnwindSafe for Stats {}
impl RefUnwindSafe for Stats {}

impl Stats {
    /// Statistics that go nowhere.
    pub fn off() -> Self {
        Self::default()
    }

    /// Statistics that go there.
    pub fn new(sink: Arc<dyn StatsSink>) -> Self {
        Self { sink: Some(sink), ..Self::default() }
    }

    /// What flytekit would send of this task, where the environment says.
    pub(super) fn from_environment() -> Self {
        let Some(host) = env::first(&env::STATSD_HOST) else { return Self::off() };
        if env::STATSD_DISABLED.iter().any(|name| env::is_true(name)) {
            return Self::off();
        }
        let port = env::first(&env::STATSD_PORT).and_then(|port| port.parse().ok()).unwrap_or(8125);
        let known = |names: &[&str]| env::first(names).unwrap_or_default();
        let task =
            [&env::TASK_PROJECT, &env::TASK_DOMAIN, &env::TASK_NAME].map(|names| known(names)).join(".");
        let stats =
            Self::new(Arc::new(Statsd::new(host, port))).scope(&format!("{task}.user_stats").to_lowercase());
        if env::STATSD_DISABLE_TAGS.iter().any(|name| env::is_true(name)) {
            return stats;
        }
        [
            ("exec_project", env::EXECUTION_PROJECT),
            ("exec_domain", env::EXECUTION_DOMAIN),
            ("exec_workflow", env::EXECUTION_WORKFLOW),
            ("exec_launchplan", env::EXECUTION_LAUNCHPLAN),
        ]
        .into_iter()
        .fold(stats, |stats, (tag, names)| stats.tagged(tag, known(&names)))
        .tagged("api_version", env!("CARGO_PKG_VERSION"))
    }

    /// The same, with names below this one (flytekit: `get_stats`).
    pub fn scope(&self, name: &str) -> Self {
        Self { scope: join(&self.scope, name), ..self.clone() }
    }

    /// The same, with a tag. What statsd's protocol cannot say in a tag becomes `_`; one that is not ASCII is left
    /// out, and so is an empty one.
    pub fn tagged(&self, tag: &str, value: impl fmt::Display) -> Self {
        let mut stats = self.clone();
        let value = value.to_string().replace(['|', '.', ':'], "_");
        stats.tags.retain(|(known, _)| known != tag);
        if tag.is_ascii() && value.is_ascii() && !value.is_empty() {
            stats.tags.push((tag.to_owned(), value));
            stats.tags.sort();
        }
        stats
    }

    /// One more.
    pub fn incr(&self, name: &str) {
        self.count(name, 1);
    }

    /// One fewer.
    pub fn decr(&self, name: &str) {
        self.count(name, -1);
    }

    /// So many more, or fewer.
    pub fn count(&self, name: &str, change: i64) {
        self.send(name, Metric::Count(change));
    }

    /// How much there is now.
    pub fn gauge(&self, name: &str, value: f64) {
        self.send(name, Metric::Gauge(value));
    }

    /// How long something took.
    pub fn timing(&self, name: &str, took: Duration) {
        self.send(name, Metric::Timing(took));
    }

    /// Measures how long something takes, until the guard is dropped.
    pub fn timer(&self, name: &str) -> StatsTimer {
        StatsTimer { stats: self.clone(), name: name.to_owned(), started: Instant::now() }
    }

    /// One of different values, which are counted.
    pub fn set(&self, name: &str, value: &str) {
        self.send(name, Metric::Set(value));
    }

    /// Any measurement.
    pub fn send(&self, name: &str, metric: Metric<'_>) {
        let Some(sink) = &self.sink else { return };
        let mut full = join(&self.scope, name);
        for (tag, value) in &self.tags {
            full.push_str(&format!(".__{tag}={value}"));
        }
        sink.send(&full, metric);
    }
}

fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}

/// Sends how long it lived when it is dropped.
#[must_use = "the time ends when it is dropped"]
#[derive(Debug)]
pub struct StatsTimer {
    stats: Stats,
    name: String,
    started: Instant,
}

impl Drop for StatsTimer {
    fn drop(&mut self) {
        self.stats.timing(&self.name, self.started.elapsed());
    }
}
