//! The container door: from the arguments that Flyte fills in to the files that it reads.
//!
//! Whatever goes wrong ends in an error file and success for the process, because Flyte reads the file only
//! then. Where not even the file can be written, the last line on stderr says why and the process fails.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use super::dispatch::{Outcome, dispatch};
use super::flags::ExecuteFlags;
use super::offload::offload;
use super::phase::{phase, phase_span, record_failure, run_span};
use super::report::Report;
use super::{decks, panics};
#[cfg(unix)]
use super::{supervisor, termination};
use crate::context::{Checkpoint, ExecutionContext, program};
use crate::error::Failure;
use crate::exit;
use crate::logging::{self, LogFormat, redacted};
use crate::storage::{self, Storage};
use crate::task::{DefaultTaskResolver, Task, TaskRef, TaskResolver, resolver};
use crate::types::codec::map_entry;

/// The outputs file, as Flyte knows it.
const OUTPUTS: &str = "outputs.pb";

/// Runs the task that the flags mean, and leaves what Flyte looks for under the output prefix.
///
/// Returns the exit code of the process, one of [`exit`]. Once for a process: SIGTERM, and panics that cannot be caught,
/// end it with a report of this run.
pub fn execute(flags: &ExecuteFlags) -> u8 {
    logging::install(LogFormat::Json);
    let mut context = context(flags);
    let report = Report::new(&flags.output_prefix, context.storage().clone(), flags.resolver_args.join(" "));
    let report = Arc::new(report);
    #[cfg(unix)]
    if supervisor::is_wanted() {
        match supervisor::supervise(&report) {
            Ok(code) => return code,
            // The task can run all the same.
            Err(error) => {
                tracing::warn!("the run is not supervised, since no process could be started: {error}");
            }
        }
    }
    // A process that supervises has nothing to tell.
    logging::export_spans(program().name, program().version);
    panics::report_last_words(&report);
    #[cfg(unix)]
    watch(&report);
    let started = Instant::now();
    let result = panics::caught(|| {
        let task = load(flags)?;
        report.set_subject(format!("task {} ({})", task.name(), task.instantiated_in()));
        context = context.clone().with_decks(decks::of(task.as_ref(), started));
        context.decks().timeline().record("Load task", started, started.elapsed(), None);
        let span = run_span(task.as_ref(), &context);
        let result = span.in_scope(|| run(task.as_ref(), flags, context.clone(), &report));
        result.inspect_err(|failure| record_failure(&span, failure))
    });
    let code = match result {
        Ok(()) => exit::SUCCESS,
        Err(failure) => {
            report.take_or_wait();
            report.failure(&failure)
        }
    };
    if let Err(error) = context.publish_decks() {
        // The outcome is written already, and a report is not worth losing it.
        let _ = writeln!(std::io::stderr(), "the deck could not be stored: {error}");
    }
    logging::flush();
    code
}

#[cfg(unix)]
fn watch(report: &Arc<Report>) {
    let watched = termination::watch(report).and_then(|()| match supervisor::source() {
        Some(source) => termination::watch_also(report, source),
        None => Ok(()),
    });
    if let Err(error) = watched {
        // The task can run all the same.
        tracing::warn!("a termination could not be reported, since nobody can wait for it: {error}");
    }
}

fn context(flags: &ExecuteFlags) -> ExecutionContext {
    let mut context = ExecutionContext::from_environment().with_output_prefix(&flags.output_prefix);
    if let Some(prefix) = &flags.raw_output_data_prefix {
        context = context.with_raw_output_prefix(prefix);
    }
    if let Some(path) = &flags.checkpoint_path {
        let storage = context.storage().clone();
        context = context.with_checkpoint(Checkpoint::new(path, flags.prev_checkpoint.clone(), storage));
    }
    context
}

fn load(flags: &ExecuteFlags) -> Result<TaskRef, Failure> {
    let found = match &flags.resolver {
        None => DefaultTaskResolver.load_task(&flags.resolver_args),
        Some(location) => resolver(location).and_then(|resolver| resolver.load_task(&flags.resolver_args)),
    };
    found.map_err(|error| Failure::new(format!("the task cannot be loaded: {error}")))
}

fn run(
    task: &dyn Task,
    flags: &ExecuteFlags,
    context: ExecutionContext,
    report: &Report,
) -> Result<(), Failure> {
    let (storage, timeline) = (context.storage().clone(), context.decks().timeline().clone());
    let from = redacted(&flags.inputs);
    let inputs =
        phase(&timeline, phase_span!("inputs"), format!("Download data to local from {from}"), || {
            storage.read(&flags.inputs).map_err(|error| {
                // The file is there for every task; not to find it is a hiccup of the store.
                Failure::system(format!("the inputs cannot be fetched: {error}"))
                    .recoverable()
                    .caused_by(error)
            })
        })?;
    let outcome = dispatch(task, context, &inputs)?;
    // From here on the outcome is the task's own, also when the process is to end.
    report.take_or_wait();
    match outcome {
        Outcome::Ignored => Ok(()),
        Outcome::Outputs(mut literals) => {
            literals.sort();
            let to = redacted(&flags.output_prefix);
            phase(&timeline, phase_span!("outputs"), format!("Upload data to {to}"), || {
                offload(&mut literals, task, &flags.output_prefix, &storage)?;
                write_outputs(&literals, flags, &storage)
            })
        }
    }
}

/// Writes the `LiteralMap` from its pieces, without putting them together in memory first.
fn write_outputs(
    literals: &[(String, Vec<u8>)],
    flags: &ExecuteFlags,
    storage: &Storage,
) -> Result<(), Failure> {
    let heads: Vec<Vec<u8>> = literals.iter().map(|(name, literal)| map_entry(name, literal.len())).collect();
    let pieces: Vec<&[u8]> = heads
        .iter()
        .zip(literals)
        .flat_map(|(head, (_, literal))| [head.as_slice(), literal.as_slice()])
        .collect();
    storage.write(&storage::join(&flags.output_prefix, OUTPUTS), &pieces).map_err(|error| {
        Failure::system(format!("the outputs cannot be stored: {error}")).recoverable().caused_by(error)
    })
}
