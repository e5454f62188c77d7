//! The kinds of task in the examples against what flytekit writes for the same thing.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's helpers stop at the first thing that is not as it should be"
)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use flyte_idl::admin::TaskSpec;
use flyte_idl::core::K8sPod;
use flyte_idl::core::task_template::Target;
use flyte_idl::prost::Message;
use flyte_idl::prost_types::value::Kind;
use flyte_idl::prost_types::{Struct, Value};
use flyte_idl::value;
use flyte_task_tests::place::Place;
use flyte_task_tests::python::{target_folder, venv_python, workspace_root};
use flyte_task_tests::task_binary::TaskBinary;

/// The examples that show a kind of task.
const EXAMPLES: [&str; 6] = ["raw-container", "sql", "map", "training", "resolver", "pod"];

#[test]
fn a_raw_container_is_flytekits() {
    let (ours, theirs) = specs_of("raw-container", "shapes.ellipse_area");
    assert_same(&ours, &theirs, |_| {});
}

#[test]
fn a_query_is_flytekits() {
    let (ours, theirs) = specs_of("sql", "users.by_age");
    assert_same(&ours, &theirs, |_| {});
}

#[test]
fn a_map_is_flytekits() {
    let (ours, mut theirs) = specs_of("map", "map.map_scale_7d2e95b114698b3ef9a41725f68d14da-arraynode");
    // The digest says that the same is special about both; only the module differs.
    let name =
        theirs.template.as_mut().and_then(|template| template.id.as_mut()).map(|id| &mut id.name).unwrap();
    assert_eq!(name, "kinds.map_scale_7d2e95b114698b3ef9a41725f68d14da-arraynode");
    *name = name.replace("kinds.", "map.");
    assert_eq!(args(&ours)[..2], ["map", "map-execute"]);
    assert_eq!(
        args(&ours)[12..],
        [
            "--resolver",
            "flyte_task.map_task_resolver",
            "--",
            "vars",
            "by",
            "resolver",
            "flyte_task.default_task_resolver",
            "task-module",
            "map",
            "task-name",
            "scale",
        ]
    );
    assert_same(&ours, &theirs, blank_program);
}

#[test]
fn a_task_of_a_plugins_type_is_flytekits() {
    let (mut ours, mut theirs) = specs_of("training", "training.train");
    assert_eq!(without_name(&mut ours), "training.train");
    // flytekit names a script's module after the folder that it lies in.
    assert!(without_name(&mut theirs).ends_with("kinds.train"));
    assert_eq!(ours.template.as_ref().unwrap().r#type, "pytorch");
    assert_eq!(theirs.template.as_ref().unwrap().r#type, "pytorch");
    assert_same(&ours, &theirs, |spec| {
        blank_program(spec);
        blank_format(spec);
    });
}

#[test]
fn a_pod_of_its_own_is_flytekits() {
    let (mut ours, mut theirs) = (our_spec("pod", "pod.summarise"), their_spec("pod"));
    assert_eq!(ours.template.as_ref().unwrap().config["primary_container_name"], "main");
    assert_eq!(pod_args(&ours, "main")[..2], ["pod", "execute"]);
    assert_eq!(
        (without_name(&mut ours), without_name(&mut theirs).ends_with(".summarise")),
        ("pod.summarise".to_owned(), true)
    );
    assert_same(&ours, &theirs, |spec| {
        blank_program(spec);
        blank_format(spec);
    });
}

#[test]
fn a_pod_with_nothing_to_say_is_flytekits() {
    let (mut ours, mut theirs) = (our_spec("pod", "pod.double"), their_spec("pod-default"));
    assert_eq!(pod_args(&ours, "primary")[..2], ["pod", "execute"]);
    assert_eq!(
        (without_name(&mut ours), without_name(&mut theirs).ends_with(".double")),
        ("pod.double".to_owned(), true)
    );
    assert_same(&ours, &theirs, |spec| {
        blank_program(spec);
        blank_format(spec);
    });
}

#[test]
fn a_raw_container_in_a_pod_is_flytekits() {
    let (ours, theirs) = (our_spec("pod", "pod.words"), their_spec("pod-container"));
    assert_eq!(ours.template.as_ref().unwrap().config["primary_container_name"], "main");
    assert_eq!(ours.template.as_ref().unwrap().r#type, "raw-container");
    assert_same(&ours, &theirs, |_| {});
}

#[test]
fn flytekit_reads_every_kind() {
    let mut read = 0;
    for example in EXAMPLES {
        let binary = binary(example);
        for (name, file) in binary.specs() {
            let place = Place::new().unwrap();
            let path = place.root().join("task.pb");
            fs::write(&path, &file.bytes).unwrap();
            let task = flyte_task_tests::flytekit::read_task(&path).unwrap();
            assert_eq!(task["name"], name.as_str());
            assert_eq!(task["same"], true, "{name}: flytekit lost something: {task}");
            let template = file.spec.template.as_ref().unwrap();
            assert_eq!(task["type"], template.r#type.as_str());
            read += 1;
        }
    }
    assert!(read > EXAMPLES.len(), "each example has a task, here {read} in all");
}

#[test]
fn a_map_of_pods_is_flytekits() {
    let (mut ours, mut theirs) = (our_spec("pod", "pod.map_double_"), their_spec("pod-map"));
    let args = pod_args(&ours, "primary");
    assert_eq!(args[..2], ["pod", "map-execute"]);
    let loader = args.iter().skip_while(|word| *word != "--resolver").map(String::as_str).collect::<Vec<_>>();
    assert_eq!(loader[..3], ["--resolver", "flyte_task.map_task_resolver", "--"]);
    assert_eq!(loader[loader.len() - 4..], ["task-module", "pod", "task-name", "double"]);
    assert_eq!(
        without_name(&mut ours).strip_prefix("pod."),
        without_name(&mut theirs).rsplit_once("kinds.").map(|(_, name)| name)
    );
    assert_same(&ours, &theirs, blank_program);
}

#[test]
fn one_element_of_a_map_runs_by_its_index() {
    let binary = binary("map");
    let name = "map.map_scale_7d2e95b114698b3ef9a41725f68d14da-arraynode";
    let inputs = flyte_task_tests::flytekit::encode;
    for (index, expected) in [("0", 10.0), ("2", 30.0)] {
        let place = Place::new().unwrap();
        inputs(
            &[("x", "typing.List[float]"), ("by", "float")],
            &[("x", "[1.0, 2.0, 3.0]"), ("by", "10.0")],
            &place.inputs(),
        )
        .unwrap();
        let env =
            [("BATCH_JOB_ARRAY_INDEX_VAR_NAME", "FLYTE_K8S_ARRAY_INDEX"), ("FLYTE_K8S_ARRAY_INDEX", index)];
        let ending = binary.execute(name, &place, &env).unwrap();
        assert_eq!(ending.code, Some(0), "{ending:?}");
        let outputs = flyte_task_tests::flytekit::parse("core.LiteralMap", &place.outputs()).unwrap();
        assert_eq!(outputs["literals"]["o0"]["scalar"]["primitive"]["floatValue"], expected);
    }
    let place = Place::new().unwrap();
    inputs(
        &[("x", "typing.List[float]"), ("by", "float")],
        &[("x", "[1.0]"), ("by", "10.0")],
        &place.inputs(),
    )
    .unwrap();
    let env = [("BATCH_JOB_ARRAY_INDEX_VAR_NAME", "I"), ("I", "7")];
    let ending = binary.execute(name, &place, &env).unwrap();
    assert_eq!(ending.code, Some(0), "{ending:?}");
    assert!(ending.stderr.contains("no element 7"), "{ending:?}");
    assert!(place.error().exists());
}

#[test]
fn a_task_of_a_registered_resolver_is_found_again() {
    let binary = binary("resolver");
    let args = args(&binary.specs()["constants.answer"].spec);
    assert_eq!(args[12..], ["--resolver", "resolver.constants", "--", "constant", "answer"]);
    let place = Place::with_inputs(&[]).unwrap();
    let ending = binary.execute("constants.answer", &place, &[]).unwrap();
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let outputs = flyte_task_tests::flytekit::decode(&[("o0", "int")], &place.outputs()).unwrap();
    assert_eq!(outputs["o0"], 42);
}

fn assert_same(ours: &TaskSpec, theirs: &TaskSpec, blank: fn(&mut TaskSpec)) {
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    for spec in [&mut ours, &mut theirs] {
        // Another SDK says so of itself.
        let runtime = spec.template.as_mut().and_then(|template| template.metadata.as_mut()).unwrap();
        let runtime = runtime.runtime.as_mut().unwrap();
        runtime.version.clear();
        runtime.flavor.clear();
        blank(spec);
    }
    assert_eq!(theirs, ours);
}

/// Takes out what differs where a program of ours runs in the container.
fn blank_program(spec: &mut TaskSpec) {
    let template = spec.template.as_mut().unwrap();
    template.r#type.clear();
    match template.target.as_mut() {
        Some(Target::Container(container)) => container.args.clear(),
        Some(Target::K8sPod(pod)) => {
            for container in containers(pod) {
                if let Some(args) = container.fields.get_mut("args") {
                    *args = value::null();
                }
            }
        }
        _ => {}
    }
}

/// Doc comments are Markdown, docstrings are reStructuredText.
fn blank_format(spec: &mut TaskSpec) {
    if let Some(long) = spec.description.as_mut().and_then(|entity| entity.long_description.as_mut()) {
        long.format = 0;
    }
}

/// The name, which is taken out.
fn without_name(spec: &mut TaskSpec) -> String {
    let id = spec.template.as_mut().and_then(|template| template.id.as_mut());
    id.map(|id| std::mem::take(&mut id.name)).unwrap()
}

fn containers(pod: &mut K8sPod) -> Vec<&mut Struct> {
    let containers = pod.pod_spec.as_mut().unwrap().fields.get_mut("containers").unwrap();
    let Some(Kind::ListValue(containers)) = &mut containers.kind else { panic!("no containers") };
    containers.values.iter_mut().map(container).collect()
}

fn container(value: &mut Value) -> &mut Struct {
    match &mut value.kind {
        Some(Kind::StructValue(container)) => container,
        other => panic!("no container: {other:?}"),
    }
}

/// The arguments of a container of the pod.
fn pod_args(spec: &TaskSpec, name: &str) -> Vec<String> {
    let mut template = spec.template.clone().unwrap();
    let Some(Target::K8sPod(pod)) = &mut template.target else { panic!("no pod: {:?}", template.target) };
    let named = |container: &&mut Struct| container.fields.get("name").and_then(value::as_str) == Some(name);
    let container = containers(pod).into_iter().find(named).unwrap();
    let args = container.fields.get("args").and_then(value::as_list).unwrap();
    args.iter().map(|word| value::as_str(word).unwrap().to_owned()).collect()
}

fn args(spec: &TaskSpec) -> &[String] {
    match spec.template.as_ref().and_then(|template| template.target.as_ref()) {
        Some(Target::Container(container)) => &container.args,
        other => panic!("no container: {other:?}"),
    }
}

/// What the example's binary writes for the task, and what flytekit does.
fn specs_of(example: &str, task: &str) -> (TaskSpec, TaskSpec) {
    (our_spec(example, task), their_spec(example))
}

/// What the example's binary writes for the task whose name starts so.
fn our_spec(example: &str, task: &str) -> TaskSpec {
    let binary = binary(example);
    let (_, file) = binary.specs().iter().find(|(name, _)| name.starts_with(task)).unwrap();
    file.spec.clone()
}

/// What flytekit writes for the kind of that name.
fn their_spec(kind: &str) -> TaskSpec {
    let bytes = fs::read(flytekits_folder().join(format!("{kind}.pb"))).unwrap();
    TaskSpec::decode(bytes.as_slice()).unwrap()
}

/// The folder with flytekit's specs of all kinds, written once.
fn flytekits_folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("kinds");
        fs::create_dir_all(&folder).unwrap();
        let script = workspace_root().join("tests/python/kinds.py");
        let output = Command::new(venv_python()).arg(script).arg(&folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder
    })
}

/// The binary of an example, built like the tests themselves.
fn binary(example: &str) -> TaskBinary {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.current_dir(workspace_root()).args(["build", "--quiet", "--offline"]);
        build.args(EXAMPLES.iter().flat_map(|example| ["-p", *example]));
        let output = build.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    });
    TaskBinary::new(target_folder().join("debug").join(example)).unwrap()
}
