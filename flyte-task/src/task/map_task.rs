//! Tasks that are another task, once for each element of a list.

use std::collections::BTreeMap;

use flyte_idl::core::{Container, ExtendedResources, K8sPod, SecurityContext};
use flyte_idl::prost_types::Struct;

use super::digest;
use super::map_run::{self, Success};
use super::pod;
use super::{
    LoadError, SerializationError, SerializationSettings, Task, TaskFn, TaskMetadata, TaskRef, TaskResolver,
    resolver,
};
use crate::context::ExecutionContext;
use crate::error::TaskError;
use crate::interface::{Arguments, BoxOutputs, Interface};
use crate::types::TypeDescriptor;

/// A task run once for each element of its list inputs (flytekit: `map_task`, as an array node).
///
/// ```
/// use flyte_task::prelude::*;
/// use flyte_task::task::{MapTask, Task, find};
///
/// #[task]
/// fn scale(x: f64, by: f64) -> f64 {
///     x * by
/// }
///
/// let scaled = MapTask::new(find("scale")?.clone()).bind("by").with_concurrency(10).with_min_success_ratio(0.9);
/// assert_eq!(scaled.interface().to_string(), "(x: list[float], by: float) -> list[optional[float]]");
/// # Ok::<(), flyte_task::task::UnknownTask>(())
/// ```
#[derive(Debug, Clone)]
pub struct MapTask {
    inner: TaskRef,
    bound: Vec<String>,
    concurrency: Option<u32>,
    success: Success,
}

impl MapTask {
    /// Maps a task over lists of its inputs.
    pub fn new(inner: TaskRef) -> Self {
        Self { inner, bound: Vec::new(), concurrency: None, success: Success::ALL }
    }

    /// Maps the task of a fn: `MapTask::of::<my_fn>()`.
    pub fn of<F: TaskFn>() -> Self {
        Self::new(std::sync::Arc::new(F::TASK))
    }

    /// The same, with an input that every element is given whole, as `functools.partial` binds it in Python.
    pub fn bind(mut self, input: impl Into<String>) -> Self {
        self.bound.push(input.into());
        self.bound.sort();
        self.bound.dedup();
        self
    }

    /// The same, with at most so many elements at a time.
    pub fn with_concurrency(mut self, concurrency: u32) -> Self {
        self.concurrency = Some(concurrency);
        self
    }

    /// The same, ending well once so many elements did; the others' outputs are missing.
    pub fn with_min_successes(mut self, successes: u32) -> Self {
        self.success.min_successes = Some(successes);
        self
    }

    /// The same, ending well if this part of the elements (0 to 1) did; the others' outputs are none.
    pub fn with_min_success_ratio(mut self, ratio: f64) -> Self {
        self.success.min_ratio = ratio;
        self
    }

    /// The task that is run for each element.
    pub fn inner(&self) -> &TaskRef {
        &self.inner
    }

    /// The inputs that every element is given whole, sorted.
    pub fn bound_inputs(&self) -> &[String] {
        &self.bound
    }

    /// How many elements run at a time at most.
    pub fn concurrency(&self) -> Option<u32> {
        self.concurrency
    }

    /// How many elements must end well, if a number was given.
    pub fn min_successes(&self) -> Option<u32> {
        self.success.min_successes
    }

    /// Which part of the elements must end well.
    pub fn min_success_ratio(&self) -> f64 {
        self.success.min_ratio
    }

    /// Tells maps of one task apart, in flytekit's way: an MD5 of what is special about this one.
    fn digest(&self) -> String {
        let python =
            |number: Option<u32>| number.map_or_else(|| "None".to_owned(), |number| number.to_string());
        let text = format!(
            "{}{}{}{:?}",
            self.bound.join(","),
            python(self.concurrency),
            python(self.success.min_successes),
            self.success.min_ratio
        );
        digest::md5(&text)
    }
}

impl Task for MapTask {
    fn name(&self) -> String {
        let location = self.inner.location();
        let map = format!("map_{}_{}-arraynode", location.name, self.digest());
        if location.module.is_empty() { map } else { format!("{}.{map}", location.module) }
    }

    fn interface(&self) -> Interface {
        let inner = self.inner.interface();
        let inputs = inner.inputs().iter().map(|input| {
            if self.bound.iter().any(|bound| bound == input.name) {
                *input
            } else {
                map_run::list_input(input)
            }
        });
        let outputs = inner.outputs().iter().map(|output| map_run::list_output(output, self.success));
        Interface::from_parts(inputs.collect(), outputs.collect())
    }

    fn execute(
        &self,
        context: &ExecutionContext,
        arguments: &mut Arguments<'_>,
    ) -> Result<BoxOutputs, TaskError> {
        map_run::all(self.inner.as_ref(), &self.bound, self.success, context, arguments)
    }

    fn pre_execute(&self, context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
        self.inner.pre_execute(context)
    }

    fn task_type(&self) -> String {
        self.inner.task_type()
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    fn metadata(&self) -> TaskMetadata {
        self.inner.metadata()
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.inner.environment()
    }

    fn security_context(&self) -> Option<SecurityContext> {
        self.inner.security_context()
    }

    fn container(&self, settings: &SerializationSettings) -> Result<Option<Container>, SerializationError> {
        let container = self.inner.container(settings)?;
        Ok(container
            .map(|container| Container { args: map_args(container.args, settings, self), ..container }))
    }

    fn k8s_pod(&self, settings: &SerializationSettings) -> Result<Option<K8sPod>, SerializationError> {
        let Some(mut pod) = self.inner.k8s_pod(settings)? else { return Ok(None) };
        pod::change_args(&mut pod, &self.inner.config(settings), |args| map_args(args, settings, self));
        Ok(Some(pod))
    }

    fn custom(&self, settings: &SerializationSettings) -> Option<Struct> {
        self.inner.custom(settings)
    }

    fn config(&self, settings: &SerializationSettings) -> BTreeMap<String, String> {
        self.inner.config(settings)
    }

    fn extended_resources(&self) -> Option<ExtendedResources> {
        self.inner.extended_resources()
    }

    fn resolver(&self) -> &dyn TaskResolver {
        &MapTaskResolver
    }

    fn instantiated_in(&self) -> String {
        self.inner.instantiated_in()
    }

    fn mapped(&self) -> Option<(&dyn Task, &[String])> {
        Some((self.inner.as_ref(), &self.bound))
    }

    fn check(&self) -> Result<(), SerializationError> {
        self.inner.check()?;
        let interface = self.inner.interface();
        let invalid = |reason: String| Err(SerializationError::Invalid { task: self.name(), reason });
        if interface.outputs().len() > 1 {
            return invalid("a task with several outputs cannot be mapped: Flyte makes one list".to_owned());
        }
        if let Some(unknown) = self.bound.iter().find(|bound| interface.input_type(bound).is_none()) {
            return invalid(format!("the bound input `{unknown}` is no input of the mapped task"));
        }
        if interface.inputs().iter().all(|input| self.bound.iter().any(|bound| bound == input.name)) {
            return invalid("at least one input must be left to map over".to_owned());
        }
        if !(0.0..=1.0).contains(&self.success.min_ratio) {
            return invalid(format!("the success ratio {} is not between 0 and 1", self.success.min_ratio));
        }
        Ok(())
    }
}

/// The inner task's command line with the map's own door and resolver.
fn map_args(inner: Vec<String>, settings: &SerializationSettings, task: &MapTask) -> Vec<String> {
    let resolver = MapTaskResolver;
    let mut args: Vec<String> = inner
        .into_iter()
        .take_while(|word| word != "--resolver")
        .map(|word| if word == "execute" { "map-execute".to_owned() } else { word })
        .collect();
    args.extend(["--resolver".to_owned(), resolver.location(), "--".to_owned()]);
    args.extend(resolver.loader_args(settings, task));
    args
}

/// Finds the task that does one element of a map (flytekit: `ArrayNodeMapTaskResolver`).
#[derive(Debug, Clone, Copy, Default)]
pub struct MapTaskResolver;

impl TaskResolver for MapTaskResolver {
    fn location(&self) -> String {
        "flyte_task.map_task_resolver".to_owned()
    }

    fn name(&self) -> String {
        "MapTaskResolver".to_owned()
    }

    fn loader_args(&self, settings: &SerializationSettings, task: &dyn Task) -> Vec<String> {
        let Some((inner, bound)) = task.mapped() else { return Vec::new() };
        let mut args =
            vec!["vars".to_owned(), bound.join(","), "resolver".to_owned(), inner.resolver().location()];
        args.extend(inner.resolver().loader_args(settings, inner));
        args
    }

    fn load_task(&self, loader_args: &[String]) -> Result<TaskRef, LoadError> {
        let [_, bound, _, location, inner_args @ ..] = loader_args else {
            return Err(LoadError::Arguments {
                expected: "vars INPUT,INPUT resolver LOCATION ARG ..".to_owned(),
                found: loader_args.to_vec(),
            });
        };
        let inner = resolver(location)?.load_task(inner_args)?;
        let bound = bound.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Ok(std::sync::Arc::new(MapElement { inner, bound }))
    }

    fn all_tasks(&self) -> Vec<TaskRef> {
        super::tasks().iter().filter(|task| task.mapped().is_some()).cloned().collect()
    }
}

/// One element of a map, as a container runs it: which one, the environment says.
#[derive(Debug)]
struct MapElement {
    inner: TaskRef,
    bound: Vec<String>,
}

impl Task for MapElement {
    fn name(&self) -> String {
        self.inner.name()
    }

    fn interface(&self) -> Interface {
        let map = MapTask { bound: self.bound.clone(), ..MapTask::new(self.inner.clone()) };
        Interface::from_parts(map.interface().inputs().to_vec(), self.inner.interface().outputs().to_vec())
    }

    fn execute(
        &self,
        context: &ExecutionContext,
        arguments: &mut Arguments<'_>,
    ) -> Result<BoxOutputs, TaskError> {
        let index = map_run::index()?;
        map_run::element(self.inner.as_ref(), &self.bound, index, context, arguments)
    }

    fn pre_execute(&self, context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
        self.inner.pre_execute(context)
    }

    fn instantiated_in(&self) -> String {
        self.inner.instantiated_in()
    }

    fn input_type(&self, name: &str) -> Option<&'static TypeDescriptor> {
        self.interface().input_type(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kwtypes;
    use crate::task::ReferenceTask;
    use std::sync::Arc;

    fn inner() -> TaskRef {
        let inputs = kwtypes! { a: i64, b: String };
        Arc::new(ReferenceTask::new(["p", "d", "k.f", "v"], inputs, kwtypes! { o0: i64 }))
    }

    // map_task(f, concurrency=3, min_success_ratio=0.5) and map_task(partial(f, b="x")) in a module k, flytekit
    // 1.16.31
    #[test]
    fn names_are_flytekits() {
        let map = MapTask::new(inner()).with_concurrency(3).with_min_success_ratio(0.5);
        assert_eq!(map.name(), "k.map_f_f21f29e71d73e5aa291285a35b8508a6-arraynode");
        let map = MapTask::new(inner()).bind("b");
        assert_eq!(map.name(), "k.map_f_9679844dcbddbad1626c3f80e4e8bb28-arraynode");
    }

    #[test]
    fn what_cannot_be_mapped_is_said() {
        let message = |map: MapTask| map.check().unwrap_err().to_string();
        assert!(message(MapTask::new(inner()).bind("z")).contains("`z` is no input"));
        assert!(message(MapTask::new(inner()).bind("a").bind("b")).contains("at least one input"));
        assert!(message(MapTask::new(inner()).with_min_success_ratio(1.5)).contains("1.5"));
        assert!(MapTask::new(inner()).bind("b").check().is_ok());
    }
}
