//! Tasks made from fns.

use std::future::Future;
use std::pin::Pin;

use flyte_idl::core::Container;

use super::container::{ContainerParts, container};
use super::{
    Documentation, SerializationError, SerializationSettings, Task, TaskDescriptor, TaskLocation,
    TaskMetadata,
};
use crate::context::ExecutionContext;
use crate::error::{Failure, TaskError};
use crate::interface::{Arguments, BoxOutputs, Interface, TaskReturn};

/// A `#[task]` fn: its record and the way to call it.
#[derive(Debug, Clone, Copy)]
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

impl Task for FunctionTask {
    fn name(&self) -> String {
        self.descriptor.name()
    }

    fn interface(&self) -> Interface {
        Interface::new(self.descriptor.inputs, self.descriptor.outputs)
    }

    fn execute(&self, _: &ExecutionContext, arguments: &mut Arguments<'_>) -> Result<BoxOutputs, TaskError> {
        let result = match self.run {
            Run::Sync(run) => run(arguments),
            Run::Async(run) => block_on(run, arguments),
        };
        result.map_err(TaskError::from)
    }

    fn metadata(&self) -> TaskMetadata {
        self.descriptor.metadata()
    }

    fn docs(&self) -> Option<Documentation> {
        Some(Documentation::parse(self.descriptor.docs))
    }

    fn environment(&self) -> Vec<(String, String)> {
        let pairs = self.descriptor.options.environment.iter();
        pairs.map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    fn container(&self, settings: &SerializationSettings) -> Result<Option<Container>, SerializationError> {
        let options = &self.descriptor.options;
        container(
            self,
            settings,
            &ContainerParts {
                image: options.container_image,
                requests: options.requests,
                limits: options.limits,
            },
        )
        .map(Some)
    }

    fn location(&self) -> TaskLocation {
        TaskLocation { module: self.descriptor.module_path(), name: self.descriptor.function.to_owned() }
    }

    fn instantiated_in(&self) -> String {
        format!("{}:{}", self.descriptor.file, self.descriptor.line)
    }
}

/// Runs an async task on a runtime of its own; a sync task never pays for one.
fn block_on(
    run: fn(&mut Arguments<'_>) -> Result<OutputsFuture, Failure>,
    arguments: &mut Arguments<'_>,
) -> Result<BoxOutputs, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        Failure::system("the runtime for the async task could not be started").caused_by(error)
    })?;
    // Inside the runtime already while the future is made, since user code may count on it.
    let result = runtime.block_on(async { run(arguments)?.await });
    // Blocking work that the task left behind must not hold up its outputs.
    runtime.shutdown_background();
    result
}

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
