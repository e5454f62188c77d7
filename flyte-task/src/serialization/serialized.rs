//! Tasks as Flyte registers them, together, and the version that follows from what they are.

use flyte_idl::admin::TaskSpec;
use flyte_idl::core::Identifier;
use flyte_idl::prost::Message;

use super::{SerializationError, SerializationSettings, task_spec};
use crate::task::{Task, duplicates, sha256, tasks};

/// A task's message, and by what its code is told from other code.
#[derive(Debug, Clone, PartialEq)]
pub struct SerializedTask {
    /// The message with which the task is registered.
    pub spec: TaskSpec,
    /// [`Task::code_digest`](crate::task::Task::code_digest); empty where it is not known.
    pub code_digest: String,
}

impl SerializedTask {
    /// The name under which the task is registered.
    pub fn name(&self) -> &str {
        let id = self.spec.template.as_ref().and_then(|template| template.id.as_ref());
        id.map_or("", |id| id.name.as_str())
    }
}

/// All tasks of this program that are registered from here, in the order of their names.
///
/// # Errors
/// When two tasks share a name, or one cannot be serialized.
pub fn serialized_tasks(settings: &SerializationSettings) -> Result<Vec<SerializedTask>, SerializationError> {
    duplicates().map_err(SerializationError::Duplicates)?;
    serialized(tasks().iter().map(AsRef::as_ref), settings)
}

/// The same of these tasks, which have different names.
pub(crate) fn serialized<'t>(
    tasks: impl Iterator<Item = &'t dyn Task>,
    settings: &SerializationSettings,
) -> Result<Vec<SerializedTask>, SerializationError> {
    // A task of another project is only referred to.
    let own = tasks.filter(|task| task.reference_id().is_none());
    let mut serialized = own
        .map(|task| Ok(SerializedTask { spec: task_spec(task, settings)?, code_digest: task.code_digest() }))
        .collect::<Result<Vec<_>, _>>()?;
    serialized.sort_by(|one, other| one.name().cmp(other.name()));
    Ok(serialized)
}

/// A version that the same tasks have on every machine, and that changes when any of them does.
///
/// It is a digest of all that Flyte keeps of the tasks, the image among it, and of the code of their bodies; not of where
/// they are registered, so that what was tried in one domain has the same version in the next. Code that the bodies call
/// is the image's: a new image under a name of its own (a tag of its own, a digest) is a new version.
pub fn content_version(tasks: &[SerializedTask]) -> String {
    let mut parts = Vec::with_capacity(tasks.len());
    for task in tasks {
        let mut spec = task.spec.clone();
        if let Some(id) = spec.template.as_mut().and_then(|template| template.id.as_mut()) {
            *id = Identifier {
                resource_type: id.resource_type,
                name: id.name.clone(),
                ..Identifier::default()
            };
        }
        let spec = spec.encode_to_vec();
        // Lengths keep neighbouring parts apart.
        parts.push(format!("{}:{}:", spec.len(), task.code_digest.len()).into_bytes());
        parts.push(spec);
        parts.push(task.code_digest.clone().into_bytes());
    }
    let mut version = sha256(parts);
    // Sixteen digits tell the versions of one project apart.
    version.truncate(16);
    version
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kwtypes;
    use crate::task::SqlTask;

    fn version(query: &str, settings: &SerializationSettings, code_digest: &str) -> String {
        let task = SqlTask::new("query", "sql", query).with_outputs(kwtypes! { rows: i64 });
        let spec = task_spec(&task, settings).unwrap();
        content_version(&[SerializedTask { spec, code_digest: code_digest.to_owned() }])
    }

    #[test]
    fn a_version_follows_from_what_is_registered_and_not_from_where() {
        let nowhere = SerializationSettings::default();
        let somewhere = SerializationSettings {
            project: "p".to_owned(),
            domain: "d".to_owned(),
            version: "v".to_owned(),
            ..SerializationSettings::default()
        };
        let first = version("select 1", &nowhere, "a");
        assert_eq!((first.len(), &first), (16, &version("select 1", &somewhere, "a")));
        assert_ne!(first, version("select 2", &nowhere, "a"));
        assert_ne!(first, version("select 1", &nowhere, "b"));
        assert_ne!(first, content_version(&[]));
    }
}
