//! One task for each entry of a JSON file, which gives the entry's value.

use std::sync::Arc;

use flyte_task::ExecutionContext;
use flyte_task::error::TaskError;
use flyte_task::flyte_idl::core::Container;
use flyte_task::interface::{Arguments, BoxOutputs, Interface};
use flyte_task::kwtypes;
use flyte_task::task::{
    ContainerParts, LoadError, Resources, SerializationError, SerializationSettings, Task, TaskRef,
    TaskResolver, container,
};

/// The file, built into the program so that it is the same in every container.
const FILE: &str = include_str!("constants.json");

/// Finds the tasks of the file.
#[derive(Debug)]
pub(crate) struct Constants;

impl TaskResolver for Constants {
    fn location(&self) -> String {
        "resolver.constants".to_owned()
    }

    fn name(&self) -> String {
        "Constants".to_owned()
    }

    fn loader_args(&self, _: &SerializationSettings, task: &dyn Task) -> Vec<String> {
        vec!["constant".to_owned(), task.location().name]
    }

    fn load_task(&self, loader_args: &[String]) -> Result<TaskRef, LoadError> {
        let [_, key] = loader_args else {
            return Err(LoadError::Arguments {
                expected: "constant NAME".to_owned(),
                found: loader_args.to_vec(),
            });
        };
        self.all_tasks()
            .into_iter()
            .find(|task| task.location().name == *key)
            .ok_or_else(|| LoadError::Other(format!("constants.json has no `{key}`")))
    }

    fn all_tasks(&self) -> Vec<TaskRef> {
        // A file that is no JSON has no tasks; the test below keeps it JSON.
        let entries: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(FILE).unwrap_or_default();
        let constants =
            entries.into_iter().filter_map(|(key, value)| Some(Constant { key, value: value.as_i64()? }));
        constants.map(|constant| Arc::new(constant) as TaskRef).collect()
    }
}

/// A task that always gives the same.
#[derive(Debug)]
struct Constant {
    key: String,
    value: i64,
}

impl Task for Constant {
    fn name(&self) -> String {
        format!("constants.{}", self.key)
    }

    fn interface(&self) -> Interface {
        Interface::new(&[], kwtypes! { o0: i64 })
    }

    fn execute(&self, _: &ExecutionContext, _: &mut Arguments<'_>) -> Result<BoxOutputs, TaskError> {
        Ok(Box::new(self.value))
    }

    fn container(&self, settings: &SerializationSettings) -> Result<Option<Container>, SerializationError> {
        let parts = ContainerParts { image: "", requests: Resources::NONE, limits: Resources::NONE };
        container(self, settings, &parts).map(Some)
    }

    fn resolver(&self) -> &dyn TaskResolver {
        &Constants
    }

    fn instantiated_in(&self) -> String {
        format!("constants.json, `{}`", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_a_task_and_is_found_again() {
        let tasks = Constants.all_tasks();
        assert_eq!(tasks.len(), 2);
        for task in tasks {
            let args = Constants.loader_args(&SerializationSettings::default(), task.as_ref());
            assert_eq!(Constants.load_task(&args).unwrap().name(), task.name());
        }
    }
}
