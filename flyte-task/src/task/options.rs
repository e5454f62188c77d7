//! The options of `#[task]`, as constant data.

use std::time::Duration;

/// What `#[task(..)]` was told; everything is optional.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaskOptions {
    /// The name under which the task is registered, instead of module and fn.
    pub name: Option<&'static str>,
    /// Whether Flyte keeps the outputs and reuses them for equal inputs.
    pub cache: bool,
    /// The version of the task's logic for the cache; derived from interface and body if absent.
    pub cache_version: Option<&'static str>,
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
    /// Environment variables of the container, in order.
    pub environment: &'static [(&'static str, &'static str)],
    /// What the container is guaranteed.
    pub requests: Resources,
    /// What the container may not exceed.
    pub limits: Resources,
    /// The image to run in, instead of the one given at registration; empty for that one.
    pub container_image: &'static str,
}

impl TaskOptions {
    /// No option given.
    pub const NONE: Self = Self {
        name: None,
        cache: false,
        cache_version: None,
        cache_serialize: false,
        cache_ignore_input_vars: &[],
        retries: 0,
        timeout: None,
        interruptible: None,
        deprecated: "",
        pod_template_name: "",
        environment: &[],
        requests: Resources::NONE,
        limits: Resources::NONE,
        container_image: "",
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
