//! Write Flyte tasks as plain Rust functions.

#[cfg(feature = "cli")]
mod cli;
pub mod context;
pub mod env;
pub mod error;
pub mod execution;
pub mod exit;
pub mod interface;
mod program;
pub mod serialization;
pub mod storage;
pub mod task;
pub mod types;
pub mod workflow;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use context::ExecutionContext;
pub use flyte_idl;
pub use flyte_idl::prost_types;

pub use error::{Failure, IgnoreOutputs, ResultExt, TaskError};
/// Makes a struct or an enum of one's own a Flyte type.
///
/// - A **struct** is a `STRUCT` of named fields, in Python a dataclass with the same fields. One without a name for
///   its only field (`struct Meters(f64);`) is the same Flyte type as that field.
/// - An **enum without values** is a Flyte enum: one of a few strings, the variants' names unless they are renamed.
/// - An **enum with values** is a union of the values' types. Each variant holds one value; one without a value is
///   none. Variants that a reader could not tell apart are refused by the compiler.
///
/// ```
/// use flyte_task::prelude::*;
/// use flyte_task::storage::Storage;
/// use flyte_task::types::{from_literal, to_literal};
///
/// /// A model after training.
/// #[derive(FlyteType, Debug, PartialEq)]
/// struct Model {
///     weights: Vec<f64>,
///     stage: Stage,
///     #[flyte(default)]
///     note: Option<String>,
///     #[flyte(default = "v1")]
///     version: String,
/// }
///
/// #[derive(FlyteType, Debug, PartialEq)]
/// #[flyte(rename_all = "lowercase")]
/// enum Stage {
///     Draft,
///     Released,
/// }
///
/// #[derive(FlyteType, Debug, PartialEq)]
/// enum Source {
///     Rows(i64),
///     Trained(Model),
///     Nothing,
/// }
///
/// let model = Model { weights: vec![0.5], stage: Stage::Draft, note: None, version: "v1".to_owned() };
/// let source = Source::Trained(model);
/// assert_eq!(from_literal::<Source>(&to_literal(&source)?, &Storage::new())?, source);
/// # Ok::<(), flyte_task::types::ConversionError>(())
/// ```
///
/// # Options
/// | `#[flyte(..)]` | on | meaning |
/// |---|---|---|
/// | `rename = ".."` | field, variant of an enum | its name on the wire |
/// | `rename_all = ".."` | struct, enum | how all names are written, by serde's rules: `"camelCase"`, `"kebab-case"` .. |
/// | `alias = ".."` | field | one more name under which it is read |
/// | `default`, `default = value` | field | what it is when missing; readers see plain values in the schema |
/// | `default` | struct | missing fields are taken from the struct's own `Default` |
/// | `skip` | field | not on the wire; made by `Default`, or by `default = value` |
/// | `deny_unknown_fields` | struct | a key that names no field is an error instead of being passed over |
/// | `title = ".."` | type | the name that readers see, instead of the Rust one |
/// | `crate = path` | type | where this crate is found, if not as `::flyte_task` |
///
/// The attributes of serde with the same names mean the same here, whether or not serde's own derives are used;
/// where both speak, `#[flyte(..)]` counts. Those that a Flyte type cannot honour, such as `flatten`, are refused.
///
/// A type may hold itself through a list, map or box and can then be converted, but not be registered: Flyte
/// describes a type by writing out all that it holds.
pub use flyte_task_macros::FlyteType;
/// Names the outputs of a task after the fields of the struct that it returns.
///
/// Each field is an output of its own, described by its doc comment; `#[flyte(rename = "..")]` gives it another
/// name. A type is either this or a [`FlyteType`], since a task that returns the latter has it as its one output.
///
/// ```
/// use flyte_task::prelude::*;
///
/// #[derive(Outputs)]
/// struct Stats {
///     /// The arithmetic mean.
///     mean: f64,
///     count: i64,
/// }
///
/// let names: Vec<_> = Stats::VARIABLES.iter().map(|variable| variable.name).collect();
/// assert_eq!(names, ["mean", "count"]);
/// # let _ = |stats: Stats| (stats.mean, stats.count);
/// ```
pub use flyte_task_macros::Outputs;
pub use flyte_task_macros::task;
pub use interface::Outputs;
pub use program::Program;
pub use types::FlyteType;

/// What a file with tasks imports.
pub mod prelude {
    pub use crate::error::{Failure, IgnoreOutputs, ResultExt, TaskError};
    pub use crate::{FlyteType, Outputs, task};
}
