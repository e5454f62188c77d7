//! The `TaskSpec` of a task.

use std::collections::BTreeMap;

use flyte_idl::admin::{Description, DescriptionEntity, DescriptionFormat, TaskSpec, description};
use flyte_idl::core::runtime_metadata::RuntimeType;
use flyte_idl::core::task_metadata::InterruptibleValue;
use flyte_idl::core::{
    Identifier, K8sObjectMetadata, ResourceType, RetryStrategy, RuntimeMetadata, TaskMetadata, TaskTemplate,
    TypedInterface, Variable, VariableMap, task_template,
};

use super::container::container;
use super::{SerializationError, SerializationSettings};
use crate::task::{Documentation, FunctionTask, TaskDescriptor};
use crate::types::{TypeDescriptor, wire_duration};

/// The task type of a container that Flyte starts as it stands; every backend knows it.
const TASK_TYPE: &str = "container";

/// The release of Flyte whose contract this crate keeps, then our own.
///
/// Flyte hands values that it keeps outside of literals only to tasks whose runtime version is recent enough by
/// the numbers of its own SDK, and reads the first three numbers it finds.
const RUNTIME_VERSION: &str = concat!("1.16.8+flyte-task.", env!("CARGO_PKG_VERSION"));

/// The message with which the task is registered; equal tasks and settings give equal bytes.
///
/// # Errors
/// When neither the task nor the settings name an image.
pub fn task_spec(
    task: &FunctionTask,
    settings: &SerializationSettings,
) -> Result<TaskSpec, SerializationError> {
    let descriptor = task.descriptor;
    let docs = Documentation::parse(descriptor.docs);
    let template = TaskTemplate {
        id: Some(Identifier {
            resource_type: ResourceType::Task.into(),
            project: settings.project.clone(),
            domain: settings.domain.clone(),
            name: descriptor.name(),
            version: settings.version.clone(),
            ..Identifier::default()
        }),
        r#type: TASK_TYPE.to_owned(),
        metadata: Some(metadata(descriptor)),
        interface: Some(interface(descriptor, &docs)),
        target: Some(task_template::Target::Container(container(task, settings)?)),
        ..TaskTemplate::default()
    };
    Ok(TaskSpec { template: Some(template), description: Some(description(docs)) })
}

fn metadata(descriptor: &TaskDescriptor) -> TaskMetadata {
    let options = &descriptor.options;
    TaskMetadata {
        discoverable: options.cache,
        runtime: Some(RuntimeMetadata {
            r#type: RuntimeType::FlyteSdk.into(),
            version: RUNTIME_VERSION.to_owned(),
            flavor: "rust".to_owned(),
        }),
        timeout: options.timeout.map(wire_duration),
        // Present even when empty: admin takes an absent one for three retries.
        retries: Some(RetryStrategy { retries: options.retries }),
        discovery_version: descriptor.cache_version().unwrap_or_default(),
        deprecated_error_message: options.deprecated.to_owned(),
        cache_serializable: options.cache_serialize,
        pod_template_name: options.pod_template_name.to_owned(),
        cache_ignore_input_vars: options
            .cache_ignore_input_vars
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
        // Present even when false: an absent one makes Flyte look for a deck after every run.
        generates_deck: Some(false),
        metadata: Some(K8sObjectMetadata::default()),
        interruptible_value: options.interruptible.map(InterruptibleValue::Interruptible),
        ..TaskMetadata::default()
    }
}

fn interface(descriptor: &TaskDescriptor, docs: &Documentation) -> TypedInterface {
    let inputs = descriptor.inputs.iter().map(|input| variable(input.name, input.docs, input.ty));
    let outputs = descriptor.outputs.iter().map(|output| {
        let own = if output.docs.is_empty() { docs.returns.as_str() } else { output.docs };
        variable(output.name, own, output.ty)
    });
    TypedInterface {
        inputs: Some(VariableMap { variables: inputs.collect::<BTreeMap<_, _>>() }),
        outputs: Some(VariableMap { variables: outputs.collect::<BTreeMap<_, _>>() }),
    }
}

/// A variable without a description is described by its own name, as flytekit has it.
fn variable(name: &str, docs: &str, ty: &TypeDescriptor) -> (String, Variable) {
    let description = if docs.is_empty() { name } else { docs }.to_owned();
    let variable = Variable { r#type: Some(ty.literal_type()), description, ..Variable::default() };
    (name.to_owned(), variable)
}

fn description(docs: Documentation) -> DescriptionEntity {
    DescriptionEntity {
        short_description: docs.short,
        long_description: Some(Description {
            format: DescriptionFormat::Markdown.into(),
            content: (!docs.long.is_empty()).then_some(description::Content::Value(docs.long)),
            ..Description::default()
        }),
        ..DescriptionEntity::default()
    }
}
