//! Who runs: the identifiers that Flyte puts into a container's environment.

use std::hash::{BuildHasher, RandomState};

use flyte_idl::core::{Identifier, ResourceType, WorkflowExecutionIdentifier};

use crate::env;

pub(super) fn execution() -> WorkflowExecutionIdentifier {
    WorkflowExecutionIdentifier {
        project: env::first(&env::EXECUTION_PROJECT).unwrap_or_default(),
        domain: env::first(&env::EXECUTION_DOMAIN).unwrap_or_default(),
        name: env::first(&env::EXECUTION_ID).unwrap_or_default(),
        ..WorkflowExecutionIdentifier::default()
    }
}

pub(super) fn task() -> Identifier {
    Identifier {
        resource_type: ResourceType::Task.into(),
        project: env::first(&env::TASK_PROJECT).unwrap_or_default(),
        domain: env::first(&env::TASK_DOMAIN).unwrap_or_default(),
        name: env::first(&env::TASK_NAME).unwrap_or_default(),
        version: env::first(&env::TASK_VERSION).unwrap_or_default(),
        ..Identifier::default()
    }
}

/// The number of this try; what is no number counts as the first.
pub(super) fn attempt() -> u32 {
    env::first(&[env::ATTEMPT_NUMBER]).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A number that no other run has: std's hashers are seeded from the system's randomness.
pub(super) fn random() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
