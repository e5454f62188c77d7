//! Running tasks on this machine, by the same path as in a container.

use std::path::PathBuf;

use super::dispatch::{Outcome, dispatch};
use super::error_document::random_hex;
use super::local_cache::{Lookup, cached};
use crate::context::{Checkpoint, ExecutionContext};
use crate::error::Failure;
use crate::storage::Storage;
use crate::task::{Task, stand_in};
use crate::types::codec::map_entry;
use crate::types::{ConversionError, FlyteType, from_literal, to_literal};

/// Ways to run a task, for every kind of task.
///
/// ```
/// use flyte_task::execution::{Inputs, TaskExecution};
/// use flyte_task::prelude::*;
/// use flyte_task::task::{Task, TaskFn};
///
/// #[task]
/// fn add(a: i64, #[default(1)] b: i64) -> i64 {
///     a + b
/// }
///
/// // What a call of the fn skips, this does: values travel as they do between containers.
/// let task: &dyn Task = &add::TASK;
/// let outcome = task.local_execute(&Inputs::new().with("a", &41i64)?)?;
/// assert_eq!(outcome.output::<i64>("o0")?, 42);
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
pub trait TaskExecution: Task {
    /// Runs the task as part of a given run (flytekit: `dispatch_execute`).
    ///
    /// # Errors
    /// When the inputs do not fit, the task fails, or its outputs cannot be said in Flyte's terms.
    fn dispatch_execute(&self, context: ExecutionContext, inputs: &Inputs) -> Result<Outcome, Failure>;

    /// Runs the task in a fresh place of its own: raw outputs and a checkpoint go below a temporary folder, which
    /// stays, since outputs may point into it (flytekit: `sandbox_execute`).
    ///
    /// # Errors
    /// As [`TaskExecution::dispatch_execute`], or when the place cannot be made.
    fn sandbox_execute(&self, inputs: &Inputs) -> Result<Outcome, Failure>;

    /// Runs the task as a local call of it does (flytekit: `local_execute`): a task that is cached gives the outputs
    /// of an earlier run from the [local cache](crate::execution::LocalCache), and says so on stderr.
    ///
    /// # Errors
    /// As [`TaskExecution::sandbox_execute`], or when the task did not return what its interface says.
    fn local_execute(&self, inputs: &Inputs) -> Result<Outcome, Failure>;
}

impl TaskExecution for dyn Task + '_ {
    fn dispatch_execute(&self, context: ExecutionContext, inputs: &Inputs) -> Result<Outcome, Failure> {
        dispatch(self, context, &inputs.to_bytes())
    }

    fn sandbox_execute(&self, inputs: &Inputs) -> Result<Outcome, Failure> {
        let folder = sandbox_folder()
            .map_err(|error| Failure::system("the folder for the run could not be made").caused_by(error))?;
        let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let context = ExecutionContext::local().with_mode(self.local_execution_mode());
        let storage = context.storage().clone();
        let context = context.with_raw_output_prefix(place("raw")).with_checkpoint(Checkpoint::new(
            place("checkpoint"),
            None,
            storage,
        ));
        self.dispatch_execute(context, inputs)
    }

    fn local_execute(&self, inputs: &Inputs) -> Result<Outcome, Failure> {
        let outcome = if stand_in(self).is_some() {
            // What a double answers is no result of the task's: it neither comes from the cache nor goes there.
            self.sandbox_execute(inputs)?
        } else {
            cached(self, &inputs.to_bytes(), Lookup::Take, || self.sandbox_execute(inputs))?
        };
        if let Outcome::Outputs(literals) = &outcome {
            let interface = self.interface();
            let returned = |name: &str| literals.iter().any(|(found, _)| found == name);
            if let Some(missing) = interface.outputs().iter().find(|output| !returned(output.name)) {
                return Err(Failure::system(format!(
                    "the task did not return its output `{}`",
                    missing.name
                )));
            }
        }
        Ok(outcome)
    }
}

fn sandbox_folder() -> std::io::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("flyte-task-run-{}", random_hex()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The inputs of a run, by name.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    literals: Vec<(String, Vec<u8>)>,
}

impl Inputs {
    /// No inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with one more; one of the same name is replaced.
    ///
    /// # Errors
    /// When the value cannot be said in Flyte's terms.
    pub fn with<T: FlyteType>(mut self, name: &str, value: &T) -> Result<Self, ConversionError> {
        let literal = to_literal(value).map_err(|error| error.at_name(name))?;
        self.literals.retain(|(known, _)| known != name);
        self.literals.push((name.to_owned(), literal));
        Ok(self)
    }

    /// The bytes of the `LiteralMap`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (name, literal) in &self.literals {
            bytes.extend(map_entry(name, literal.len()));
            bytes.extend_from_slice(literal);
        }
        bytes
    }
}

impl Outcome {
    /// The value of an output.
    ///
    /// # Errors
    /// When there is no such output, or it is of another type.
    pub fn output<T: FlyteType>(&self, name: &str) -> Result<T, ConversionError> {
        let literals = match self {
            Self::Outputs(literals) => literals.as_slice(),
            Self::Ignored => &[],
        };
        let Some((_, literal)) = literals.iter().find(|(found, _)| found == name) else {
            let names: Vec<&str> = literals.iter().map(|(name, _)| name.as_str()).collect();
            return Err(ConversionError::new(format!(
                "there is no output `{name}`, only [{}]",
                names.join(", ")
            )));
        };
        from_literal(literal, &Storage::new()).map_err(|error| error.at_name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::ExecutionMode;
    use crate::error::TaskError;
    use crate::interface::{Arguments, BoxOutputs, Interface};
    use crate::kwtypes;

    /// Gives where it runs, and forgets an output if told so.
    #[derive(Debug)]
    struct Probe {
        forgetful: bool,
    }

    impl Task for Probe {
        fn name(&self) -> String {
            "probe".to_owned()
        }

        fn interface(&self) -> Interface {
            let inputs = kwtypes! { x: i64 }.iter().copied().map(Into::into).collect();
            Interface::from_parts(inputs, kwtypes! { o0: String, o1: i64 }.to_vec())
        }

        fn execute(
            &self,
            context: &ExecutionContext,
            arguments: &mut Arguments<'_>,
        ) -> Result<BoxOutputs, TaskError> {
            let x: i64 = arguments.next()?;
            let checkpoint = context.checkpoint().ok_or("no checkpoint")?;
            checkpoint.write(b"half way")?;
            let prefix = context.raw_output_prefix().unwrap_or_default().to_owned();
            assert_eq!(context.mode(), ExecutionMode::LocalTask);
            Ok(if self.forgetful { Box::new(prefix) } else { Box::new((prefix, x)) })
        }

        fn pre_execute(&self, context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
            let prefix = format!("{}/mine", context.raw_output_prefix().unwrap_or_default());
            Ok(context.with_raw_output_prefix(prefix))
        }

        fn post_execute(&self, _: &ExecutionContext, outputs: BoxOutputs) -> Result<BoxOutputs, TaskError> {
            Ok(outputs)
        }
    }

    #[test]
    fn a_sandbox_has_a_place_and_a_checkpoint_of_its_own() {
        let task: &dyn Task = &Probe { forgetful: false };
        let inputs = Inputs::new().with("x", &1i64).unwrap().with("x", &7i64).unwrap();
        let outcome = task.local_execute(&inputs).unwrap();
        assert_eq!(outcome.output::<i64>("o1").unwrap(), 7);
        let prefix: String = outcome.output("o0").unwrap();
        assert!(prefix.ends_with("/raw/mine"), "{prefix}");
        let run = prefix.strip_suffix("/raw/mine").unwrap();
        assert_eq!(std::fs::read(format!("{run}/checkpoint/_dst_cp")).unwrap(), b"half way");
        std::fs::remove_dir_all(run).unwrap();
    }

    #[test]
    fn an_output_that_is_missing_is_named() {
        let task: &dyn Task = &Probe { forgetful: true };
        let inputs = Inputs::new().with("x", &7i64).unwrap();
        let failure = task.local_execute(&inputs).unwrap_err();
        assert_eq!(failure.to_string(), "the task did not return its output `o1`");
        let outcome = task.sandbox_execute(&inputs).unwrap();
        assert!(outcome.output::<i64>("o1").unwrap_err().to_string().contains("only [o0]"));
    }
}
