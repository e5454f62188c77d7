//! Tasks of every sort that a record can tell, and of every sort that it cannot.

#![expect(
    clippy::many_single_char_names,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    reason = "what counts is the signatures, as tasks have them"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_task::error::BoxError;
use flyte_task::kwtypes;
use flyte_task::prelude::*;
use flyte_task::prost_types::{Struct, value};
use flyte_task::task::{
    CachePolicy, ContainerTask, DefaultTaskResolver, LoadError, SerializationSettings, Task, TaskConfig,
    TaskRef, TaskResolver, VersionParameters,
};
use flyte_task::types::{
    Annotated, Annotation, Artifact, ArtifactSpec, FlyteError, Granularity, HashMethod, Hashed,
    PartitionBinding, TimeBinding, TimePartition,
};
use serde_json::{Value, json};

/// Scalars.
///
/// More of them, "quoted" and \ escaped.
///
/// # Returns
/// The first.
#[task]
fn scalars(
    /** an `a` */
    a: i64,
    /// a `b`,
    /// in two lines
    #[default(1.5)]
    b: f64,
    #[default("x\n\"y\"")] c: String,
    d: bool,
    e: DateTime<Utc>,
    f: NaiveDate,
    g: TimeDelta,
) -> i64 {
    let _ = (b, c, d, e, f, g);
    a
}

#[task]
async fn containers(
    a: Vec<Option<i64>>,
    b: BTreeMap<String, Vec<f64>>,
    c: BTreeMap<i64, String>,
    d: Value,
    e: Struct,
    f: Option<FlyteError>,
) -> (i64, Vec<String>) {
    let _ = (b, c, d, e, f, value::Kind::NullValue(0));
    (i64::try_from(a.len()).unwrap_or_default(), Vec::new())
}

#[task]
fn nothing() {}

/// A colour.
#[derive(FlyteType)]
#[flyte(rename_all = "lowercase")]
pub(crate) enum Color {
    Red,
    #[flyte(rename = "green!")]
    Green,
}

/// A point.
#[derive(FlyteType)]
#[flyte(deny_unknown_fields)]
pub(crate) struct Point {
    /// To the right.
    #[flyte(alias = "right")]
    x: f64,
    #[flyte(default = -300)]
    y: i16,
    #[flyte(default = 70000)]
    z: u64,
    #[flyte(default = 0.1)]
    narrow: f32,
    #[flyte(default = "a name that is longer than thirty-one bytes")]
    name: String,
    #[flyte(default = true)]
    flag: bool,
    #[flyte(default)]
    list: Vec<i64>,
    #[flyte(default)]
    option: Option<Color>,
    #[flyte(default)]
    map: BTreeMap<String, f64>,
    color: Color,
}

#[derive(FlyteType)]
pub(crate) enum Shape {
    Point(Point),
    /// Only a number.
    Number(i64),
    Nothing,
}

#[derive(FlyteType)]
pub(crate) struct Pair<T> {
    /// One.
    one: T,
    other: Option<Vec<T>>,
}

#[derive(FlyteType)]
pub(crate) struct Wrapper(Pair<Color>);

#[task(cache)]
fn named(a: Point, b: Vec<Shape>, c: Pair<Point>, d: Pair<i64>, e: Wrapper) -> Option<Color> {
    let _ = (a.x, a.y, a.z, a.narrow, a.name, a.flag, a.list, a.option, a.map, a.color);
    let _ = (b, c.one, c.other, d.one, d.other, e.0.one);
    None
}

#[derive(FlyteType)]
pub(crate) struct Tree {
    leaves: Vec<Leaves>,
}

#[derive(FlyteType)]
pub(crate) enum Leaves {
    Tree(Tree),
    Number(i64),
}

#[task]
fn recursive(a: Tree) -> i64 {
    i64::try_from(a.leaves.len()).unwrap_or_default()
}

#[task(
    name = "team.options",
    cache,
    cache_salt = "7",
    cache_serialize,
    cache_ignore_input_vars(a),
    retries = 3,
    timeout = "1.5s",
    interruptible = false,
    deprecated = "gone",
    pod_template_name = "pod",
    environment(A = "b", "C" = "d"),
    requests(cpu = 1, mem = "1Gi", gpu = 1),
    limits(gpu = 1, ephemeral_storage = "1G"),
    container_image = "{{.image.default.fqn}}:v2",
    task_type = "special",
    task_type_version = 2,
    secret_requests(
        secret(group = "db", key = "password"),
        secret(group = "api", key = "token", version = "7", mount = "env_var", env_var = "TOKEN")
    ),
    accelerator(device = "nvidia-tesla-a100", unpartitioned),
    shared_memory = "2Gi",
    labels(team = "data"),
    annotations(note = "any text"),
    enable_deck,
    deck_fields(input, "Source Code"),
    docs(source_link = "https://example.com", icon_link = "https://example.com/icon.svg"),
    pre_execute = before
)]
fn options(a: i64) {
    let _ = a;
}

#[task(
    cache,
    cache_version = "1",
    interruptible,
    limits(gpu = 1),
    accelerator(device = "nvidia-l4", partition = "1g"),
    shared_memory
)]
fn more_options() {}

fn before(context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
    Ok(context)
}

/// A doc comment,
#[doc = concat!("and one that only the compiler can read", ".")]
#[task]
fn late_docs(
    /// plain
    a: i64,
    #[doc = concat!("one", " ", "more")] b: i64,
) -> i64 {
    a + b
}

/// More than the room in which records are put together.
#[doc = include_str!("../../../README.md")]
#[task]
fn long_docs() {}

struct Users;

impl ArtifactSpec for Users {
    const NAME: &'static str = "users";
    const PARTITIONS: &'static [(&'static str, PartitionBinding)] = &[
        ("region", PartitionBinding::Input("region")),
        ("tier", PartitionBinding::Static("gold")),
        ("model", PartitionBinding::Runtime),
    ];
    const TIME_PARTITION: Option<TimePartition> =
        Some(TimePartition::new(TimeBinding::Static(DateTime::UNIX_EPOCH)).by(Granularity::Hour));
}

struct Plain;

impl ArtifactSpec for Plain {
    const NAME: &'static str = "plain";
    const TIME_PARTITION: Option<TimePartition> = Some(TimePartition::new(TimeBinding::Input("when")));
}

struct ByLength;

impl HashMethod<String> for ByLength {
    fn hash(value: &String) -> String {
        value.len().to_string()
    }
}

/// Named outputs.
#[derive(Outputs)]
pub(crate) struct Made {
    /// The users.
    users: Artifact<Vec<String>, Users>,
    plain: Artifact<i64, Plain>,
    hashed: Hashed<String, ByLength>,
}

#[task]
fn artifacts(region: String, when: DateTime<Utc>) -> Result<Made, BoxError> {
    let _ = when;
    Ok(Made {
        users: Artifact::new(vec![region]),
        plain: Artifact::new(1),
        hashed: Hashed::new(String::new()),
    })
}

struct Milliseconds;

impl Annotation for Milliseconds {
    fn annotation() -> Value {
        json!({"unit": "ms"})
    }
}

#[task]
fn annotated(a: Annotated<i64, Milliseconds>) -> i64 {
    *a
}

#[derive(FlyteType)]
pub(crate) struct MadeDefault {
    #[flyte(default = vec![1, 2])]
    list: Vec<i64>,
}

#[task]
fn made_default(a: MadeDefault) -> i64 {
    a.list.iter().sum()
}

#[derive(FlyteType)]
pub(crate) struct Page<T> {
    items: Vec<Pair<T>>,
}

#[task]
fn nested_generics(a: Page<i64>) -> i64 {
    i64::try_from(a.items.len()).unwrap_or_default()
}

struct Fixed;

impl CachePolicy for Fixed {
    fn version(&self, salt: &str, _: &VersionParameters<'_>) -> Result<String, BoxError> {
        Ok(format!("fixed{salt}"))
    }
}

#[derive(Debug)]
struct Plugin;

impl TaskConfig for Plugin {
    fn task_type(&self) -> String {
        "plugin".to_owned()
    }
}

#[task(cache, cache_policies(Fixed), task_config = Plugin)]
fn code() {}

/// Finds one task, under its own name.
#[derive(Debug)]
pub(crate) struct ByName;

impl TaskResolver for ByName {
    fn location(&self) -> String {
        "records.by_name".to_owned()
    }

    fn name(&self) -> String {
        "ByName".to_owned()
    }

    fn loader_args(&self, _: &SerializationSettings, task: &dyn Task) -> Vec<String> {
        vec![task.name()]
    }

    fn load_task(&self, loader_args: &[String]) -> Result<TaskRef, LoadError> {
        DefaultTaskResolver.load_task(loader_args)
    }

    fn all_tasks(&self) -> Vec<TaskRef> {
        Vec::new()
    }
}

#[task(resolver = ByName)]
fn resolved() {}

flyte_task::register_resolver!(ByName);
flyte_task::register_task!(ContainerTask::new(
    "made.at_run_time",
    "alpine:3",
    kwtypes! {},
    kwtypes! { area: f64 }
));

/// Two fns of one name in one module are two tasks, which is found out when they are read.
#[test]
fn tasks_and_types_may_stand_inside_fns() {
    #[derive(FlyteType)]
    struct Inner {
        a: i64,
    }

    #[task]
    fn inside(a: Inner) -> i64 {
        a.a
    }
    assert_eq!(inside(Inner { a: 1 }), 1);
}
