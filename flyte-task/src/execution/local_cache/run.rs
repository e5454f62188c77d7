//! A local run by the cache: an earlier result if there is one, else a run whose result is kept.

use std::io::Write;

use super::entry::Entry;
use super::folder::{Found, LocalCache};
use super::key::key;
use crate::env;
use crate::error::Failure;
use crate::execution::dispatch::Outcome;
use crate::task::{Task, stand_in};

/// Whether earlier results count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// An earlier result is taken.
    Take,
    /// The task is run in any case, for more than its outputs is wanted of the run.
    Skip,
}

/// Runs a task by `run`, unless it is cached and the user's cache has its result.
///
/// Only the outcome of `run` fails the run: a cache that does not work is told on stderr and gone without.
///
/// # Errors
/// With `run`'s own.
pub(crate) fn cached(
    task: &dyn Task,
    inputs: &[u8],
    lookup: Lookup,
    run: impl FnOnce() -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let metadata = task.metadata();
    let is_off = metadata.cache_version().is_empty() || !env::is_on(env::LOCAL_CACHE_ENABLED, true);
    // What a test has another task return is neither this task's result nor to be kept.
    if is_off || stand_in(task).is_some() {
        return run();
    }
    let name = task.name();
    let Some(cache) = LocalCache::of_user() else {
        say(&format!("there is no folder for a local cache (set HOME or XDG_CACHE_HOME), so {name} is run"));
        return run();
    };
    // Inputs that are no literals are reported by the run itself.
    let Ok(key) = key(task, inputs) else { return run() };
    let turn = metadata
        .cache_serialize()
        .then(|| cache.turn(&key, || say(&format!("waiting for another run of {name} with these inputs"))));
    if let Some(Err(error)) = &turn {
        say(&format!("runs of {name} cannot wait for each other: {error}"));
    }
    if lookup == Lookup::Take && !env::is_on(env::LOCAL_CACHE_OVERWRITE, false) {
        match cache.find(&key) {
            Found::Entry(entry) => {
                say(&format!(
                    "{name} was not run: an earlier run's outputs were taken from the local cache ({}=true runs it anew)",
                    env::LOCAL_CACHE_OVERWRITE
                ));
                return Ok(Outcome::Outputs(entry.literals));
            }
            Found::Nothing => {}
            Found::Damaged(what) => say(&format!("local cache: {what}")),
        }
    }
    let outcome = run()?;
    if let Outcome::Outputs(literals) = &outcome {
        let kept = Entry::write(&name, metadata.cache_version(), literals, |entry| cache.keep(&key, entry));
        let problem = match kept {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(format!("{}: {error}", cache.folder().display())),
            Err(error) => Some(error.to_string()),
        };
        if let Some(problem) = problem {
            say(&format!("the outputs of {name} could not be kept in the local cache: {problem}"));
        }
    }
    drop(turn);
    Ok(outcome)
}

fn say(what: &str) {
    // Nothing more can be done about a stderr that takes no words.
    let _ = writeln!(std::io::stderr(), "note: {what}");
}
