//! The `TaskSpec` of a task.

use std::collections::BTreeMap;

use flyte_idl::admin::{
    Description, DescriptionEntity, DescriptionFormat, SourceCode, TaskSpec, description,
};
use flyte_idl::core::{
    Identifier, ResourceType, TaskTemplate, TypedInterface, Variable, VariableMap, task_template,
};

use super::{SerializationError, SerializationSettings};
use crate::interface::Interface;
use crate::task::{Documentation, Task};
use crate::types::{ArtifactDescriptor, TypeDescriptor};

/// The message with which the task is registered; equal tasks and settings give equal bytes.
///
/// # Errors
/// When something is missing that the task needs, or its settings do not fit its interface.
pub fn task_spec(task: &dyn Task, settings: &SerializationSettings) -> Result<TaskSpec, SerializationError> {
    let name = task.resolver().task_name(task).unwrap_or_else(|| task.name());
    task.check()?;
    let (metadata, interface, docs) = (task.metadata(), task.interface(), task.docs());
    metadata
        .check(interface.inputs().iter().map(|input| input.name))
        .map_err(|error| SerializationError::Metadata { task: name.clone(), error })?;
    check_types(&name, &interface)?;
    check_artifacts(&name, &interface)?;
    let template = TaskTemplate {
        id: Some(Identifier {
            resource_type: ResourceType::Task.into(),
            project: settings.project.clone(),
            domain: settings.domain.clone(),
            name,
            version: settings.version.clone(),
            ..Identifier::default()
        }),
        r#type: task.task_type(),
        metadata: Some(metadata.to_model()),
        interface: Some(typed_interface(&interface, docs.as_ref())),
        custom: task.custom(settings),
        task_type_version: task.task_type_version(),
        security_context: task.security_context(),
        extended_resources: task.extended_resources(),
        config: task.config(settings),
        target: target(task, settings)?,
    };
    Ok(TaskSpec { template: Some(template), description: docs.map(description) })
}

/// Some types can be converted and yet not be described to Flyte.
fn check_types(task: &str, interface: &Interface) -> Result<(), SerializationError> {
    let inputs = interface.inputs().iter().map(|input| (input.name, input.ty));
    let outputs = interface.outputs().iter().map(|output| (output.name, output.ty));
    inputs.chain(outputs).try_for_each(|(name, ty)| {
        ty.registrable().map_err(|error| SerializationError::Invalid {
            task: task.to_owned(),
            reason: error.at_name(name).to_string(),
        })
    })
}

/// A partition that takes its value from an input needs that input.
fn check_artifacts(task: &str, interface: &Interface) -> Result<(), SerializationError> {
    for output in interface.outputs() {
        let mut bindings = output.artifact.into_iter().flat_map(ArtifactDescriptor::inputs);
        if let Some((partition, input)) = bindings.find(|(_, input)| interface.input_type(input).is_none()) {
            let inputs: Vec<_> = interface.inputs().iter().map(|input| format!("`{}`", input.name)).collect();
            let inputs = if inputs.is_empty() { "it has none".to_owned() } else { inputs.join(", ") };
            return Err(SerializationError::Invalid {
                task: task.to_owned(),
                reason: format!(
                    "the {partition} of the output `{}` takes its value from the input `{input}`, which the task \
                     does not have; its inputs: {inputs}",
                    output.name
                ),
            });
        }
    }
    Ok(())
}

fn target(
    task: &dyn Task,
    settings: &SerializationSettings,
) -> Result<Option<task_template::Target>, SerializationError> {
    let targets = [
        task.container(settings)?.map(task_template::Target::Container),
        task.k8s_pod(settings)?.map(task_template::Target::K8sPod),
        task.sql(settings).map(task_template::Target::Sql),
    ];
    let mut targets = targets.into_iter().flatten();
    let target = targets.next();
    match targets.next() {
        None => Ok(target),
        Some(_) => Err(SerializationError::SeveralTargets { task: task.name() }),
    }
}

fn typed_interface(interface: &Interface, docs: Option<&Documentation>) -> TypedInterface {
    let returns = docs.map(|docs| docs.returns.as_str()).unwrap_or_default();
    let inputs = interface.inputs().iter().map(|input| variable(input.name, input.docs, input.ty, None));
    let outputs = interface.outputs().iter().map(|output| {
        let own = if output.docs.is_empty() { returns } else { output.docs };
        variable(output.name, own, output.ty, output.artifact)
    });
    TypedInterface {
        inputs: Some(VariableMap { variables: inputs.collect::<BTreeMap<_, _>>() }),
        outputs: Some(VariableMap { variables: outputs.collect::<BTreeMap<_, _>>() }),
    }
}

/// A variable without a description is described by its own name, as flytekit has it.
fn variable(
    name: &str,
    docs: &str,
    ty: &TypeDescriptor,
    artifact: Option<&ArtifactDescriptor>,
) -> (String, Variable) {
    let description = if docs.is_empty() { name } else { docs }.to_owned();
    let variable = Variable {
        r#type: Some(ty.literal_type()),
        description,
        artifact_partial_id: artifact.map(ArtifactDescriptor::partial_id),
        ..Variable::default()
    };
    (name.to_owned(), variable)
}

fn description(docs: Documentation) -> DescriptionEntity {
    DescriptionEntity {
        short_description: docs.short,
        long_description: Some(Description {
            format: DescriptionFormat::Markdown.into(),
            icon_link: docs.icon_link,
            content: (!docs.long.is_empty()).then_some(description::Content::Value(docs.long)),
        }),
        source_code: (!docs.source_link.is_empty()).then_some(SourceCode { link: docs.source_link }),
        ..DescriptionEntity::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interface::VariableDescriptor;
    use crate::kwtypes;
    use crate::task::SqlTask;
    use crate::types::{Artifact, ArtifactSpec, PartitionBinding, TimeBinding, TimePartition};

    struct Users;

    impl ArtifactSpec for Users {
        const NAME: &'static str = "users";
        const PARTITIONS: &'static [(&'static str, PartitionBinding)] =
            &[("tier", PartitionBinding::Static("gold")), ("region", PartitionBinding::Input("region"))];
        const TIME_PARTITION: Option<TimePartition> = Some(TimePartition::new(TimeBinding::Input("when")));
    }

    fn refusal(inputs: &'static [VariableDescriptor]) -> String {
        // Every input of a query must stand in it.
        let query =
            inputs.iter().fold(String::new(), |query, input| query + "{{.inputs." + input.name + "}}");
        let task = SqlTask::new("query", "sql", &query)
            .with_inputs(inputs)
            .with_outputs(kwtypes! { plain: i64, users: Artifact<i64, Users> });
        task_spec(&task, &SerializationSettings::default()).err().map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn partitions_are_bound_to_inputs_that_exist() {
        assert_eq!(refusal(kwtypes! { region: String, when: i64 }), "");
        assert_eq!(
            refusal(kwtypes! { other: String, when: i64 }),
            "the task `query`: the partition `region` of the output `users` takes its value from the input \
             `region`, which the task does not have; its inputs: `other`, `when`"
        );
        let time = refusal(kwtypes! { region: String });
        assert!(time.contains("the time partition of the output `users` takes"), "{time}");
    }
}
