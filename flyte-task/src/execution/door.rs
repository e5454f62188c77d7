//! The container door: from the arguments that Flyte fills in to the files that it reads.
//!
//! Whatever goes wrong ends in an error file and success for the process, because Flyte reads the file only
//! then. Where not even the file can be written, the last line on stderr says why and the process fails.

use std::io::Write;
use std::time::Instant;

use super::decks;
use super::dispatch::{Outcome, dispatch};
use super::error_document::error_document;
use super::flags::ExecuteFlags;
use super::offload::offload;
use crate::context::{Checkpoint, ExecutionContext};
use crate::env;
use crate::error::Failure;
use crate::exit;
use crate::storage::{self, Storage};
use crate::task::{DefaultTaskResolver, Task, TaskRef, TaskResolver, resolver};
use crate::types::codec::map_entry;

/// The outputs file, as Flyte knows it.
const OUTPUTS: &str = "outputs.pb";

/// Runs the task that the flags mean, and leaves what Flyte looks for under the output prefix.
///
/// Returns the exit code of the process, one of [`exit`].
pub fn execute(flags: &ExecuteFlags) -> u8 {
    let mut context = context(flags);
    let mut subject = flags.resolver_args.join(" ");
    let started = Instant::now();
    let result = load(flags).and_then(|task| {
        subject = format!("task {} ({})", task.name(), task.instantiated_in());
        context = context.clone().with_decks(decks::of(task.as_ref(), started));
        context.decks().timeline().record("Load task", started, started.elapsed(), None);
        run(task.as_ref(), flags, context.clone())
    });
    let code = match result {
        Ok(()) => exit::SUCCESS,
        Err(failure) => report(&failure, &subject, flags, context.storage()),
    };
    if let Err(error) = context.publish_decks() {
        // The outcome is written already, and a report is not worth losing it.
        let _ = writeln!(std::io::stderr(), "the deck could not be stored: {error}");
    }
    code
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

fn run(task: &dyn Task, flags: &ExecuteFlags, context: ExecutionContext) -> Result<(), Failure> {
    let (storage, timeline) = (context.storage().clone(), context.decks().timeline().clone());
    let downloading = timeline.span(format!("Download data to local from {}", flags.inputs));
    let inputs = storage.read(&flags.inputs).map_err(|error| {
        // The file is there for every task; not to find it is a hiccup of the store.
        Failure::system(format!("the inputs cannot be fetched: {error}")).recoverable().caused_by(error)
    })?;
    downloading.end();
    match dispatch(task, context, &inputs)? {
        Outcome::Ignored => Ok(()),
        Outcome::Outputs(mut literals) => {
            literals.sort();
            timeline.measure(format!("Upload data to {}", flags.output_prefix), || {
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

fn report(failure: &Failure, subject: &str, flags: &ExecuteFlags, storage: &Storage) -> u8 {
    let mut stderr = std::io::stderr().lock();
    // Nothing more can be done about a stderr that takes no words.
    let _ = writeln!(stderr, "{subject} failed: {} [{}]", failure, failure.code());
    let (name, bytes) = error_document(failure, subject);
    match storage.write(&storage::join(&flags.output_prefix, &name), &[&bytes]) {
        Ok(()) if env::is_true(env::FAIL_ON_ERROR) => exit::FAILURE,
        Ok(()) => exit::SUCCESS,
        Err(error) => {
            let _ = writeln!(stderr, "the failure could not be reported to Flyte: {error}");
            exit::FAILURE
        }
    }
}
