//! Tasks made from fns.

use std::future::Future;
use std::pin::Pin;

use super::TaskDescriptor;
use crate::error::Failure;
use crate::interface::{Arguments, BoxOutputs, TaskReturn};

/// A `#[task]` fn: its record and the way to call it.
#[derive(Debug)]
pub struct FunctionTask {
    /// What the compiler knows of it.
    pub descriptor: &'static TaskDescriptor,
    /// How it is called.
    pub run: Run,
}

inventory::collect!(FunctionTask);

/// How a task fn is called with decoded arguments.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// A plain fn.
    Sync(fn(&mut Arguments<'_>) -> Result<BoxOutputs, Failure>),
    /// An async fn: arguments are decoded before its future is made.
    Async(fn(&mut Arguments<'_>) -> Result<OutputsFuture, Failure>),
}

/// The future of an async task.
pub type OutputsFuture = Pin<Box<dyn Future<Output = Result<BoxOutputs, Failure>>>>;

/// What a task fn returned, with its type forgotten.
pub(crate) fn outputs<R: TaskReturn>(returned: R) -> Result<BoxOutputs, Failure> {
    match returned.into_outputs() {
        Ok(outputs) => Ok(Box::new(outputs)),
        Err(error) => Err(error.into_failure()),
    }
}

/// The future of an async task fn, with its type forgotten.
pub(crate) fn outputs_future<R: TaskReturn>(future: impl Future<Output = R> + 'static) -> OutputsFuture {
    Box::pin(async move { outputs(future.await) })
}
