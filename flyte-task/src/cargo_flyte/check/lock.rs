//! The lock file: the interfaces of tasks as JSON, kept with the source and read in reviews.

use std::collections::BTreeMap;

use flyte_idl::admin::TaskSpec;
use flyte_idl::core::{LiteralType, VariableMap};
use serde_json::{Map, Value, json};

use super::type_json;

/// The format of the file.
const FORMAT: u64 = 1;

/// The interfaces of all tasks, by their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lock {
    pub(super) tasks: BTreeMap<String, LockedTask>,
}

/// What callers of a task count on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LockedTask {
    /// Empty for a task that is not cached.
    pub(super) cache_version: String,
    pub(super) inputs: BTreeMap<String, LiteralType>,
    pub(super) outputs: BTreeMap<String, LiteralType>,
}

impl Lock {
    /// The lock of these tasks.
    pub(super) fn of(specs: &[TaskSpec]) -> Self {
        let tasks = specs.iter().filter_map(|spec| {
            let template = spec.template.as_ref()?;
            let interface = template.interface.as_ref()?;
            let metadata = template.metadata.clone().unwrap_or_default();
            let task = LockedTask {
                cache_version: if metadata.discoverable { metadata.discovery_version } else { String::new() },
                inputs: variables(interface.inputs.as_ref()),
                outputs: variables(interface.outputs.as_ref()),
            };
            Some((template.id.as_ref()?.name.clone(), task))
        });
        Self { tasks: tasks.collect() }
    }

    /// The file's text; equal locks have equal texts.
    pub(super) fn text(&self) -> String {
        let tasks: Map<String, Value> =
            self.tasks.iter().map(|(name, task)| (name.clone(), task.as_json())).collect();
        format!("{:#}\n", json!({ "format": FORMAT, "tasks": tasks }))
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// What of it is not as it should be.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
        match value.get("format").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(other) => {
                return Err(format!("its format is {other}, and this cargo-flyte reads format {FORMAT}"));
            }
            None => return Err("it does not say its `format`".to_owned()),
        }
        let tasks = object(&value, "tasks")?;
        let tasks = tasks.iter().map(|(name, task)| {
            let task = LockedTask::parse(task).map_err(|reason| format!("task `{name}`: {reason}"))?;
            Ok((name.clone(), task))
        });
        Ok(Self { tasks: tasks.collect::<Result<_, String>>()? })
    }
}

impl LockedTask {
    fn as_json(&self) -> Value {
        let types = |variables: &BTreeMap<String, LiteralType>| -> Map<String, Value> {
            variables.iter().map(|(name, ty)| (name.clone(), type_json::write(ty))).collect()
        };
        let mut task = json!({ "inputs": types(&self.inputs), "outputs": types(&self.outputs) });
        if let (false, Some(task)) = (self.cache_version.is_empty(), task.as_object_mut()) {
            task.insert("cacheVersion".to_owned(), Value::from(self.cache_version.as_str()));
        }
        task
    }

    fn parse(value: &Value) -> Result<Self, String> {
        let cache_version = match value.get("cacheVersion") {
            None => String::new(),
            Some(Value::String(version)) => version.clone(),
            Some(_) => return Err("`cacheVersion` must be a string".to_owned()),
        };
        Ok(Self { cache_version, inputs: types(value, "inputs")?, outputs: types(value, "outputs")? })
    }
}

fn variables(map: Option<&VariableMap>) -> BTreeMap<String, LiteralType> {
    let variables = map.map(|map| &map.variables).into_iter().flatten();
    variables
        .map(|(name, variable)| {
            let ty = variable.r#type.as_ref().map(type_json::locked).unwrap_or_default();
            (name.clone(), ty)
        })
        .collect()
}

fn types(task: &Value, word: &str) -> Result<BTreeMap<String, LiteralType>, String> {
    let types = object(task, word)?;
    types
        .iter()
        .map(|(name, ty)| {
            let ty = type_json::read(ty).map_err(|reason| format!("{word} `{name}`: {reason}"))?;
            Ok((name.clone(), ty))
        })
        .collect()
}

fn object<'a>(value: &'a Value, word: &str) -> Result<&'a Map<String, Value>, String> {
    value.get(word).and_then(Value::as_object).ok_or_else(|| format!("`{word}` must be an object"))
}
