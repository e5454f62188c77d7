//! Options that name code of the user's, or put texts where the cluster reads them.

use flyte_task::prelude::*;
use flyte_task::task::{
    DefaultTaskResolver, LoadError, SerializationSettings, Task, TaskConfig, TaskFn, TaskRef, TaskResolver,
};

#[derive(Debug, Default)]
struct Job {
    workers: Vec<u32>,
}

impl TaskConfig for Job {
    fn task_type(&self) -> String {
        format!("job-of-{}", self.workers.len())
    }
}

#[task(task_config = Job { workers: vec![1, 2] })]
fn literal() {}

#[task(task_config = Job::default(), retries = 1)]
fn made() {}

#[task(task_config = if cfg!(unix) || cfg!(windows) { Job { workers: vec![1] } } else { Job::default() })]
fn branching() {}

#[derive(Debug)]
struct Mine(&'static str);

impl TaskResolver for Mine {
    fn location(&self) -> String {
        self.0.to_owned()
    }

    fn name(&self) -> String {
        self.0.to_owned()
    }

    fn loader_args(&self, settings: &SerializationSettings, task: &dyn Task) -> Vec<String> {
        DefaultTaskResolver.loader_args(settings, task)
    }

    fn load_task(&self, loader_args: &[String]) -> Result<TaskRef, LoadError> {
        DefaultTaskResolver.load_task(loader_args)
    }

    fn all_tasks(&self) -> Vec<TaskRef> {
        Vec::new()
    }
}

mod resolvers {
    pub const CONSTANT: super::Mine = super::Mine("constant");
    pub static STATIC: super::Mine = super::Mine("static");
}

#[task(resolver = resolvers::CONSTANT)]
fn by_constant() {}

#[task(resolver = resolvers::STATIC)]
fn by_static() {}

#[task(resolver = DefaultTaskResolver)]
fn by_unit() {}

#[task(
    requests(gpu = 1),
    accelerator(device = "nvidia-tesla-a100", unpartitioned = false),
    shared_memory = false,
    labels("app.kubernetes.io/name" = "a", r#type = ""),
    annotations("example.com/note" = "any text: {}"),
    docs(source_link = "https://example.com"),
    container_image = "{{ .image.gpu.fqn }}:{{.images.gpu.version}}"
)]
fn texts() {}

fn main() {
    assert_eq!(literal::TASK.task_type(), "job-of-2");
    assert_eq!(made::TASK.task_type(), "job-of-0");
    assert_eq!(branching::TASK.task_type(), "job-of-1");
    assert_eq!(by_constant::TASK.resolver().location(), "constant");
    assert_eq!(by_static::TASK.resolver().location(), "static");
    assert_eq!(by_unit::TASK.resolver().name(), "DefaultTaskResolver");
    let options = &texts::DESCRIPTOR.options;
    assert_eq!(options.labels, [("app.kubernetes.io/name", "a"), ("type", "")]);
    assert_eq!(options.shared_memory, None);
    assert_eq!(options.docs.icon_link, "");
}
