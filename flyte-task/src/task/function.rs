//! Tasks made from fns.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

#[cfg(feature = "pod-any")]
use flyte_idl::core::K8sPod;
use flyte_idl::core::{Container, ExtendedResources, SecurityContext};
use flyte_idl::prost_types::Struct;

#[cfg(feature = "pod-any")]
use super::PodTemplate;
use super::container::{ContainerParts, container};
use super::contract::CONTAINER;
use super::extras::{extended_resources, security_context};
use super::{
    DefaultTaskResolver, DocsOptions, Documentation, SerializationError, SerializationSettings, Task,
    TaskConfig, TaskDescriptor, TaskLocation, TaskMetadata, TaskResolver,
};
use crate::context::ExecutionContext;
use crate::deck::DeckField;
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
        let own = self.descriptor.metadata();
        match self.config_of_plugin() {
            Some(config) => config.metadata(own),
            None => own,
        }
    }

    fn docs(&self) -> Option<Documentation> {
        let DocsOptions { source_link, icon_link } = self.descriptor.options.docs;
        Some(Documentation {
            source_link: source_link.to_owned(),
            icon_link: icon_link.to_owned(),
            ..Documentation::parse(self.descriptor.docs)
        })
    }

    fn task_type(&self) -> String {
        match (self.config_of_plugin(), self.descriptor.options.task_type) {
            (Some(config), _) => config.task_type(),
            (None, "") => CONTAINER.to_owned(),
            (None, task_type) => task_type.to_owned(),
        }
    }

    fn task_type_version(&self) -> i32 {
        match self.config_of_plugin() {
            Some(config) => config.task_type_version(),
            None => self.descriptor.options.task_type_version,
        }
    }

    fn security_context(&self) -> Option<SecurityContext> {
        security_context(self.descriptor.options.secret_requests)
    }

    fn extended_resources(&self) -> Option<ExtendedResources> {
        let options = &self.descriptor.options;
        extended_resources(options.accelerator, options.shared_memory)
    }

    fn custom(&self, settings: &SerializationSettings) -> Option<Struct> {
        self.config_of_plugin()?.custom(settings)
    }

    fn config(&self, settings: &SerializationSettings) -> BTreeMap<String, String> {
        let config = self.config_of_plugin().map(|config| config.config(settings)).unwrap_or_default();
        #[cfg(feature = "pod-any")]
        if let Some(template) = self.pod_template() {
            return template.config(config);
        }
        config
    }

    fn deck_fields(&self) -> Vec<DeckField> {
        self.descriptor.options.deck_fields.to_vec()
    }

    fn source(&self) -> String {
        self.descriptor.source.to_owned()
    }

    fn code_digest(&self) -> String {
        self.descriptor.body_digest.to_owned()
    }

    fn resolver(&self) -> &dyn TaskResolver {
        self.descriptor.options.resolver.unwrap_or(&DefaultTaskResolver)
    }

    fn check(&self) -> Result<(), SerializationError> {
        match self.descriptor.cache() {
            Some(Err(error)) => {
                Err(SerializationError::Invalid { task: self.name(), reason: error.to_string() })
            }
            _ => Ok(()),
        }
    }

    fn pre_execute(&self, context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
        match self.descriptor.options.pre_execute {
            Some(hook) => hook(context),
            None => Ok(context),
        }
    }

    fn post_execute(&self, context: &ExecutionContext, outputs: BoxOutputs) -> Result<BoxOutputs, TaskError> {
        match self.descriptor.options.post_execute {
            Some(hook) => hook(context, outputs),
            None => Ok(outputs),
        }
    }

    fn environment(&self) -> Vec<(String, String)> {
        let pairs = self.descriptor.options.environment.iter();
        pairs.map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    fn container(&self, settings: &SerializationSettings) -> Result<Option<Container>, SerializationError> {
        #[cfg(feature = "pod-any")]
        if self.descriptor.options.pod_template.is_some() {
            return Ok(None);
        }
        container(self, settings, &self.container_parts()).map(Some)
    }

    #[cfg(feature = "pod-any")]
    fn k8s_pod(&self, settings: &SerializationSettings) -> Result<Option<K8sPod>, SerializationError> {
        let template = self.pod_template();
        template.map(|template| template.pod(self, settings, &self.container_parts())).transpose()
    }

    fn location(&self) -> TaskLocation {
        TaskLocation { module: self.descriptor.module_path(), name: self.descriptor.function.to_owned() }
    }

    fn instantiated_in(&self) -> String {
        format!("{}:{}", self.descriptor.file, self.descriptor.line)
    }
}

impl FunctionTask {
    fn config_of_plugin(&self) -> Option<Box<dyn TaskConfig>> {
        self.descriptor.options.task_config.map(|make| make())
    }

    #[cfg(feature = "pod-any")]
    fn pod_template(&self) -> Option<PodTemplate> {
        self.descriptor.options.pod_template.map(|make| make())
    }

    fn container_parts(&self) -> ContainerParts<'static> {
        let options = &self.descriptor.options;
        ContainerParts { image: options.container_image, requests: options.requests, limits: options.limits }
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
