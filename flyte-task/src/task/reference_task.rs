//! Tasks that are registered elsewhere, in whatever language.

use flyte_idl::core::{Identifier, ResourceType};

use super::Task;
use crate::interface::{InputDescriptor, Interface, VariableDescriptor};

/// A task known by its identifier and its interface (flytekit: `reference_task`).
///
/// It is never registered from here, and runs on Flyte only.
///
/// ```
/// use flyte_task::kwtypes;
/// use flyte_task::task::{ReferenceTask, Task};
///
/// let score = ReferenceTask::new(
///     ["ml", "production", "models.score", "v7"],
///     kwtypes! { text: String },
///     kwtypes! { o0: f64 },
/// );
/// assert_eq!(score.reference_id().unwrap().version, "v7");
/// ```
#[derive(Debug, Clone)]
pub struct ReferenceTask {
    id: Identifier,
    interface: Interface,
}

impl ReferenceTask {
    /// The task `[project, domain, name, version]` with its interface.
    pub fn new(
        id: [&str; 4],
        inputs: &'static [VariableDescriptor],
        outputs: &'static [VariableDescriptor],
    ) -> Self {
        let [project, domain, name, version] = id.map(str::to_owned);
        Self {
            id: Identifier {
                resource_type: ResourceType::Task.into(),
                project,
                domain,
                name,
                version,
                ..Identifier::default()
            },
            interface: Interface::from_parts(
                inputs.iter().copied().map(InputDescriptor::from).collect(),
                outputs.to_vec(),
            ),
        }
    }
}

impl Task for ReferenceTask {
    fn name(&self) -> String {
        self.id.name.clone()
    }

    fn interface(&self) -> Interface {
        self.interface.clone()
    }

    fn reference_id(&self) -> Option<&Identifier> {
        Some(&self.id)
    }
}
