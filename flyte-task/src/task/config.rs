//! Settings of a plugin, which make a task fn a task of the plugin's type.

use std::collections::BTreeMap;
use std::fmt;

use flyte_idl::prost_types::Struct;

use super::{SerializationSettings, TaskMetadata};

/// What a plugin of Flyte needs to know of a task (flytekit: the object given as `task_config`).
///
/// A task fn with `#[task(task_config = expression)]` becomes a task of the plugin's type; it still runs in its own
/// container, which the plugin starts as it needs.
///
/// ```
/// use std::collections::BTreeMap;
/// use flyte_task::prelude::*;
/// use flyte_task::prost_types::Struct;
/// use flyte_task::task::{SerializationSettings, TaskConfig};
///
/// /// A PyTorch job of the training operator.
/// #[derive(Debug)]
/// struct PyTorch {
///     workers: u32,
/// }
///
/// impl TaskConfig for PyTorch {
///     fn task_type(&self) -> String {
///         "pytorch".to_owned()
///     }
///
///     fn custom(&self, _: &SerializationSettings) -> Option<Struct> {
///         let workers = flyte_task::flyte_idl::value::number(f64::from(self.workers));
///         Some(Struct { fields: BTreeMap::from([("workers".to_owned(), workers)]) })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `task_config`",
    label = "not the settings of a plugin",
    note = "implement `flyte_task::task::TaskConfig` for it"
)]
pub trait TaskConfig: fmt::Debug + Send + Sync {
    /// The task's type, by which Flyte finds the plugin.
    fn task_type(&self) -> String;

    /// The version of the type, for plugins that know several.
    fn task_type_version(&self) -> i32 {
        0
    }

    /// What the plugin needs to know, as the task's `custom`.
    fn custom(&self, settings: &SerializationSettings) -> Option<Struct> {
        let _ = settings;
        None
    }

    /// What the plugin needs to know, as the task's `config`.
    fn config(&self, settings: &SerializationSettings) -> BTreeMap<String, String> {
        let _ = settings;
        BTreeMap::new()
    }

    /// The metadata of such a task, from what the task itself says.
    fn metadata(&self, own: TaskMetadata) -> TaskMetadata {
        own
    }
}
