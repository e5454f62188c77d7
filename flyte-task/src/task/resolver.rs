//! From the arguments of a container back to the task they mean.

use std::fmt;

use super::registry::{self, UnknownTask};
use super::{MapTaskResolver, SerializationSettings, Task, TaskRef, tasks};

/// Finds tasks again in their containers (flytekit: `TaskResolverMixin`).
///
/// A resolver of one's own is made known by [`register_resolver!`](crate::register_resolver); tasks name it by
/// [`Task::resolver`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `resolver`",
    label = "not a resolver",
    note = "implement `flyte_task::task::TaskResolver` for it"
)]
pub trait TaskResolver: fmt::Debug + Send + Sync {
    /// Where the resolver is found: the value of `--resolver`.
    fn location(&self) -> String;

    /// The resolver's name, for messages.
    fn name(&self) -> String;

    /// The arguments from which [`TaskResolver::load_task`] finds the task again.
    fn loader_args(&self, settings: &SerializationSettings, task: &dyn Task) -> Vec<String>;

    /// Finds a task by its loader arguments.
    ///
    /// # Errors
    /// When the arguments are of another form, or no task is meant by them.
    fn load_task(&self, loader_args: &[String]) -> Result<TaskRef, LoadError>;

    /// All tasks it can find; those of a registered resolver are tasks of the program.
    fn all_tasks(&self) -> Vec<TaskRef>;

    /// The name under which a task is to be registered, if the resolver wants another than the task's own.
    fn task_name(&self, task: &dyn Task) -> Option<String> {
        let _ = task;
        None
    }
}

/// A task that a resolver could not find.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// The arguments are not of the resolver's form.
    Arguments {
        /// What they should look like.
        expected: String,
        /// What they are.
        found: Vec<String>,
    },
    /// No task of this program is meant by them.
    Unknown(UnknownTask),
    /// No resolver of this program is meant.
    Resolver {
        /// The one that was asked for.
        wanted: String,
        /// Those that are there.
        known: Vec<String>,
    },
    /// A resolver's own reason.
    Other(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments { expected, found } => {
                write!(f, "the task's loader arguments must be `{expected}`, found `{}`", found.join(" "))
            }
            Self::Unknown(unknown) => unknown.fmt(f),
            Self::Resolver { wanted, known } => {
                write!(f, "there is no resolver `{wanted}` in this program; it has `{}`", known.join("`, `"))
            }
            Self::Other(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for LoadError {}

/// Finds tasks in the registry by module and name, as flytekit's default resolver does by import.
#[derive(Debug, Clone, Copy, Default)]
pub struct DefaultTaskResolver;

impl TaskResolver for DefaultTaskResolver {
    fn location(&self) -> String {
        "flyte_task.default_task_resolver".to_owned()
    }

    fn name(&self) -> String {
        "DefaultTaskResolver".to_owned()
    }

    fn loader_args(&self, _: &SerializationSettings, task: &dyn Task) -> Vec<String> {
        let location = task.location();
        vec!["task-module".to_owned(), location.module, "task-name".to_owned(), location.name]
    }

    fn load_task(&self, loader_args: &[String]) -> Result<TaskRef, LoadError> {
        let [_, module, _, name] = loader_args else {
            return Err(LoadError::Arguments {
                expected: "task-module MODULE task-name FN".to_owned(),
                found: loader_args.to_vec(),
            });
        };
        tasks()
            .iter()
            .find(|task| {
                let location = task.location();
                location.name == *name && location.module == *module
            })
            .cloned()
            .ok_or_else(|| LoadError::Unknown(registry::unknown(&format!("{module}.{name}"))))
    }

    fn all_tasks(&self) -> Vec<TaskRef> {
        tasks().to_vec()
    }
}

/// A resolver that was made known to this program.
#[derive(Debug)]
pub struct ResolverEntry(
    /// The resolver.
    pub &'static dyn TaskResolver,
);

inventory::collect!(ResolverEntry);

/// Makes a resolver known, so that `--resolver` finds it: `register_resolver!(MyResolver);`
///
/// The argument is a constant expression of a type that implements
/// [`TaskResolver`](crate::task::TaskResolver).
#[macro_export]
macro_rules! register_resolver {
    ($resolver:expr) => {
        $crate::__private::inventory::submit! { $crate::task::ResolverEntry(&$resolver) }
        $crate::__private::entry_record! { "register_resolver!" }
    };
}

/// The resolver at a location.
///
/// # Errors
/// When there is none; the error lists those that are there.
pub fn resolver(location: &str) -> Result<&'static dyn TaskResolver, LoadError> {
    let known: Vec<&'static dyn TaskResolver> = resolvers();
    known.iter().find(|resolver| resolver.location() == location).copied().ok_or_else(|| {
        LoadError::Resolver {
            wanted: location.to_owned(),
            known: known.iter().map(|resolver| resolver.location()).collect(),
        }
    })
}

fn resolvers() -> Vec<&'static dyn TaskResolver> {
    let mut known: Vec<&'static dyn TaskResolver> = vec![&DefaultTaskResolver, &MapTaskResolver];
    known.extend(inventory::iter::<ResolverEntry>.into_iter().map(|entry| entry.0));
    known
}
