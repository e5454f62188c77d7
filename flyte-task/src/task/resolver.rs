//! From the arguments of a container back to the task they mean.

use std::fmt;

use super::registry::{self, UnknownTask};
use super::{FunctionTask, tasks};

/// Finds tasks in the registry by module and fn, as flytekit's default resolver does by import.
#[derive(Debug, Clone, Copy, Default)]
pub struct DefaultTaskResolver;

/// A task that a resolver could not find.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// The arguments are not of the resolver's form.
    Arguments(Vec<String>),
    /// No task of this program is meant by them.
    Unknown(UnknownTask),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments(found) => write!(
                f,
                "the task's loader arguments must be `task-module MODULE task-name FN`, found `{}`",
                found.join(" ")
            ),
            Self::Unknown(unknown) => unknown.fmt(f),
        }
    }
}

impl std::error::Error for LoadError {}

impl DefaultTaskResolver {
    /// Where the resolver is found: the value of `--resolver`.
    pub fn location(&self) -> &'static str {
        "flyte_task.default_task_resolver"
    }

    /// The resolver's name, for messages.
    pub fn name(&self) -> &'static str {
        "DefaultTaskResolver"
    }

    /// The arguments from which [`DefaultTaskResolver::load_task`] finds the task again.
    pub fn loader_args(&self, task: &FunctionTask) -> Vec<String> {
        vec![
            "task-module".to_owned(),
            task.descriptor.module_path(),
            "task-name".to_owned(),
            task.descriptor.function.to_owned(),
        ]
    }

    /// Finds a task by its loader arguments.
    ///
    /// # Errors
    /// When the arguments are of another form, or no task is meant by them.
    pub fn load_task(&self, loader_args: &[String]) -> Result<&'static FunctionTask, LoadError> {
        let [_, module, _, function] = loader_args else {
            return Err(LoadError::Arguments(loader_args.to_vec()));
        };
        tasks()
            .into_iter()
            .find(|task| task.descriptor.function == function && task.descriptor.module_path() == *module)
            .ok_or_else(|| LoadError::Unknown(registry::unknown(&format!("{module}.{function}"))))
    }

    /// All tasks it can find.
    pub fn all_tasks(&self) -> Vec<&'static FunctionTask> {
        tasks()
    }
}
