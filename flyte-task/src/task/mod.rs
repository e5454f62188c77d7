//! Tasks: what they are, where they are found, what they are registered as.

mod cache;
mod config;
mod container;
mod container_task;
mod contract;
mod descriptor;
mod digest;
mod docs;
mod extras;
mod function;
mod image;
mod map_run;
mod map_task;
mod metadata;
mod options;
mod pod;
#[cfg(feature = "pod-any")]
mod pod_template;
mod reference_task;
mod registry;
mod resolver;
mod serialization_error;
mod settings;
mod sql_task;
mod stand_in;

pub use cache::{Cache, CacheError, CachePolicy, VersionParameters};
pub use config::TaskConfig;
pub use container::{ContainerParts, container};
pub use container_task::ContainerTask;
pub(crate) use contract::node_metadata;
pub use contract::{Task, TaskLocation, TaskRef};
pub use descriptor::{TaskDescriptor, TaskFn};
pub(crate) use digest::sha256;
pub use docs::Documentation;
pub use extras::{Accelerator, Partition, SecretMount, SecretRequest, extended_resources, security_context};
pub use function::{FunctionTask, OutputsFuture, Run};
pub(crate) use function::{outputs as function_outputs, outputs_future as function_outputs_future};
pub use map_task::{MapTask, MapTaskResolver};
pub use metadata::{MetadataError, TaskMetadata};
pub use options::{DocsOptions, PostExecute, PreExecute, Resources, TaskOptions};
#[cfg(feature = "cli")]
pub(crate) use pod::{primary_container, primary_container_name};
#[cfg(feature = "pod-any")]
pub use pod_template::PodTemplate;
pub use reference_task::ReferenceTask;
#[cfg(feature = "records")]
pub(crate) use registry::duplicates_among;
#[cfg(feature = "cargo-flyte")]
pub(crate) use registry::find_among;
pub use registry::{DuplicateTasks, TaskEntry, UnknownTask, duplicates, find, tasks};
pub use resolver::{DefaultTaskResolver, LoadError, ResolverEntry, TaskResolver, resolver};
pub use serialization_error::SerializationError;
pub use settings::SerializationSettings;
pub use sql_task::SqlTask;
#[cfg(feature = "testing")]
pub(crate) use stand_in::StandIn;
pub(crate) use stand_in::stand_in;
