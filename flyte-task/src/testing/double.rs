//! Doubles: tasks that answer as a test tells them, in place of those that a test cannot run.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

use crate::context::ExecutionContext;
use crate::error::{Failure, TaskError};
use crate::execution::Inputs;
use crate::interface::{Arguments, BoxOutputs, ErasedOutputs, Interface, OutputSink, Outputs};
use crate::storage::Storage;
use crate::task::{StandIn, Task};
use crate::types::ConversionError;
use crate::types::codec::LiteralMap;

/// A task that stands in for another one, on the thread that made it, until it is dropped.
///
/// It answers wherever the other one would be run as a task: by [`Sandbox::run`](super::Sandbox::run), by the methods of
/// [`TaskExecution`](crate::execution::TaskExecution), as the element of a map. A call of the fn stays a call of the fn.
/// Hooks of the task are part of what it stands in for, so they are not called.
///
/// Kinds that run on Flyte only (queries, raw containers, references) can be run here by a double:
///
/// ```
/// use flyte_task::execution::Inputs;
/// use flyte_task::kwtypes;
/// use flyte_task::task::ReferenceTask;
/// use flyte_task::testing::{Sandbox, TaskDouble, assert_failed, assert_output};
/// use flyte_task::Failure;
///
/// let rate = ReferenceTask::new(["p", "d", "bank.rate", "v1"], kwtypes! { of: String }, kwtypes! { o0: f64 });
/// let of = |currency: &str| Inputs::new().with("of", &currency.to_owned());
///
/// let double = TaskDouble::of(&rate);
/// double.when(&of("EUR")?).returns(1.08);
/// double.when(&of("ATL")?).fails(|| Failure::new("no such currency").with_code("BANK:Unknown"));
///
/// let sandbox = Sandbox::new()?;
/// assert_output(&sandbox.run(&rate, &of("EUR")?), "o0", &1.08);
/// assert_failed(&sandbox.run(&rate, &of("ATL")?), "BANK:Unknown", "no such currency");
/// assert_failed(&sandbox.run(&rate, &of("USD")?), "USER:RuntimeError", "told nothing of");
/// assert_eq!(double.calls()[0]["of"], "EUR");
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Debug)]
pub struct TaskDouble {
    double: Arc<Double>,
    _stand_in: StandIn,
}

/// What a double does for some calls; nothing happens until it is said what.
#[must_use = "say what the double does: `returns`, `fails` or `runs`"]
#[derive(Debug)]
pub struct When<'a> {
    double: &'a Double,
    inputs: Option<Value>,
}

impl TaskDouble {
    /// A double of the task, which fails until it is told more.
    pub fn of(task: &dyn Task) -> Self {
        let double = Arc::new(Double {
            name: task.name(),
            interface: task.interface(),
            state: Mutex::new(State::default()),
        });
        Self { _stand_in: StandIn::new(double.clone()), double }
    }

    /// For calls with these inputs, as values: a default counts as given, and none as not given. What is said last
    /// counts.
    ///
    /// # Panics
    /// When the task has no such inputs.
    #[track_caller]
    pub fn when(&self, inputs: &Inputs) -> When<'_> {
        When { double: &self.double, inputs: Some(self.double.values(inputs)) }
    }

    /// For all calls; say it before what is special.
    pub fn when_any(&self) -> When<'_> {
        When { double: &self.double, inputs: None }
    }

    /// The inputs of all calls so far, each an object by the inputs' names.
    pub fn calls(&self) -> Vec<Value> {
        self.double.state().calls.clone()
    }

    /// Asserts how often the task was called.
    ///
    /// # Panics
    /// When it was called more often, or less.
    #[track_caller]
    pub fn assert_called(&self, times: usize) {
        let calls = self.calls();
        let name = &self.double.name;
        assert!(
            calls.len() == times,
            "the task `{name}` was to be called {times} times, but it was {}",
            shown(&calls)
        );
    }

    /// Asserts that the task was called with these inputs at least once.
    ///
    /// # Panics
    /// When it was not, or has no such inputs.
    #[track_caller]
    pub fn assert_called_with(&self, inputs: &Inputs) {
        let (calls, wanted) = (self.calls(), self.double.values(inputs));
        let name = &self.double.name;
        assert!(
            calls.contains(&wanted),
            "the task `{name}` was to be called with {wanted}, but it was {}",
            shown(&calls)
        );
    }
}

impl When<'_> {
    /// Returns these outputs.
    ///
    /// # Panics
    /// When they are not what the task returns.
    #[track_caller]
    pub fn returns<T: Outputs>(self, outputs: T) {
        let Double { name, interface, .. } = self.double;
        let wanted: Vec<_> =
            interface.outputs().iter().map(|output| (output.name, output.ty.to_string())).collect();
        let given: Vec<_> = T::VARIABLES.iter().map(|output| (output.name, output.ty.to_string())).collect();
        let is_alike = wanted.len() == given.len() && wanted.iter().zip(&given).all(|(a, b)| a.1 == b.1);
        assert!(is_alike, "the task `{name}` returns {wanted:?}, which {given:?} is not");
        let mut sink = OutputSink::default();
        let encoded = outputs.encode(&mut sink);
        assert!(encoded.is_ok(), "the outputs cannot be said in Flyte's terms: {encoded:?}");
        // A task names its outputs as it likes.
        let names = interface.outputs().iter().map(|output| output.name.to_owned());
        let literals: Vec<_> =
            names.zip(sink.into_literals().into_iter().map(|(_, literal)| literal)).collect();
        self.runs(move |_, _| Ok(Box::new(Literals(literals.clone()))));
    }

    /// Fails so.
    pub fn fails(self, failure: impl Fn() -> Failure + Send + Sync + 'static) {
        self.runs(move |_, _| Err(failure().into()));
    }

    /// Runs this, as [`Task::execute`] would.
    pub fn runs<F>(self, run: F)
    where
        F: Fn(&ExecutionContext, &mut Arguments<'_>) -> Result<BoxOutputs, TaskError> + Send + Sync + 'static,
    {
        self.double.state().answers.push((self.inputs, Arc::new(run)));
    }
}

type Answer =
    Arc<dyn Fn(&ExecutionContext, &mut Arguments<'_>) -> Result<BoxOutputs, TaskError> + Send + Sync>;

struct Double {
    name: String,
    interface: Interface,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Inputs, or none for all, with what is to be done.
    answers: Vec<(Option<Value>, Answer)>,
    calls: Vec<Value>,
}

impl Double {
    fn state(&self) -> MutexGuard<'_, State> {
        // Answers run without the lock, so that it is never poisoned half way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn values(&self, inputs: &Inputs) -> Value {
        let bytes = inputs.to_bytes();
        let values = LiteralMap::parse(&bytes).and_then(|literals| {
            let known = |name: &str| self.interface.inputs().iter().any(|input| input.name == name);
            if let Some(unknown) = literals.names().find(|name| !known(name)) {
                return Err(ConversionError::new(format!("it has no input `{unknown}`")));
            }
            values(&self.interface, &|name| literals.get(name), &Storage::new())
        });
        assert!(values.is_ok(), "these are no inputs of the task `{}`: {values:?}", self.name);
        values.unwrap_or_default()
    }
}

impl fmt::Debug for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Double")
            .field("name", &self.name)
            .field("calls", &self.state().calls)
            .finish_non_exhaustive()
    }
}

impl Task for Double {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn interface(&self) -> Interface {
        self.interface.clone()
    }

    fn execute(
        &self,
        context: &ExecutionContext,
        arguments: &mut Arguments<'_>,
    ) -> Result<BoxOutputs, TaskError> {
        let given = values(&self.interface, &|name| arguments.literal(name), context.storage())?;
        let mut state = self.state();
        state.calls.push(given.clone());
        let is_meant = |inputs: &Option<Value>| inputs.as_ref().is_none_or(|inputs| *inputs == given);
        let answer =
            state.answers.iter().rev().find(|(inputs, _)| is_meant(inputs)).map(|(_, run)| run.clone());
        drop(state);
        match answer {
            Some(run) => run(context, arguments),
            None => {
                Err(format!("the double of `{}` was told nothing of calls with {given}", self.name).into())
            }
        }
    }
}

/// The inputs as values, with defaults; one that is not given is none.
fn values<'a>(
    interface: &Interface,
    literal: &dyn Fn(&str) -> Option<&'a [u8]>,
    storage: &Storage,
) -> Result<Value, ConversionError> {
    let mut values = Map::new();
    for input in interface.inputs() {
        let value = match (literal(input.name), input.default) {
            (Some(literal), _) => input.ty.json_from_literal(literal, storage),
            (None, Some(default)) => {
                (default.literal)().and_then(|literal| input.ty.json_from_literal(&literal, storage))
            }
            (None, None) => Ok(Value::Null),
        };
        values.insert(input.name.to_owned(), value.map_err(|error| error.at_name(input.name))?);
    }
    Ok(Value::Object(values))
}

/// Outputs that are literals already.
struct Literals(Vec<(String, Vec<u8>)>);

impl ErasedOutputs for Literals {
    fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError> {
        for (name, literal) in &self.0 {
            sink.literal(name, literal.clone());
        }
        Ok(())
    }
}

fn shown(calls: &[Value]) -> String {
    if calls.is_empty() {
        return "not called at all".to_owned();
    }
    let calls: Vec<String> = calls.iter().map(Value::to_string).collect();
    format!("called with {}", calls.join(", "))
}
