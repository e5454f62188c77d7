//! The one way in which a task is run, wherever its inputs come from and its outputs go.

use crate::context::{ExecutionContext, with_current};
use crate::error::{Failure, TaskError};
use crate::interface::{Arguments, BoxOutputs, OutputSink};
use crate::task::{Task, stand_in};

use super::phase::{phase, phase_span};
use super::{decks, panics};

/// How a run ended well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// With outputs: the bytes of each one's literal, by name.
    Outputs(Vec<(String, Vec<u8>)>),
    /// With the wish that nothing be written.
    Ignored,
}

/// Runs a task on the bytes of a `LiteralMap` (flytekit: `dispatch_execute`).
///
/// In order: the task's `pre_execute`, reading the inputs, the task itself, its `post_execute`, writing the outputs.
/// A panic anywhere in the task counts as its failure.
///
/// # Errors
/// When the inputs do not fit, the task fails, or its outputs cannot be said in Flyte's terms.
pub fn dispatch(task: &dyn Task, context: ExecutionContext, inputs: &[u8]) -> Result<Outcome, Failure> {
    let double = stand_in(task);
    let task = double.as_deref().unwrap_or(task);
    let timeline = context.decks().timeline().clone();
    let result = panics::caught(|| {
        let before = phase_span!("pre_execute");
        let context = phase(&timeline, before, "Prepare the run (pre_execute)", || {
            task.pre_execute(context).map_err(TaskError::into_failure)
        })?;
        with_current(&context, || {
            decks::before(task, &context, inputs);
            let run = phase_span!("execute");
            let outputs =
                phase(&timeline, run, "Execute user level code", || execute(task, &context, inputs))?;
            let after = phase_span!("post_execute");
            let outputs = phase(&timeline, after, "Finish the run (post_execute)", || {
                task.post_execute(&context, outputs).map_err(TaskError::into_failure)
            })?;
            let encoding = phase_span!("encode");
            let literals =
                phase(&timeline, encoding, "Translate the output to literals", || encode(&outputs))?;
            decks::after(task.interface().outputs(), &literals, &context);
            Ok(literals)
        })
    });
    match result {
        Err(failure) if failure.ignores_outputs() => Ok(Outcome::Ignored),
        other => other.map(Outcome::Outputs),
    }
}

fn execute(task: &dyn Task, context: &ExecutionContext, inputs: &[u8]) -> Result<BoxOutputs, Failure> {
    let interface = task.interface();
    let mut arguments = Arguments::parse(inputs, interface.inputs(), context)?;
    task.execute(context, &mut arguments).map_err(TaskError::into_failure)
}

fn encode(outputs: &BoxOutputs) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut sink = OutputSink::default();
    outputs.encode(&mut sink).map_err(|error| {
        let failure = Failure::system(format!("the outputs cannot be written: {error}"));
        let failure = if error.is_retryable() { failure.recoverable() } else { failure };
        failure.caused_by(error)
    })?;
    Ok(sink.into_literals())
}
