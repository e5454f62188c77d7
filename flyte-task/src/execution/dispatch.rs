//! The one way in which a task is run, wherever its inputs come from and its outputs go.

use crate::error::Failure;
use crate::interface::{Arguments, BoxOutputs, OutputSink};
use crate::storage::Storage;
use crate::task::{FunctionTask, Run};

use super::panics;

/// How a run ended well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// With outputs: the bytes of each one's literal, by name.
    Outputs(Vec<(String, Vec<u8>)>),
    /// With the wish that nothing be written.
    Ignored,
}

/// Runs a task on the bytes of a `LiteralMap`.
///
/// A panic of the task counts as its failure.
///
/// # Errors
/// When the inputs do not fit, the task fails, or its outputs cannot be said in Flyte's terms.
pub fn dispatch(task: &FunctionTask, inputs: &[u8], storage: &Storage) -> Result<Outcome, Failure> {
    let result = panics::caught(|| {
        let mut arguments = Arguments::parse(inputs, task.descriptor.inputs, storage)?;
        call(task, &mut arguments)
    })
    .and_then(|outputs| panics::caught(|| encode(&outputs)));
    match result {
        Err(failure) if failure.ignores_outputs() => Ok(Outcome::Ignored),
        other => other.map(Outcome::Outputs),
    }
}

fn call(task: &FunctionTask, arguments: &mut Arguments<'_>) -> Result<BoxOutputs, Failure> {
    match task.run {
        Run::Sync(run) => run(arguments),
        Run::Async(run) => {
            // Made only here: a sync task never pays for a runtime.
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
                    Failure::system("the runtime for the async task could not be started").caused_by(error)
                })?;
            // Inside the runtime already while the future is made, since user code may count on it.
            let result = runtime.block_on(async { run(arguments)?.await });
            // Blocking work that the task left behind must not hold up its outputs.
            runtime.shutdown_background();
            result
        }
    }
}

fn encode(outputs: &BoxOutputs) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut sink = OutputSink::default();
    outputs.encode(&mut sink).map_err(|error| {
        Failure::system(format!("the outputs cannot be written: {error}")).caused_by(error)
    })?;
    Ok(sink.into_literals())
}
