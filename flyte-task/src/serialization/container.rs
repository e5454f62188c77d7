//! The container of a task.

use flyte_idl::core::resources::{ResourceEntry, ResourceName};
use flyte_idl::core::{self, Container, KeyValuePair};

use super::{SerializationError, SerializationSettings};
use crate::task::{DefaultTaskResolver, FunctionTask, Resources};

pub(super) fn container(
    task: &FunctionTask,
    settings: &SerializationSettings,
) -> Result<Container, SerializationError> {
    let options = &task.descriptor.options;
    let image = if options.container_image.is_empty() { &settings.image } else { options.container_image };
    if image.is_empty() {
        return Err(SerializationError::MissingImage { task: task.descriptor.name() });
    }
    Ok(Container {
        image: image.to_owned(),
        args: args(task, settings),
        resources: Some(core::Resources {
            requests: entries(&options.requests),
            limits: entries(&options.limits),
        }),
        env: environment(&settings.environment, options.environment),
        ..Container::default()
    })
}

/// The command line of the container door; Flyte fills in what stands in double braces.
fn args(task: &FunctionTask, settings: &SerializationSettings) -> Vec<String> {
    let resolver = DefaultTaskResolver;
    let mut args: Vec<String> = [
        settings.program.as_str(),
        "execute",
        "--inputs",
        "{{.input}}",
        "--output-prefix",
        "{{.outputPrefix}}",
        "--raw-output-data-prefix",
        "{{.rawOutputDataPrefix}}",
        "--checkpoint-path",
        "{{.checkpointOutputPrefix}}",
        "--prev-checkpoint",
        "{{.prevCheckpointPrefix}}",
        "--resolver",
        resolver.location(),
        "--",
    ]
    .map(str::to_owned)
    .into();
    args.extend(resolver.loader_args(task));
    args
}

/// In flytekit's order, because admin compares registrations element by element.
fn entries(resources: &Resources) -> Vec<ResourceEntry> {
    [
        (ResourceName::EphemeralStorage, resources.ephemeral_storage),
        (ResourceName::Cpu, resources.cpu),
        (ResourceName::Gpu, resources.gpu),
        (ResourceName::Memory, resources.mem),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| ResourceEntry { name: name.into(), value: value.to_owned() })
    .collect()
}

/// The variables of all tasks first; one that the task names as well keeps its place and takes the task's value.
fn environment(all: &[(String, String)], own: &[(&str, &str)]) -> Vec<KeyValuePair> {
    let mut pairs: Vec<KeyValuePair> = Vec::with_capacity(all.len() + own.len());
    let all = all.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    for (key, value) in all.chain(own.iter().copied()) {
        match pairs.iter_mut().find(|pair| pair.key == key) {
            Some(pair) => value.clone_into(&mut pair.value),
            None => pairs.push(KeyValuePair { key: key.to_owned(), value: value.to_owned() }),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tasks_own_variables_win_in_place() {
        let all = [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "2".to_owned())];
        let pairs: Vec<_> = environment(&all, &[("C", "3"), ("A", "9")])
            .into_iter()
            .map(|pair| format!("{}={}", pair.key, pair.value))
            .collect();
        assert_eq!(pairs, ["A=9", "B=2", "C=3"]);
    }
}
