//! All tasks that are linked into this program.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{FunctionTask, ResolverEntry, Task, TaskRef};

/// A task that is not made from a fn, as [`register_task!`](crate::register_task) makes it known.
#[derive(Debug)]
pub struct TaskEntry(
    /// Makes the task, once.
    pub fn() -> TaskRef,
);

inventory::collect!(TaskEntry);

/// Makes a task known that is not made from a fn.
///
/// ```
/// use flyte_task::kwtypes;
/// use flyte_task::task::ContainerTask;
///
/// flyte_task::register_task!(
///     ContainerTask::new("shapes.area", "alpine:3", kwtypes! { side: f64 }, kwtypes! { area: f64 })
///         .with_command(["sh", "-c", "echo $(({{.inputs.side}} * {{.inputs.side}})) > /var/outputs/area"])
/// );
/// ```
#[macro_export]
macro_rules! register_task {
    ($task:expr) => {
        $crate::__private::inventory::submit! {
            $crate::task::TaskEntry(|| $crate::__private::Arc::new($task))
        }
        $crate::__private::entry_record! { "register_task!" }
    };
}

/// The tasks of this program, ordered by name.
pub fn tasks() -> &'static [TaskRef] {
    static TASKS: OnceLock<Vec<TaskRef>> = OnceLock::new();
    TASKS.get_or_init(|| {
        let functions = inventory::iter::<FunctionTask>.into_iter().map(|task| Arc::new(*task) as TaskRef);
        let others = inventory::iter::<TaskEntry>.into_iter().map(|entry| (entry.0)());
        let resolved = inventory::iter::<ResolverEntry>.into_iter().flat_map(|entry| entry.0.all_tasks());
        let mut tasks: Vec<TaskRef> = functions.chain(others).chain(resolved).collect();
        // The linker's order is nobody's; places settle the order of duplicates.
        tasks.sort_by_cached_key(|task| (task.name(), task.instantiated_in()));
        tasks
    })
}

/// Names that stand for more than one task.
#[derive(Debug)]
pub struct DuplicateTasks {
    /// Each such name with the places of its tasks.
    pub names: Vec<(String, Vec<String>)>,
}

impl fmt::Display for DuplicateTasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, places)) in self.names.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "the task name `{name}` is used more than once: at {}", places.join(" and at "))?;
        }
        f.write_str("; rename a fn or give one of them `#[task(name = \"..\")]`")
    }
}

impl std::error::Error for DuplicateTasks {}

/// Finds names that stand for more than one task.
///
/// # Errors
/// With all of them, if there are any.
pub fn duplicates() -> Result<(), DuplicateTasks> {
    duplicates_among(tasks().iter().map(AsRef::as_ref))
}

/// The same for any tasks.
pub(crate) fn duplicates_among<'t>(tasks: impl Iterator<Item = &'t dyn Task>) -> Result<(), DuplicateTasks> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for task in tasks {
        let place = match task.instantiated_in() {
            place if place.is_empty() => format!("an unknown place ({task:?})"),
            place => place,
        };
        places.entry(task.name()).or_default().push(place);
    }
    let names: Vec<_> = places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    if names.is_empty() { Ok(()) } else { Err(DuplicateTasks { names }) }
}

/// A task that this program does not have.
#[derive(Debug)]
pub struct UnknownTask {
    wanted: String,
    near: Vec<String>,
    ambiguous: bool,
    known: usize,
}

impl fmt::Display for UnknownTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ambiguous {
            write!(f, "`{}` could be any of {}; say which", self.wanted, quoted(&self.near))?;
            return Ok(());
        }
        write!(f, "there is no task `{}` among the {} of this program", self.wanted, self.known)?;
        if !self.near.is_empty() {
            write!(f, "; near it: {}", quoted(&self.near))?;
        }
        f.write_str(
            "; a task of a library crate is there only if the crate is linked, for which `use the_crate as _;` is enough",
        )
    }
}

impl std::error::Error for UnknownTask {}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Finds the task of that name, or the only one that is meant by the end of its name, or by the beginning of its
/// last part (names of maps end in a digest that nobody types).
///
/// # Errors
/// When there is none, or more than one that could be meant; the error lists what comes near.
pub fn find(wanted: &str) -> Result<&'static TaskRef, UnknownTask> {
    find_among(tasks(), wanted)
}

/// The same among any tasks.
pub(crate) fn find_among<'t>(tasks: &'t [TaskRef], wanted: &str) -> Result<&'t TaskRef, UnknownTask> {
    if let Some(task) = tasks.iter().find(|task| task.name() == wanted) {
        return Ok(task);
    }
    let suffix = format!(".{wanted}");
    let ends = |name: &str| name.ends_with(&suffix);
    let begins = |name: &str| {
        !wanted.is_empty() && name.rsplit('.').next().is_some_and(|last| last.starts_with(wanted))
    };
    for meant in [&ends as &dyn Fn(&str) -> bool, &begins] {
        let matching: Vec<&TaskRef> = tasks.iter().filter(|task| meant(&task.name())).collect();
        match matching.as_slice() {
            [] => {}
            [task] => return Ok(task),
            several => {
                return Err(UnknownTask {
                    wanted: wanted.to_owned(),
                    near: several.iter().map(|task| task.name()).collect(),
                    ambiguous: true,
                    known: tasks.len(),
                });
            }
        }
    }
    Err(unknown_among(tasks, wanted))
}

/// The error for a name that no task of this program has.
pub(super) fn unknown(wanted: &str) -> UnknownTask {
    unknown_among(tasks(), wanted)
}

fn unknown_among(tasks: &[TaskRef], wanted: &str) -> UnknownTask {
    let names: Vec<String> = tasks.iter().map(|task| task.name()).collect();
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let mut near: Vec<(f64, String)> = names
        .iter()
        .map(|name| {
            let whole = strsim::jaro_winkler(name, wanted);
            let tail = strsim::jaro_winkler(&last(name), &last(wanted));
            (whole.max(tail), name.clone())
        })
        .filter(|(score, _)| *score > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.truncate(5);
    UnknownTask {
        wanted: wanted.to_owned(),
        near: near.into_iter().map(|(_, name)| name).collect(),
        ambiguous: false,
        known: names.len(),
    }
}
