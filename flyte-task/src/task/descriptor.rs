//! Everything the compiler knows of a task fn.

use super::digest;
use super::{Cache, FunctionTask, TaskMetadata, TaskOptions};
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

    /// The version of the task's logic for the cache; none if the task is not cached and names none.
    ///
    /// Where `cache` is asked for without a version, it is derived from the interface and the body: it changes
    /// whenever either does, and only then. Code that the body calls does not count.
    pub fn cache_version(&self) -> Option<String> {
        match self.options.cache_version {
            Some(version) => Some(version.to_owned()),
            None if self.options.cache => Some(self.derived_version()),
            None => None,
        }
    }

    /// How Flyte treats the task.
    pub fn metadata(&self) -> TaskMetadata {
        let options = &self.options;
        let mut metadata = TaskMetadata::default()
            .with_retries(options.retries)
            .with_deprecated(options.deprecated)
            .with_pod_template_name(options.pod_template_name);
        // The macro refuses an empty version, so a cached task has its cache.
        if let Some(Ok(mut cache)) = self.cache_version().map(Cache::version) {
            cache = cache.ignoring(options.cache_ignore_input_vars.iter().copied());
            metadata = metadata.with_cache(if options.cache_serialize { cache.serialized() } else { cache });
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

    fn derived_version(&self) -> String {
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
        let mut version = digest::sha256(parts);
        // Sixteen digits tell the versions of one task apart.
        version.truncate(16);
        version
    }
}
