//! Writes the enums that users see in tables, and tells which phases are final.

use std::fmt;

use crate::core::{
    CatalogCacheStatus, ResourceType, container_error, execution_error, node_execution, task_execution,
    workflow_execution,
};
use crate::{admin, core};

/// Writes each enum by the name its values have in Flyte's console, filters and command line.
macro_rules! display_by_name {
    ($($type:ty),+ $(,)?) => {
        $(
            impl fmt::Display for $type {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(self.as_str_name())
                }
            }
        )+
    };
}

display_by_name!(
    workflow_execution::Phase,
    node_execution::Phase,
    task_execution::Phase,
    CatalogCacheStatus,
    execution_error::ErrorKind,
    container_error::Kind,
    core::SimpleType,
    admin::ExecutionState,
    admin::LaunchPlanState,
    admin::MatchableResource,
    admin::NamedEntityState,
    admin::execution_metadata::ExecutionMode,
    admin::project::ProjectState,
);

/// Writes the kind as it stands in a sentence: `task`, `workflow`, `launch plan`.
impl fmt::Display for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unspecified => "unspecified",
            Self::Task => "task",
            Self::Workflow => "workflow",
            Self::LaunchPlan => "launch plan",
            Self::Dataset => "dataset",
        })
    }
}

impl workflow_execution::Phase {
    /// Returns whether an execution in this phase stays in it.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Aborted | Self::TimedOut)
    }
}

impl node_execution::Phase {
    /// Returns whether a node in this phase stays in it.
    pub fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::Succeeded | Self::Failed | Self::Aborted | Self::Skipped | Self::TimedOut | Self::Recovered
        )
    }
}

impl task_execution::Phase {
    /// Returns whether an attempt in this phase stays in it; after a retryable failure another attempt may follow.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Aborted | Self::Failed | Self::RetryableFailed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_are_written_as_in_the_console_and_padded() {
        assert_eq!(workflow_execution::Phase::TimedOut.to_string(), "TIMED_OUT");
        assert_eq!(format!("{:<10}|", node_execution::Phase::Running), "RUNNING   |");
        assert_eq!(ResourceType::LaunchPlan.to_string(), "launch plan");
    }

    #[test]
    fn phases_on_the_way_are_not_terminal() {
        assert!(!workflow_execution::Phase::Failing.is_terminal());
        assert!(!workflow_execution::Phase::Aborting.is_terminal());
        assert!(node_execution::Phase::Recovered.is_terminal());
        assert!(!task_execution::Phase::Initializing.is_terminal());
    }
}
