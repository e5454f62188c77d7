//! Options that name code of the user's, or put texts where the cluster reads them.

use flyte_task::deck::DeckField;
use flyte_task::error::BoxError;
use flyte_task::prelude::*;
use flyte_task::task::{
    CachePolicy, DefaultTaskResolver, LoadError, SerializationSettings, Task, TaskConfig, TaskFn, TaskRef, TaskResolver, VersionParameters,
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

struct By(&'static str);

impl CachePolicy for By {
    fn version(&self, salt: &str, parameters: &VersionParameters<'_>) -> Result<String, BoxError> {
        match self.0 {
            "image" => Ok(format!("{}{salt}", parameters.container_image)),
            other => Err(format!("nothing known of {other}").into()),
        }
    }
}

#[task(cache, cache_policies(By("image")), cache_salt = "1", container_image = "image:1")]
fn by_image() {}

#[task(cache, cache_policies(By("image"), By("weather")))]
fn by_weather() {}

#[task(cache)]
fn unsalted(a: i64) -> i64 {
    a
}

#[task(cache, cache_salt = "1", cache_serialize)]
fn salted(a: i64) -> i64 {
    a
}

#[task(enable_deck, deck_fields(input, "Source Code"))]
fn reported() {}

#[task(enable_deck = false)]
fn unreported() {}

fn main() {
    // hashlib.sha256(b"image:11").hexdigest()
    let version = "908860070b5cd36a7befa79a8329054d2e66d9cc0969f1f9ca59af7cfe860c18";
    assert_eq!(by_image::TASK.metadata().cache_version(), version);
    let error = by_weather::TASK.check().unwrap_err().to_string();
    assert!(error.contains("nothing known of weather"), "{error}");
    let salted = salted::TASK.metadata();
    assert!(salted.cache_serialize());
    assert_ne!(salted.cache_version(), unsalted::TASK.metadata().cache_version());

    assert!(reported::TASK.enable_deck());
    assert_eq!(reported::TASK.deck_fields(), [DeckField::Input, DeckField::SourceCode]);
    assert!(!unreported::TASK.enable_deck());
    assert_eq!(unreported::TASK.deck_fields(), DeckField::ALL);

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
