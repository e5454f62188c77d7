//! What every task is, whatever it was made from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use flyte_idl::core::node_metadata::InterruptibleValue;
use flyte_idl::core::{Container, ExtendedResources, Identifier, K8sPod, NodeMetadata, SecurityContext, Sql};
use flyte_idl::prost_types::Struct;

use super::{
    DefaultTaskResolver, Documentation, SerializationError, SerializationSettings, TaskMetadata, TaskResolver,
};
use crate::context::{ExecutionContext, ExecutionMode};
use crate::deck::DeckField;
use crate::error::TaskError;
use crate::interface::{Arguments, BoxOutputs, Interface};
use crate::types::{TypeDescriptor, wire_duration};

/// The one neutral task type, which every backend starts as it stands.
pub(super) const CONTAINER: &str = "container";

/// A task in the hands of whoever runs or serializes it.
pub type TaskRef = Arc<dyn Task>;

/// A task: what flytekit's `Task` and `PythonTask` are (getters without `get_`).
///
/// Fns become tasks by [`#[task]`](macro@crate::task). Other kinds implement this trait; only a name, an interface
/// and a way to run are needed, and a way to run only where a task runs in a program of ours.
///
/// ```
/// use flyte_task::context::ExecutionContext;
/// use flyte_task::error::TaskError;
/// use flyte_task::interface::{Arguments, BoxOutputs, Interface};
/// use flyte_task::{kwtypes, task::Task};
///
/// /// Says the same every time.
/// #[derive(Debug)]
/// struct Constant(i64);
///
/// impl Task for Constant {
///     fn name(&self) -> String {
///         "constants.answer".to_owned()
///     }
///
///     fn interface(&self) -> Interface {
///         Interface::new(&[], kwtypes! { o0: i64 })
///     }
///
///     fn execute(&self, _: &ExecutionContext, _: &mut Arguments<'_>) -> Result<BoxOutputs, TaskError> {
///         Ok(Box::new(self.0))
///     }
/// }
///
/// assert_eq!(Constant(42).output_type("o0").unwrap().to_string(), "int");
/// ```
pub trait Task: fmt::Debug + Send + Sync {
    /// The name under which the task is registered; `module.name` by custom.
    fn name(&self) -> String;

    /// What goes in and what comes out.
    fn interface(&self) -> Interface;

    /// Runs the task.
    ///
    /// A kind that runs elsewhere (SQL, a raw container, a task of another project) keeps the provided answer,
    /// which says so.
    ///
    /// # Errors
    /// When an argument does not fit or the task fails.
    fn execute(
        &self,
        context: &ExecutionContext,
        arguments: &mut Arguments<'_>,
    ) -> Result<BoxOutputs, TaskError> {
        let _ = (context, arguments);
        Err(format!(
            "the task `{}` (of type `{}`) runs on Flyte only; here, put a double in its place",
            self.name(),
            self.task_type()
        )
        .into())
    }

    /// The task's type, by which Flyte finds the plugin that runs it.
    fn task_type(&self) -> String {
        CONTAINER.to_owned()
    }

    /// The version of the type, for plugins that know several.
    fn task_type_version(&self) -> i32 {
        0
    }

    /// How Flyte treats the task.
    fn metadata(&self) -> TaskMetadata {
        TaskMetadata::default()
    }

    /// What people are told of the task; none if the kind has no docs at all.
    fn docs(&self) -> Option<Documentation> {
        None
    }

    /// Environment variables of the container, in order.
    fn environment(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The secrets that the task is given, and whom it runs as.
    fn security_context(&self) -> Option<SecurityContext> {
        None
    }

    /// The container that Flyte starts; a task has at most one of container, pod and SQL.
    ///
    /// # Errors
    /// When something is missing that the container needs.
    fn container(&self, settings: &SerializationSettings) -> Result<Option<Container>, SerializationError> {
        let _ = settings;
        Ok(None)
    }

    /// The pod that Flyte starts.
    ///
    /// # Errors
    /// When something is missing that the pod needs.
    fn k8s_pod(&self, settings: &SerializationSettings) -> Result<Option<K8sPod>, SerializationError> {
        let _ = settings;
        Ok(None)
    }

    /// The statement that Flyte has run.
    fn sql(&self, settings: &SerializationSettings) -> Option<Sql> {
        let _ = settings;
        None
    }

    /// What the task's plugin needs to know.
    fn custom(&self, settings: &SerializationSettings) -> Option<Struct> {
        let _ = settings;
        None
    }

    /// Settings of the task's plugin.
    fn config(&self, settings: &SerializationSettings) -> BTreeMap<String, String> {
        let _ = settings;
        BTreeMap::new()
    }

    /// Accelerators and shared memory.
    fn extended_resources(&self) -> Option<ExtendedResources> {
        None
    }

    /// Whether the task leaves a report for Flyte's console.
    fn enable_deck(&self) -> bool {
        self.metadata().generates_deck()
    }

    /// Which default decks the report has.
    fn deck_fields(&self) -> Vec<DeckField> {
        DeckField::ALL.to_vec()
    }

    /// The task's source, for the report; empty if it is not known.
    fn source(&self) -> String {
        String::new()
    }

    /// A text that tells the task's code from other code, layout and comments aside: part of the versions that are derived
    /// from what tasks are. Empty where there is no code, or none that is known.
    fn code_digest(&self) -> String {
        self.mapped().map(|(inner, _)| inner.code_digest()).unwrap_or_default()
    }

    /// What finds the task again in its container.
    fn resolver(&self) -> &dyn TaskResolver {
        &DefaultTaskResolver
    }

    /// Module and name by which the default resolver finds the task.
    fn location(&self) -> TaskLocation {
        let name = self.name();
        let (module, name) = name.rsplit_once('.').unwrap_or(("", &name));
        TaskLocation { module: module.to_owned(), name: name.to_owned() }
    }

    /// Where in the source the task was made, as `file:line` (flytekit: `instantiated_in`); empty if unknown.
    fn instantiated_in(&self) -> String {
        String::new()
    }

    /// Whether the task can be registered as it is.
    ///
    /// # Errors
    /// When it cannot, with the reason.
    fn check(&self) -> Result<(), SerializationError> {
        Ok(())
    }

    /// The identifier of a task that is registered elsewhere; such a task is never registered from here.
    fn reference_id(&self) -> Option<&Identifier> {
        None
    }

    /// The task that a map runs for each element, and the inputs that it is given whole.
    fn mapped(&self) -> Option<(&dyn Task, &[String])> {
        None
    }

    /// Called before the inputs are read; may change the run that the task sees.
    ///
    /// # Errors
    /// When the run must not go on.
    fn pre_execute(&self, context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
        Ok(context)
    }

    /// Called with what the task returned, before it is written; may put something else in its place.
    ///
    /// # Errors
    /// When nothing may be written; [`IgnoreOutputs`](crate::IgnoreOutputs) says that this is all right.
    fn post_execute(&self, context: &ExecutionContext, outputs: BoxOutputs) -> Result<BoxOutputs, TaskError> {
        let _ = context;
        Ok(outputs)
    }

    /// As what the task runs when it is called on this machine.
    fn local_execution_mode(&self) -> ExecutionMode {
        ExecutionMode::LocalTask
    }

    /// Names and types of the inputs, in order.
    fn input_types(&self) -> Vec<(&'static str, &'static TypeDescriptor)> {
        self.interface().inputs().iter().map(|input| (input.name, input.ty)).collect()
    }

    /// The type of an input.
    fn input_type(&self, name: &str) -> Option<&'static TypeDescriptor> {
        self.interface().input_type(name)
    }

    /// The type of an output.
    fn output_type(&self, name: &str) -> Option<&'static TypeDescriptor> {
        self.interface().output_type(name)
    }

    /// What a node of a workflow says about a call of this task.
    ///
    /// Flyte reads timeout and interruptible only there, so they are copied.
    fn construct_node_metadata(&self) -> NodeMetadata {
        node_metadata(&self.name(), &self.metadata())
    }
}

/// What a node says about a call of a task with that name and metadata.
pub(crate) fn node_metadata(name: &str, metadata: &TaskMetadata) -> NodeMetadata {
    NodeMetadata {
        name: name.rsplit('.').next().unwrap_or_default().to_owned(),
        timeout: metadata.timeout().map(wire_duration),
        retries: Some(metadata.retry_strategy()),
        interruptible_value: metadata.interruptible().map(InterruptibleValue::Interruptible),
        ..NodeMetadata::default()
    }
}

/// Where the default resolver finds a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLocation {
    /// The module, dotted.
    pub module: String,
    /// The name within it.
    pub name: String,
}
