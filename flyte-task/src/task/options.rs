//! The options of `#[task]`, as constant data.

use std::time::Duration;

#[cfg(feature = "pod-any")]
use super::PodTemplate;
use super::{Accelerator, CachePolicy, SecretRequest, TaskConfig, TaskResolver};
use crate::context::ExecutionContext;
use crate::deck::DeckField;
use crate::error::TaskError;
use crate::interface::BoxOutputs;

/// What `#[task(..)]` was told; everything is optional.
#[derive(Debug, Clone, Copy)]
pub struct TaskOptions {
    /// The name under which the task is registered, instead of module and fn.
    pub name: Option<&'static str>,
    /// Whether Flyte keeps the outputs and reuses them for equal inputs.
    pub cache: bool,
    /// The version of the task's logic for the cache; derived from interface and body if absent.
    pub cache_version: Option<&'static str>,
    /// A text that goes into a derived version of the cache; empty for none.
    pub cache_salt: &'static str,
    /// What derives the version of the cache, in place of interface and body; none if it is empty.
    pub cache_policies: &'static [fn() -> Box<dyn CachePolicy>],
    /// Whether equal runs at the same time wait for the first one's outputs.
    pub cache_serialize: bool,
    /// The inputs that do not count when inputs are compared.
    pub cache_ignore_input_vars: &'static [&'static str],
    /// How often a recoverable failure is tried again.
    pub retries: u32,
    /// The longest a single try may run.
    pub timeout: Option<Duration>,
    /// Whether the task may run on machines that can be taken away; Flyte's own setting if absent.
    pub interruptible: Option<bool>,
    /// Why nobody should use this task any more; empty if it is current.
    pub deprecated: &'static str,
    /// A `PodTemplate` of the cluster to build the pod from; empty for none.
    pub pod_template_name: &'static str,
    /// The pod to run in, instead of a container only.
    #[cfg(feature = "pod-any")]
    pub pod_template: Option<fn() -> PodTemplate>,
    /// Environment variables of the container, in order.
    pub environment: &'static [(&'static str, &'static str)],
    /// What the container is guaranteed.
    pub requests: Resources,
    /// What the container may not exceed.
    pub limits: Resources,
    /// The image to run in, instead of the one given at registration; empty for that one. It may hold
    /// `{{.image.NAME.fqn}}` and the like.
    pub container_image: &'static str,
    /// The task's type; empty for a container that Flyte starts as it stands.
    pub task_type: &'static str,
    /// The version of the type.
    pub task_type_version: i32,
    /// Settings of a plugin, which make this a task of the plugin's type.
    pub task_config: Option<fn() -> Box<dyn TaskConfig>>,
    /// The secrets that the task is given.
    pub secret_requests: &'static [SecretRequest],
    /// The kind of GPU it runs on.
    pub accelerator: Option<Accelerator>,
    /// The size of its shared memory, empty for as much as the node has; none if it needs none.
    pub shared_memory: Option<&'static str>,
    /// Labels of the pod.
    pub labels: &'static [(&'static str, &'static str)],
    /// Annotations of the pod.
    pub annotations: &'static [(&'static str, &'static str)],
    /// Whether a run leaves a report for Flyte's console.
    pub enable_deck: bool,
    /// Which default decks the report has.
    pub deck_fields: &'static [DeckField],
    /// What finds the task again in its container, instead of the default resolver.
    pub resolver: Option<&'static dyn TaskResolver>,
    /// Called before the inputs are read; may change the run that the task sees.
    pub pre_execute: Option<PreExecute>,
    /// Called with what the task returned, before it is written; may change it.
    pub post_execute: Option<PostExecute>,
    /// A link to the source, and an icon, for people; the words come from the doc comment.
    pub docs: DocsOptions,
}

/// A hook before a task.
pub type PreExecute = fn(ExecutionContext) -> Result<ExecutionContext, TaskError>;

/// A hook behind a task, which is given outputs of the task's own type.
pub type PostExecute = fn(&ExecutionContext, BoxOutputs) -> Result<BoxOutputs, TaskError>;

/// What people are told of a task besides its doc comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocsOptions {
    /// A link to the task's source; empty for none.
    pub source_link: &'static str,
    /// A link to an icon; empty for none.
    pub icon_link: &'static str,
}

impl DocsOptions {
    /// Nothing said.
    pub const NONE: Self = Self { source_link: "", icon_link: "" };
}

impl TaskOptions {
    /// No option given.
    pub const NONE: Self = Self {
        name: None,
        cache: false,
        cache_version: None,
        cache_salt: "",
        cache_policies: &[],
        cache_serialize: false,
        cache_ignore_input_vars: &[],
        retries: 0,
        timeout: None,
        interruptible: None,
        deprecated: "",
        pod_template_name: "",
        #[cfg(feature = "pod-any")]
        pod_template: None,
        environment: &[],
        requests: Resources::NONE,
        limits: Resources::NONE,
        container_image: "",
        task_type: "",
        task_type_version: 0,
        task_config: None,
        secret_requests: &[],
        accelerator: None,
        shared_memory: None,
        labels: &[],
        annotations: &[],
        enable_deck: false,
        deck_fields: &DeckField::ALL,
        resolver: None,
        pre_execute: None,
        post_execute: None,
        docs: DocsOptions::NONE,
    };
}

/// Amounts of resources as Kubernetes quantities (`500m`, `2`, `4Gi`); empty where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resources {
    /// Processor cores.
    pub cpu: &'static str,
    /// Memory in bytes.
    pub mem: &'static str,
    /// Whole GPUs.
    pub gpu: &'static str,
    /// Disk in bytes that goes with the pod.
    pub ephemeral_storage: &'static str,
}

impl Resources {
    /// Nothing said.
    pub const NONE: Self = Self { cpu: "", mem: "", gpu: "", ephemeral_storage: "" };
}
