//! How Flyte treats a task: cache, retries, timeout and the like.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use flyte_idl::core::runtime_metadata::RuntimeType;
use flyte_idl::core::task_metadata::InterruptibleValue;
use flyte_idl::core::{self, K8sObjectMetadata, RetryStrategy, RuntimeMetadata};

use super::cache::Cache;
use crate::types::wire_duration;

/// The release of Flyte whose contract this crate keeps, then our own.
///
/// Flyte hands values that it keeps outside of literals only to tasks whose runtime version is recent enough by
/// the numbers of its own SDK, and reads the first three numbers it finds.
const RUNTIME_VERSION: &str = concat!("1.16.8+flyte-task.", env!("CARGO_PKG_VERSION"));

/// How Flyte treats a task (flytekit: `TaskMetadata`).
///
/// What flytekit checks when one is made cannot be said wrongly here: only a [`Cache`] can be serialized or ignore
/// inputs and it always has a version, retries are never negative, and a timeout is never negative either.
///
/// ```
/// use std::time::Duration;
/// use flyte_task::task::{Cache, TaskMetadata};
///
/// let metadata = TaskMetadata::default()
///     .with_cache(Cache::version("1.0")?.serialized())
///     .with_retries(3)
///     .with_timeout(Duration::from_secs(3600));
/// assert!(metadata.cache_serialize());
/// assert_eq!(metadata.cache_version(), "1.0");
/// # Ok::<(), flyte_task::task::CacheError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskMetadata {
    cache: Option<Cache>,
    interruptible: Option<bool>,
    deprecated: String,
    retries: u32,
    timeout: Option<Duration>,
    pod_template_name: String,
    generates_deck: bool,
    is_eager: bool,
    labels: BTreeMap<String, String>,
    annotations: BTreeMap<String, String>,
}

impl TaskMetadata {
    /// The same, cached.
    pub fn with_cache(mut self, cache: Cache) -> Self {
        self.cache = Some(cache);
        self
    }

    /// The same, with a recoverable failure tried again so often.
    pub fn with_retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The same, with each try ended after so long; zero means no end.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = (!timeout.is_zero()).then_some(timeout);
        self
    }

    /// The same, allowed (or not) on machines that can be taken away.
    pub fn with_interruptible(mut self, interruptible: bool) -> Self {
        self.interruptible = Some(interruptible);
        self
    }

    /// The same, with a reason why nobody should use the task any more.
    pub fn with_deprecated(mut self, reason: impl Into<String>) -> Self {
        self.deprecated = reason.into();
        self
    }

    /// The same, with the pod built from a `PodTemplate` of the cluster.
    pub fn with_pod_template_name(mut self, name: impl Into<String>) -> Self {
        self.pod_template_name = name.into();
        self
    }

    /// The same, with or without a deck.
    pub fn with_deck(mut self, generates_deck: bool) -> Self {
        self.generates_deck = generates_deck;
        self
    }

    /// The same, with a label on the pod.
    pub fn with_label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// The same, with an annotation on the pod.
    pub fn with_annotation(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.annotations.insert(key.into(), value.into());
        self
    }

    /// Whether Flyte keeps the outputs and reuses them for equal inputs.
    pub fn cache(&self) -> bool {
        self.cache.is_some()
    }

    /// Whether equal runs at the same time wait for the first one's outputs.
    pub fn cache_serialize(&self) -> bool {
        self.cache.as_ref().is_some_and(Cache::is_serialized)
    }

    /// The version of the task's logic for the cache; empty if it is not cached.
    pub fn cache_version(&self) -> &str {
        self.cache.as_ref().map(Cache::version_text).unwrap_or_default()
    }

    /// The inputs that do not count when inputs are compared.
    pub fn cache_ignore_input_vars(&self) -> &[String] {
        self.cache.as_ref().map(Cache::ignored_inputs).unwrap_or_default()
    }

    /// Whether the task may run on machines that can be taken away; Flyte's own setting if absent.
    pub fn interruptible(&self) -> Option<bool> {
        self.interruptible
    }

    /// Why nobody should use the task any more; empty if it is current.
    pub fn deprecated(&self) -> &str {
        &self.deprecated
    }

    /// How often a recoverable failure is tried again.
    pub fn retries(&self) -> u32 {
        self.retries
    }

    /// The longest a single try may run.
    ///
    /// Flyte reads it from the nodes of workflows; a task that is launched by itself runs without one.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The `PodTemplate` of the cluster to build the pod from; empty for none.
    pub fn pod_template_name(&self) -> &str {
        &self.pod_template_name
    }

    /// Whether the task leaves a deck.
    pub fn generates_deck(&self) -> bool {
        self.generates_deck
    }

    /// Whether the task launches others while it runs.
    pub fn is_eager(&self) -> bool {
        self.is_eager
    }

    /// The retries as a message; always present in a `TaskSpec`, since admin takes an absent one for three.
    pub fn retry_strategy(&self) -> RetryStrategy {
        RetryStrategy { retries: self.retries }
    }

    /// Whether these settings fit a task with such inputs.
    ///
    /// # Errors
    /// When an input that is to be ignored does not exist; flytekit accepts that.
    pub fn check<'a>(&self, mut inputs: impl Iterator<Item = &'a str> + Clone) -> Result<(), MetadataError> {
        let missing =
            self.cache_ignore_input_vars().iter().find(|name| !inputs.clone().any(|input| input == *name));
        match missing {
            None => Ok(()),
            Some(name) => Err(MetadataError {
                ignored: name.clone(),
                inputs: inputs.by_ref().map(str::to_owned).collect(),
            }),
        }
    }

    /// The message that goes into a `TaskSpec` (flytekit: `to_taskmetadata_model`).
    pub fn to_model(&self) -> core::TaskMetadata {
        core::TaskMetadata {
            discoverable: self.cache(),
            runtime: Some(RuntimeMetadata {
                r#type: RuntimeType::FlyteSdk.into(),
                version: RUNTIME_VERSION.to_owned(),
                flavor: "rust".to_owned(),
            }),
            timeout: self.timeout.map(wire_duration),
            retries: Some(self.retry_strategy()),
            discovery_version: self.cache_version().to_owned(),
            deprecated_error_message: self.deprecated.clone(),
            cache_serializable: self.cache_serialize(),
            pod_template_name: self.pod_template_name.clone(),
            cache_ignore_input_vars: self.cache_ignore_input_vars().to_vec(),
            is_eager: self.is_eager,
            // Present even when false: an absent one makes Flyte look for a deck after every run.
            generates_deck: Some(self.generates_deck),
            metadata: Some(K8sObjectMetadata {
                labels: self.labels.clone(),
                annotations: self.annotations.clone(),
            }),
            interruptible_value: self.interruptible.map(InterruptibleValue::Interruptible),
            ..core::TaskMetadata::default()
        }
    }
}

/// Settings that do not fit the task.
#[derive(Debug)]
pub struct MetadataError {
    ignored: String,
    inputs: Vec<String>,
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inputs: Vec<String> = self.inputs.iter().map(|name| format!("`{name}`")).collect();
        let inputs = if inputs.is_empty() { "none".to_owned() } else { inputs.join(", ") };
        write!(
            f,
            "the cache is to ignore the input `{}`, which does not exist; the inputs are {inputs}",
            self.ignored
        )
    }
}

impl std::error::Error for MetadataError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ignored_input_must_exist() {
        let cache = Cache::version("1").unwrap().ignoring(["y"]);
        let metadata = TaskMetadata::default().with_cache(cache);
        assert!(metadata.check(["x", "y"].into_iter()).is_ok());
        let error = metadata.check(["x"].into_iter()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the cache is to ignore the input `y`, which does not exist; the inputs are `x`"
        );
    }

    #[test]
    fn what_is_not_said_is_as_flytekit_leaves_it() {
        let model = TaskMetadata::default().to_model();
        assert_eq!(model.retries, Some(RetryStrategy { retries: 0 }));
        assert_eq!(
            (model.generates_deck, model.timeout, model.interruptible_value),
            (Some(false), None, None)
        );
        assert_eq!(TaskMetadata::default().with_timeout(Duration::ZERO).timeout(), None);
    }
}
