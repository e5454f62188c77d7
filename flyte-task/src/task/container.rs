//! The container of a task that runs in a program of ours.

use flyte_idl::core::resources::{ResourceEntry, ResourceName};
use flyte_idl::core::{self, Container, KeyValuePair};

use super::image;
use super::{Resources, SerializationError, SerializationSettings, Task};

/// What a container needs besides what every task says of itself.
#[derive(Debug, Clone, Copy)]
pub struct ContainerParts<'a> {
    /// The image; empty for the one of the settings.
    pub image: &'a str,
    /// What the container is guaranteed.
    pub requests: Resources,
    /// What it may not exceed.
    pub limits: Resources,
}

/// The container that starts this program for the task: for kinds of one's own that run in it.
///
/// # Errors
/// When neither the task nor the settings name an image.
pub fn container(
    task: &dyn Task,
    settings: &SerializationSettings,
    parts: &ContainerParts<'_>,
) -> Result<Container, SerializationError> {
    Ok(Container {
        image: image_name(parts.image, &task.name(), settings)?,
        args: args(task, settings),
        resources: Some(resources(&parts.requests, &parts.limits)),
        env: environment(&settings.environment, &task.environment()),
        ..Container::default()
    })
}

/// The image in full; the one of the settings where nothing is said.
pub(super) fn image_name(
    image: &str,
    task: &str,
    settings: &SerializationSettings,
) -> Result<String, SerializationError> {
    let image = if image.is_empty() { &settings.image } else { image };
    if image.is_empty() {
        return Err(SerializationError::MissingImage { task: task.to_owned() });
    }
    image::resolve(image, task, settings)
}

/// The command line of the container door; Flyte fills in what stands in double braces.
fn args(task: &dyn Task, settings: &SerializationSettings) -> Vec<String> {
    let resolver = task.resolver();
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
    ]
    .map(str::to_owned)
    .into();
    args.extend([resolver.location(), "--".to_owned()]);
    args.extend(resolver.loader_args(settings, task));
    args
}

/// Resources as a message.
pub(crate) fn resources(requests: &Resources, limits: &Resources) -> core::Resources {
    core::Resources { requests: entries(requests), limits: entries(limits) }
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
pub(crate) fn environment(all: &[(String, String)], own: &[(String, String)]) -> Vec<KeyValuePair> {
    let mut pairs: Vec<KeyValuePair> = Vec::with_capacity(all.len() + own.len());
    for (key, value) in all.iter().chain(own) {
        match pairs.iter_mut().find(|pair| pair.key == *key) {
            Some(pair) => value.clone_into(&mut pair.value),
            None => pairs.push(KeyValuePair { key: key.clone(), value: value.clone() }),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tasks_own_variables_win_in_place() {
        let variables =
            |pairs: [(&str, &str); 2]| pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let all = variables([("A", "1"), ("B", "2")]);
        let pairs: Vec<_> = environment(&all, &variables([("C", "3"), ("A", "9")]))
            .into_iter()
            .map(|pair| format!("{}={}", pair.key, pair.value))
            .collect();
        assert_eq!(pairs, ["A=9", "B=2", "C=3"]);
    }
}
