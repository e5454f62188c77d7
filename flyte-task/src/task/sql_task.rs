//! Tasks that are a query.

use std::collections::{BTreeMap, BTreeSet};

use flyte_idl::core::{Sql, sql};

use super::{SerializationError, SerializationSettings, Task, TaskMetadata};
use crate::interface::{InputDescriptor, Interface, VariableDescriptor};

/// A query that a database runs for Flyte (flytekit: `SQLTask`).
///
/// The query names its inputs as `{{.inputs.x}}`; the plugin of the task's type fills them in.
///
/// ```
/// use flyte_task::kwtypes;
/// use flyte_task::task::{SqlTask, Task};
///
/// let users = SqlTask::new("users.by_age", "snowflake", "SELECT *\n  FROM users\n WHERE age > {{.inputs.age}}")
///     .with_inputs(kwtypes! { age: i64 });
/// assert_eq!(users.query(), "SELECT * FROM users WHERE age > {{.inputs.age}}");
/// ```
#[derive(Debug, Clone)]
pub struct SqlTask {
    name: String,
    task_type: String,
    query: String,
    dialect: sql::Dialect,
    interface: Interface,
    config: BTreeMap<String, String>,
    metadata: TaskMetadata,
}

impl SqlTask {
    /// A query for the plugin of that task type; runs of white space become one space, as in flytekit.
    pub fn new(name: impl Into<String>, task_type: impl Into<String>, query: &str) -> Self {
        Self {
            name: name.into(),
            task_type: task_type.into(),
            query: query.split_whitespace().collect::<Vec<_>>().join(" "),
            dialect: sql::Dialect::Ansi,
            interface: Interface::default(),
            config: BTreeMap::new(),
            metadata: TaskMetadata::default(),
        }
    }

    /// The same, with inputs; each must stand in the query.
    pub fn with_inputs(mut self, inputs: &'static [VariableDescriptor]) -> Self {
        let inputs = inputs.iter().copied().map(InputDescriptor::from).collect();
        self.interface = Interface::from_parts(inputs, self.interface.outputs().to_vec());
        self
    }

    /// The same, with outputs.
    pub fn with_outputs(mut self, outputs: &'static [VariableDescriptor]) -> Self {
        self.interface = Interface::from_parts(self.interface.inputs().to_vec(), outputs.to_vec());
        self
    }

    /// The same, in another dialect; ANSI if nothing is said.
    pub fn with_dialect(mut self, dialect: sql::Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// The same, with a setting of the plugin.
    pub fn with_config(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.config.insert(key.into(), value.into());
        self
    }

    /// The same, treated by Flyte as said.
    pub fn with_metadata(mut self, metadata: TaskMetadata) -> Self {
        self.metadata = metadata;
        self
    }

    /// The query.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The names that the query takes.
    fn variables(&self) -> BTreeSet<&str> {
        self.query
            .split("{{")
            .skip(1)
            .filter_map(|rest| rest.split_once("}}"))
            .filter_map(|(inside, _)| {
                let inside = inside.trim();
                let prefix = inside.get(..".inputs.".len())?;
                prefix.eq_ignore_ascii_case(".inputs.").then(|| &inside[prefix.len()..])
            })
            .collect()
    }
}

impl Task for SqlTask {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn interface(&self) -> Interface {
        self.interface.clone()
    }

    fn task_type(&self) -> String {
        self.task_type.clone()
    }

    fn metadata(&self) -> TaskMetadata {
        self.metadata.clone()
    }

    fn sql(&self, _: &SerializationSettings) -> Option<Sql> {
        Some(Sql { statement: self.query.clone(), dialect: self.dialect.into() })
    }

    fn config(&self, _: &SerializationSettings) -> BTreeMap<String, String> {
        self.config.clone()
    }

    fn check(&self) -> Result<(), SerializationError> {
        let inputs: BTreeSet<&str> = self.interface.inputs().iter().map(|input| input.name).collect();
        let variables = self.variables();
        let reason = if let Some(unknown) = variables.difference(&inputs).next() {
            format!("the query takes `{unknown}`, which is no input")
        } else if let Some(unused) = inputs.difference(&variables).next() {
            format!("the input `{unused}` does not stand in the query; write `{{{{.inputs.{unused}}}}}`")
        } else {
            return Ok(());
        };
        Err(SerializationError::Invalid { task: self.name(), reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kwtypes;

    #[test]
    fn query_and_inputs_must_agree() {
        let query = "SELECT {{ .Inputs.a }} FROM t WHERE b = {{.inputs.b}}";
        let task = SqlTask::new("q", "sql_task", query);
        let message = |task: SqlTask| task.check().unwrap_err().to_string();
        assert!(task.clone().with_inputs(kwtypes! { a: i64, b: String }).check().is_ok());
        assert_eq!(
            message(task.clone().with_inputs(kwtypes! { a: i64 })),
            "the task `q`: the query takes `b`, which is no input"
        );
        let more = task.with_inputs(kwtypes! { a: i64, b: i64, c: i64 });
        assert!(message(more).contains("`{{.inputs.c}}`"));
    }
}
