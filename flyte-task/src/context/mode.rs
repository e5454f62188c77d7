//! Where and as what a task runs.

/// The modes of a run, by flytekit's `ExecutionState.Mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExecutionMode {
    /// In a container of Flyte.
    Task,
    /// On this machine, by itself.
    LocalTask,
    /// On this machine, as part of a workflow.
    LocalWorkflow,
}

impl ExecutionMode {
    /// Whether the run is on this machine.
    pub fn is_local(self) -> bool {
        !matches!(self, Self::Task)
    }
}
