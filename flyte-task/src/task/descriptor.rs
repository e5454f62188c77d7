//! Everything the compiler knows of a task fn.

use super::digest;
use super::{Cache, CacheError, CachePolicy, FunctionTask, TaskMetadata, TaskOptions, VersionParameters};
use crate::interface::{InputDescriptor, Outputs, VariableDescriptor};

/// The record of one `#[task]` fn, laid down as constant data.
#[derive(Debug)]
pub struct TaskDescriptor {
    /// The fn's name.
    pub function: &'static str,
    /// The module it stands in, as Rust writes it (`crate::module`).
    pub module: &'static str,
    /// The source file, for messages.
    pub file: &'static str,
    /// The line in that file.
    pub line: u32,
    /// The fn's doc comment; empty if there is none.
    pub docs: &'static str,
    /// Whether the fn is async.
    pub is_async: bool,
    /// Its inputs, in the order of the parameters.
    pub inputs: &'static [InputDescriptor],
    /// Its outputs, in order.
    pub outputs: &'static [VariableDescriptor],
    /// What `#[task(..)]` was told.
    pub options: TaskOptions,
    /// A digest of the fn's body, free of layout and comments.
    pub body_digest: &'static str,
    /// The fn as it was written, where the task leaves a report that shows it; empty elsewhere.
    pub source: &'static str,
}

/// Implemented for the type that stands beside every task fn and bears its name.
pub trait TaskFn {
    /// What the task returns when all goes well.
    type Outputs: Outputs;

    /// The task: its record and the way to call it.
    const TASK: FunctionTask;

    /// The task's record.
    const DESCRIPTOR: &'static TaskDescriptor = Self::TASK.descriptor;
}

impl TaskDescriptor {
    /// The name under which the task is registered: `crate.module.function` unless an option says otherwise.
    ///
    /// Dots, not `::`, because Flyte splits identifiers at colons.
    pub fn name(&self) -> String {
        match self.options.name {
            Some(name) => name.to_owned(),
            None => format!("{}.{}", self.module_path(), self.function),
        }
    }

    /// The module in dotted form.
    pub fn module_path(&self) -> String {
        self.module.replace("::", ".")
    }

    /// Whether and how Flyte keeps the task's outputs; none if the task is not cached and names no version.
    ///
    /// Where `cache` is asked for without a version, it is derived. Without policies that is done from the interface
    /// and the body: the version changes whenever either does (or the salt), and only then. Code that the body calls
    /// does not count.
    ///
    /// # Errors
    /// When a policy could not derive a version.
    pub fn cache(&self) -> Option<Result<Cache, CacheError>> {
        let options = &self.options;
        let cache = match options.cache_version {
            Some(version) => Cache::version(version),
            None if !options.cache => return None,
            None if options.cache_policies.is_empty() => {
                Cache::version(self.derived_version(options.cache_salt))
            }
            None => self.cache_by_policies(),
        };
        Some(cache.map(|cache| {
            let cache = cache.ignoring(options.cache_ignore_input_vars.iter().copied());
            if options.cache_serialize { cache.serialized() } else { cache }
        }))
    }

    /// How Flyte treats the task.
    pub fn metadata(&self) -> TaskMetadata {
        let options = &self.options;
        let mut metadata = TaskMetadata::default()
            .with_retries(options.retries)
            .with_deprecated(options.deprecated)
            .with_pod_template_name(options.pod_template_name)
            .with_deck(options.enable_deck);
        // A cache that cannot be keeps the task from being registered, see `FunctionTask::check`.
        if let Some(Ok(cache)) = self.cache() {
            metadata = metadata.with_cache(cache);
        }
        for (key, value) in options.labels {
            metadata = metadata.with_label(*key, *value);
        }
        for (key, value) in options.annotations {
            metadata = metadata.with_annotation(*key, *value);
        }
        if let Some(timeout) = options.timeout {
            metadata = metadata.with_timeout(timeout);
        }
        match options.interruptible {
            Some(interruptible) => metadata.with_interruptible(interruptible),
            None => metadata,
        }
    }

    fn cache_by_policies(&self) -> Result<Cache, CacheError> {
        let policies: Vec<Box<dyn CachePolicy>> =
            self.options.cache_policies.iter().map(|policy| policy()).collect();
        let policies: Vec<&dyn CachePolicy> = policies.iter().map(AsRef::as_ref).collect();
        let parameters = VersionParameters {
            task: &self.name(),
            code: &self.derived_version(""),
            container_image: self.options.container_image,
            pod_template_name: self.options.pod_template_name,
        };
        Cache::from_policies(&policies, self.options.cache_salt, &parameters)
    }

    fn derived_version(&self, salt: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        // Lengths keep neighbouring parts apart.
        let mut part = |text: &str| parts.push(format!("{}:{text}", text.len()));
        for input in self.inputs {
            part(input.name);
            part(&input.ty.fingerprint());
            part(input.default.map_or("", |default| default.text));
        }
        part("->");
        for output in self.outputs {
            part(output.name);
            part(&output.ty.fingerprint());
        }
        part(self.body_digest);
        if !salt.is_empty() {
            part(salt);
        }
        let mut version = digest::sha256(parts);
        // Sixteen digits tell the versions of one task apart.
        version.truncate(16);
        version
    }
}
