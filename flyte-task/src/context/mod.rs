//! What a task may know of its own run: who runs it, where its data go, its secrets and checkpoint.

mod checkpoint;
mod current;
mod identity;
mod mode;
mod program;
mod secrets;
mod stats;
mod termination;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use flyte_idl::core::{Identifier, WorkflowExecutionIdentifier};

pub use checkpoint::{Checkpoint, CheckpointError};
pub use current::{current, with_current};
pub use mode::ExecutionMode;
pub(crate) use program::set_program;
pub use program::{ProgramInfo, program};
pub use secrets::{SecretError, Secrets};
pub use stats::{Metric, Stats, StatsSink, StatsTimer};
pub use termination::is_terminating;
pub(crate) use termination::set_terminating;

use crate::deck::Decks;
use crate::storage::{self, RawOutputs, Storage, StorageError};

/// The report, as Flyte's console knows it.
const DECK: &str = "deck.html";

/// One run of a task, as the task sees it (flytekit: `ExecutionParameters`, `current_context()`).
///
/// A clone is the same run: it costs a counter.
///
/// ```
/// let context = flyte_task::ExecutionContext::local();
/// assert_eq!(context.attempt(), 0);
/// assert!(context.checkpoint().is_none());
/// ```
#[derive(Debug, Clone)]
pub struct ExecutionContext(Arc<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    execution_id: WorkflowExecutionIdentifier,
    task_id: Identifier,
    attempt: u32,
    mode: ExecutionMode,
    execution_date: DateTime<Utc>,
    raw_output_prefix: Option<String>,
    output_prefix: Option<String>,
    /// Where raw outputs go if nobody said.
    raw_output_folder: OnceLock<String>,
    working_directory: OnceLock<Arc<Scratch>>,
    checkpoint: Option<Checkpoint>,
    secrets: Secrets,
    decks: Decks,
    stats: Stats,
    storage: Storage,
}

impl ExecutionContext {
    /// A run on this machine, outside of any execution: secrets may also come from variables without a prefix.
    pub fn local() -> Self {
        Self(Arc::new(Inner {
            mode: ExecutionMode::LocalTask,
            secrets: Secrets::local(),
            stats: Stats::off(),
            ..Inner::from_environment()
        }))
    }

    /// A run inside a container of Flyte, by what Flyte put into the environment.
    pub fn from_environment() -> Self {
        Self(Arc::new(Inner::from_environment()))
    }

    /// The same run with another place for the data that outputs only point to.
    pub fn with_raw_output_prefix(self, prefix: impl Into<String>) -> Self {
        self.changed(|inner| inner.raw_output_prefix = Some(prefix.into()))
    }

    /// The same run with another place for outputs and errors.
    pub fn with_output_prefix(self, prefix: impl Into<String>) -> Self {
        self.changed(|inner| inner.output_prefix = Some(prefix.into()))
    }

    /// The same run with a checkpoint.
    pub fn with_checkpoint(self, checkpoint: Checkpoint) -> Self {
        self.changed(|inner| inner.checkpoint = Some(checkpoint))
    }

    /// The same run with another storage.
    pub fn with_storage(self, storage: Storage) -> Self {
        self.changed(|inner| inner.storage = storage)
    }

    /// The same run with decks.
    pub fn with_decks(self, decks: Decks) -> Self {
        self.changed(|inner| inner.decks = decks)
    }

    /// The same run with statistics that go elsewhere.
    pub fn with_stats(self, stats: Stats) -> Self {
        self.changed(|inner| inner.stats = stats)
    }

    /// The same run in another mode.
    pub fn with_mode(self, mode: ExecutionMode) -> Self {
        self.changed(|inner| inner.mode = mode)
    }

    /// The same run as a later try: so many came before it.
    pub fn with_attempt(self, attempt: u32) -> Self {
        self.changed(|inner| inner.attempt = attempt)
    }

    /// The same run at another time.
    pub fn with_execution_date(self, date: DateTime<Utc>) -> Self {
        self.changed(|inner| inner.execution_date = date)
    }

    fn changed(self, change: impl FnOnce(&mut Inner)) -> Self {
        let mut inner = Arc::unwrap_or_clone(self.0);
        change(&mut inner);
        Self(Arc::new(inner))
    }

    /// The execution that this run belongs to; its parts are empty on a laptop.
    pub fn execution_id(&self) -> &WorkflowExecutionIdentifier {
        &self.0.execution_id
    }

    /// The task that runs, as it is registered; its parts are empty on a laptop.
    pub fn task_id(&self) -> &Identifier {
        &self.0.task_id
    }

    /// How many tries there were before this one.
    pub fn attempt(&self) -> u32 {
        self.0.attempt
    }

    /// Where and as what the task runs.
    pub fn mode(&self) -> ExecutionMode {
        self.0.mode
    }

    /// When this run started. It is not the start of the workflow, which a container is not told.
    pub fn execution_date(&self) -> DateTime<Utc> {
        self.0.execution_date
    }

    /// Where data goes that outputs only point to.
    pub fn raw_output_prefix(&self) -> Option<&str> {
        self.0.raw_output_prefix.as_deref()
    }

    /// Hands out places for such data: below [`ExecutionContext::raw_output_prefix`], or, where there is none, below a
    /// folder among the machine's temporary files, which stays, since outputs point into it.
    pub fn raw_outputs(&self) -> RawOutputs {
        let prefix = self.raw_output_prefix().unwrap_or_else(|| {
            self.0.raw_output_folder.get_or_init(|| {
                let name = format!("flyte-task-raw-{:016x}", identity::random());
                std::env::temp_dir().join(name).to_string_lossy().into_owned()
            })
        });
        RawOutputs::new(prefix)
    }

    /// Where outputs and errors go.
    pub fn output_prefix(&self) -> Option<&str> {
        self.0.output_prefix.as_deref()
    }

    /// The checkpoint of this try, if Flyte gave a place for one.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.0.checkpoint.as_ref()
    }

    /// The secrets that the task asked for.
    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// Counters, gauges and timings of this run, for whoever gathers them.
    pub fn stats(&self) -> &Stats {
        &self.0.stats
    }

    /// The report of this run; a task without decks may write to them all the same, to no effect.
    pub fn decks(&self) -> &Decks {
        &self.0.decks
    }

    /// Writes the report beside the outputs, where Flyte's console shows it while the task still runs; it is written
    /// once more at the end. Does nothing where the task leaves no decks, or on a laptop.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn publish_decks(&self) -> Result<(), StorageError> {
        match self.output_prefix() {
            Some(prefix) if self.decks().is_on() => {
                let html = self.decks().html();
                self.storage().write(&storage::join(prefix, DECK), &[html.as_bytes()])
            }
            _ => Ok(()),
        }
    }

    /// Reads and writes by URI, as this run reaches them.
    pub fn storage(&self) -> &Storage {
        &self.0.storage
    }

    /// A folder of this run's own for scratch files, made when first asked for and removed when the run ends.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn working_directory(&self) -> std::io::Result<&Path> {
        if let Some(scratch) = self.0.working_directory.get() {
            return Ok(&scratch.0);
        }
        let name = format!("flyte-task-{}-{:016x}", std::process::id(), identity::random());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        let scratch = Arc::new(Scratch(folder));
        Ok(&self.0.working_directory.get_or_init(|| scratch).0)
    }
}

/// A folder that goes when nobody needs it any more.
#[derive(Debug)]
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed from a temporary folder is the system's to clean up.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Inner {
    fn from_environment() -> Self {
        Self {
            execution_id: identity::execution(),
            task_id: identity::task(),
            attempt: identity::attempt(),
            mode: ExecutionMode::Task,
            execution_date: Utc::now(),
            raw_output_prefix: None,
            output_prefix: None,
            raw_output_folder: OnceLock::new(),
            working_directory: OnceLock::new(),
            checkpoint: None,
            secrets: Secrets::default(),
            decks: Decks::off(),
            stats: Stats::from_environment(),
            storage: Storage::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_run_leaves_the_first_as_it_was() {
        let first = ExecutionContext::local();
        let second = first.clone().with_raw_output_prefix("s3://bucket/raw");
        assert_eq!(first.raw_output_prefix(), None);
        assert_eq!(second.raw_output_prefix(), Some("s3://bucket/raw"));
        assert_eq!(first.execution_date(), second.execution_date());
    }

    #[test]
    fn the_working_directory_is_made_once_and_removed_at_the_end() {
        let context = ExecutionContext::local();
        let folder = context.working_directory().unwrap().to_owned();
        assert!(folder.is_dir());
        let same = context.clone();
        drop(context);
        assert_eq!(same.working_directory().unwrap(), folder);
        drop(same);
        assert!(!folder.exists());
    }
}
