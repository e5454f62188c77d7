//! Every member of flytekit's `base_task` module by its counterpart here; ARCHITECTURE.md lists which is which.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use flyte_idl::core::task_template::Target;
use flyte_idl::core::{self, Sql};
use flyte_idl::prost_types::Struct;
use flyte_task::context::ExecutionMode;
use flyte_task::deck::DeckField;
use flyte_task::execution::{Inputs, Outcome, TaskExecution};
use flyte_task::interface::{Arguments, BoxOutputs, Interface};
use flyte_task::kwtypes;
use flyte_task::prelude::*;
use flyte_task::serialization::task_spec;
use flyte_task::task::{
    Cache, CachePolicy, ContainerTask, DefaultTaskResolver, FunctionTask, LoadError, MapTask,
    SerializationSettings, SqlTask, Task, TaskConfig, TaskFn, TaskMetadata, TaskResolver, VersionParameters,
    find, resolver, tasks,
};

/// Adds numbers.
///
/// At leisure.
///
/// # Returns
/// the sum
#[task(
    cache = true,
    cache_version = "7",
    cache_serialize = true,
    cache_ignore_input_vars("b"),
    retries = 3,
    timeout = "90s",
    interruptible = true,
    deprecated = "use another",
    pod_template_name = "big",
    environment(A = "1", B = "2"),
    requests(cpu = "1"),
    limits(gpu = "1"),
    accelerator = "nvidia-l4",
    secret_requests(secret(group = "db", key = "password")),
    enable_deck = true,
    deck_fields(input, timeline)
)]
fn add(a: i64, #[default(1)] b: i64) -> i64 {
    a + b
}

#[task]
fn plain(a: i64, names: Vec<String>) -> (f64, String) {
    (0.5, format!("{a}{}", names.join("")))
}

#[task]
fn bashful(a: i64) -> Result<i64, TaskError> {
    if a > 0 { Ok(a) } else { Err(IgnoreOutputs.into()) }
}

/// A kind of one's own: every getter says something, every hook does something.
#[derive(Debug)]
struct Everything;

impl Task for Everything {
    fn name(&self) -> String {
        "kinds.everything".to_owned()
    }

    fn interface(&self) -> Interface {
        let inputs = kwtypes! { a: i64 }.iter().copied().map(Into::into).collect();
        Interface::from_parts(inputs, kwtypes! { o0: String }.to_vec())
    }

    fn task_type(&self) -> String {
        "everything".to_owned()
    }

    fn task_type_version(&self) -> i32 {
        2
    }

    fn custom(&self, settings: &SerializationSettings) -> Option<Struct> {
        let version = flyte_idl::value::string(settings.version.as_str());
        Some(flyte_idl::value::structure([("version", version)]))
    }

    fn config(&self, _: &SerializationSettings) -> BTreeMap<String, String> {
        BTreeMap::from([("queue".to_owned(), "fast".to_owned())])
    }

    fn pre_execute(&self, context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
        Ok(context.with_raw_output_prefix("changed"))
    }

    fn execute(
        &self,
        context: &ExecutionContext,
        arguments: &mut Arguments<'_>,
    ) -> Result<BoxOutputs, TaskError> {
        let a: i64 = arguments.next()?;
        let prefix = context.raw_output_prefix().unwrap_or_default();
        Ok(Box::new(format!("{prefix}:{a}:{:?}", context.mode())))
    }

    fn post_execute(&self, _: &ExecutionContext, outputs: BoxOutputs) -> Result<BoxOutputs, TaskError> {
        // What came out is of no further use to this task.
        drop(outputs);
        Err(IgnoreOutputs.into())
    }
}

fn settings() -> SerializationSettings {
    SerializationSettings {
        image: "app:v1".to_owned(),
        program: "app".to_owned(),
        version: "v9".to_owned(),
        ..SerializationSettings::default()
    }
}

fn template(task: &dyn Task) -> core::TaskTemplate {
    task_spec(task, &settings()).unwrap().template.unwrap()
}

#[test]
fn kwtypes_is_an_ordered_list_of_names_and_types() {
    let types = kwtypes! { z: i64, a: Vec<Option<f64>>, r#type: String };
    let shown: Vec<String> =
        types.iter().map(|variable| format!("{}: {}", variable.name, variable.ty)).collect();
    assert_eq!(shown, ["z: int", "a: list[optional[float]]", "type: str"]);
}

#[test]
fn ignore_outputs_leaves_nothing_from_the_task_and_from_its_hooks() {
    let task: &dyn Task = &bashful::TASK;
    let run = |a: i64| task.local_execute(&Inputs::new().with("a", &a).unwrap()).unwrap();
    assert_eq!(run(1).output::<i64>("o0").unwrap(), 1);
    assert!(matches!(run(-1), Outcome::Ignored));
    let task: &dyn Task = &Everything;
    let outcome = task.local_execute(&Inputs::new().with("a", &1i64).unwrap()).unwrap();
    assert!(matches!(outcome, Outcome::Ignored));
}

#[test]
fn a_task_says_what_it_is() {
    let task: &dyn Task = &add::TASK;
    assert_eq!(task.name(), "base_task.add");
    assert_eq!((task.task_type().as_str(), task.task_type_version()), ("container", 0));
    assert_eq!(task.interface().to_string(), "(a: int, b: int = 1) -> int");
    let docs = task.docs().unwrap();
    assert_eq!(
        (docs.short.as_str(), docs.long.as_str(), docs.returns.as_str()),
        ("Adds numbers.", "At leisure.", "the sum")
    );
    assert_eq!(task.environment(), [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "2".to_owned())]);
    let location = task.location();
    assert_eq!((location.module.as_str(), location.name.as_str()), ("base_task", "add"));
    assert!(task.instantiated_in().contains("base_task.rs:"), "{}", task.instantiated_in());
    let everything: &dyn Task = &Everything;
    assert_eq!((everything.task_type().as_str(), everything.task_type_version()), ("everything", 2));
    assert!(everything.docs().is_none());
}

#[test]
fn types_are_looked_up_by_name() {
    let task: &dyn Task = &plain::TASK;
    let types: Vec<String> = task.input_types().iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    assert_eq!(types, ["a: int", "names: list[str]"]);
    assert_eq!(task.input_type("names").unwrap().to_string(), "list[str]");
    assert_eq!(task.output_type("o0").unwrap().to_string(), "float");
    assert!(task.input_type("o0").is_none() && task.output_type("a").is_none());
}

#[test]
fn a_task_has_the_target_and_settings_of_its_kind() {
    let function = template(&add::TASK);
    let Some(Target::Container(container)) = &function.target else {
        unreachable!("a fn runs in a container")
    };
    assert_eq!(container.image, "app:v1");
    assert_eq!(container.args[..2], ["app", "execute"]);
    assert_eq!(function.extended_resources.unwrap().gpu_accelerator.unwrap().device, "nvidia-l4");
    assert_eq!(function.security_context.unwrap().secrets[0].group, "db");
    assert!(function.custom.is_none() && function.config.is_empty());

    let everything = template(&Everything);
    assert_eq!(everything.config["queue"], "fast");
    assert_eq!(everything.custom.unwrap().fields.keys().collect::<Vec<_>>(), ["version"]);
    assert!(everything.target.is_none());
    assert!(add::TASK.k8s_pod(&settings()).unwrap().is_none());

    let query = SqlTask::new("q", "sql_task", "SELECT 1");
    assert_eq!(query.sql(&settings()), Some(Sql { statement: "SELECT 1".to_owned(), dialect: 1 }));
    let raw = ContainerTask::new("c", "alpine:3", &[], &[]);
    assert!(matches!(template(&raw).target, Some(Target::Container(container)) if container.args.is_empty()));
}

#[test]
fn a_task_config_makes_a_task_of_its_plugins_type() {
    #[derive(Debug)]
    struct Queue(&'static str);
    impl TaskConfig for Queue {
        fn task_type(&self) -> String {
            "queue".to_owned()
        }

        fn config(&self, _: &SerializationSettings) -> BTreeMap<String, String> {
            BTreeMap::from([("name".to_owned(), self.0.to_owned())])
        }
    }
    #[task(task_config = Queue("fast"))]
    fn queued(a: i64) -> i64 {
        a
    }
    let template = template(&queued::TASK);
    assert_eq!((template.r#type.as_str(), template.config["name"].as_str()), ("queue", "fast"));
    assert_eq!(queued(1), 1);
}

#[test]
fn decks_are_chosen_by_task() {
    let task: &dyn Task = &add::TASK;
    assert!(task.enable_deck());
    assert_eq!(task.deck_fields(), [DeckField::Input, DeckField::Timeline]);
    assert!(!plain::TASK.enable_deck());
    assert_eq!(template(task).metadata.unwrap().generates_deck, Some(true));
    assert_eq!(template(&plain::TASK).metadata.unwrap().generates_deck, Some(false));
}

#[test]
fn a_task_is_run_in_three_ways() {
    let inputs = Inputs::new().with("a", &41i64).unwrap();
    let task: &dyn Task = &add::TASK;
    for outcome in [task.dispatch_execute(ExecutionContext::local(), &inputs), task.sandbox_execute(&inputs)]
    {
        assert_eq!(outcome.unwrap().output::<i64>("o0").unwrap(), 42);
    }
    // Of a cached task it would take, or leave, a result in the user's cache.
    let task: &dyn Task = &bashful::TASK;
    assert_eq!(task.local_execute(&inputs).unwrap().output::<i64>("o0").unwrap(), 41);
    assert_eq!(task.local_execution_mode(), ExecutionMode::LocalTask);
}

#[test]
fn hooks_change_the_run_and_the_outputs() {
    fn renamed(context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
        let prefix = context.raw_output_prefix().ok_or("a sandbox has a place")?;
        assert!(prefix.ends_with("/raw"));
        Ok(context.with_raw_output_prefix("elsewhere"))
    }
    fn louder(_: &ExecutionContext, text: String) -> String {
        format!("{text}!")
    }
    #[task(pre_execute = renamed, post_execute = louder)]
    fn prefix(context: &ExecutionContext) -> String {
        context.raw_output_prefix().unwrap_or_default().to_owned()
    }
    let task: &dyn Task = &prefix::TASK;
    let outcome = task.sandbox_execute(&Inputs::new()).unwrap();
    assert_eq!(outcome.output::<String>("o0").unwrap(), "elsewhere!");
    assert!(task.interface().inputs().is_empty());
}

#[test]
fn execute_is_the_tasks_own_code() {
    assert_eq!(add(1, 2), 3);
    let raw: &dyn Task = &ContainerTask::new("c", "alpine:3", &[], &[]);
    let failure = raw.local_execute(&Inputs::new()).unwrap_err();
    assert!(failure.to_string().contains("runs on Flyte only"), "{failure}");
}

#[test]
fn node_metadata_follows_the_task() {
    let node = add::TASK.construct_node_metadata();
    assert_eq!((node.name.as_str(), node.retries.unwrap().retries), ("add", 3));
    assert_eq!(node.timeout.unwrap().seconds, 90);
    assert!(node.interruptible_value.is_some());
}

#[test]
fn metadata_says_how_flyte_treats_a_task() {
    let metadata = add::TASK.metadata();
    assert!(metadata.cache() && metadata.cache_serialize());
    assert_eq!(metadata.cache_version(), "7");
    assert_eq!(metadata.cache_ignore_input_vars(), ["b"]);
    assert_eq!(metadata.interruptible(), Some(true));
    assert_eq!(metadata.deprecated(), "use another");
    assert_eq!((metadata.retries(), metadata.retry_strategy().retries), (3, 3));
    assert_eq!(metadata.timeout(), Some(Duration::from_secs(90)));
    assert_eq!(metadata.pod_template_name(), "big");
    assert!(metadata.generates_deck() && !metadata.is_eager());
}

#[test]
fn metadata_becomes_a_message() {
    let model = add::TASK.metadata().to_model();
    assert!(model.discoverable && model.cache_serializable && !model.is_eager);
    assert_eq!((model.discovery_version.as_str(), model.cache_ignore_input_vars.len()), ("7", 1));
    assert_eq!(Some(model), template(&add::TASK).metadata);
}

#[test]
fn metadata_that_does_not_fit_is_refused() {
    #[derive(Debug)]
    struct Wrong;
    impl Task for Wrong {
        fn name(&self) -> String {
            "kinds.wrong".to_owned()
        }

        fn interface(&self) -> Interface {
            Interface::default()
        }

        fn metadata(&self) -> TaskMetadata {
            TaskMetadata::default().with_cache(Cache::version("1").unwrap().ignoring(["nothing"]))
        }
    }
    let error = task_spec(&Wrong, &settings()).unwrap_err().to_string();
    assert!(error.contains("`kinds.wrong`") && error.contains("`nothing`"), "{error}");
    assert!(Cache::version("").is_err());
}

#[test]
fn cache_versions_are_derived_with_salt() {
    struct ByCode;
    impl CachePolicy for ByCode {
        fn version(
            &self,
            salt: &str,
            parameters: &VersionParameters<'_>,
        ) -> Result<String, flyte_task::error::BoxError> {
            Ok(format!("{salt}{}", parameters.code))
        }
    }
    let version = |salt: &str, code: &str| {
        let parameters = VersionParameters { code, ..VersionParameters::default() };
        Cache::from_policies(&[&ByCode], salt, &parameters).unwrap().version_text().to_owned()
    };
    assert_eq!(version("a", "x"), version("a", "x"));
    assert_ne!(version("a", "x"), version("b", "x"));
    assert_ne!(version("a", "x"), version("a", "y"));
}

#[test]
fn resolvers_find_tasks_by_their_loader_args() {
    let default = DefaultTaskResolver;
    let task: &dyn Task = &add::TASK;
    let args = default.loader_args(&settings(), task);
    assert_eq!(args, ["task-module", "base_task", "task-name", "add"]);
    assert_eq!(default.load_task(&args).unwrap().name(), "base_task.add");
    assert_eq!((default.name().as_str(), default.task_name(task)), ("DefaultTaskResolver", None));
    assert_eq!(resolver(&default.location()).unwrap().name(), "DefaultTaskResolver");
    assert_eq!(default.all_tasks().len(), tasks().len());

    let missing: Vec<String> = ["task-module", "base_task", "task-name", "ad"].map(str::to_owned).into();
    let error = default.load_task(&missing).unwrap_err().to_string();
    assert!(error.contains("near it") && error.contains("`base_task.add`"), "{error}");
    assert!(matches!(default.load_task(&[]), Err(LoadError::Arguments { .. })));
    assert!(
        resolver("no.such.resolver").unwrap_err().to_string().contains("flyte_task.default_task_resolver")
    );
}

#[test]
fn a_resolver_may_give_tasks_other_names() {
    #[derive(Debug)]
    struct Renaming;
    impl TaskResolver for Renaming {
        fn location(&self) -> String {
            "base_task.renaming".to_owned()
        }

        fn name(&self) -> String {
            "Renaming".to_owned()
        }

        fn loader_args(&self, _: &SerializationSettings, task: &dyn Task) -> Vec<String> {
            vec![task.name()]
        }

        fn load_task(&self, loader_args: &[String]) -> Result<flyte_task::task::TaskRef, LoadError> {
            find(&loader_args.concat()).cloned().map_err(LoadError::Unknown)
        }

        fn all_tasks(&self) -> Vec<flyte_task::task::TaskRef> {
            Vec::new()
        }

        fn task_name(&self, task: &dyn Task) -> Option<String> {
            Some(format!("renamed.{}", task.name()))
        }
    }
    const RENAMING: Renaming = Renaming;
    #[task(resolver = RENAMING)]
    fn resolved(a: i64) -> i64 {
        a
    }
    let template = template(&resolved::TASK);
    assert_eq!(template.id.unwrap().name, "renamed.base_task.resolved");
    let Some(Target::Container(container)) = template.target else {
        unreachable!("a fn runs in a container")
    };
    assert_eq!(container.args[12..], ["--resolver", "base_task.renaming", "--", "base_task.resolved"]);
    assert_eq!(resolved(1), 1);
}

#[test]
fn a_map_of_a_task_keeps_what_the_task_says() {
    let map = MapTask::of::<add>().bind("b");
    assert_eq!(map.metadata(), add::TASK.metadata());
    assert_eq!(map.interface().to_string(), "(a: list[int], b: int = 1) -> list[int]");
    let task: &dyn Task = &map;
    let inputs = Inputs::new().with("a", &vec![1i64, 2]).unwrap().with("b", &10i64).unwrap();
    assert_eq!(task.sandbox_execute(&inputs).unwrap().output::<Vec<i64>>("o0").unwrap(), [11, 12]);
    let inner: &FunctionTask = &add::TASK;
    assert_eq!(map.inner().name(), inner.name());
}

#[test]
fn the_table_names_a_test_for_every_member() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let members = read("tests/seed-members.txt");
    let table = read("ARCHITECTURE.md");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip_while(|line| !line.starts_with("## flytekit's members and ours"))
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let named: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(named, members.lines().collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for row in &rows {
        let (member, ours, proof) =
            (row[0], row[1], row.get(2).copied().unwrap_or_default().trim_matches('`'));
        if ours == "later: workflows" || ours == "later: remote" {
            continue;
        }
        let proved = proof.split_once("::").is_some_and(|(file, test)| {
            fs::read_to_string(root.join(file)).is_ok_and(|text| {
                text.contains(&format!("#[test]\nfn {test}()"))
                    || text.contains(&format!("#[test]\n    fn {test}()"))
            })
        });
        if !proved {
            wrong.push(format!("{member}: there is no test `{proof}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
