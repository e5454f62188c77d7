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
use flyte_idl::core::task_template::Target;
use flyte_idl::prost::Message;
use flyte_task_tests::place::Place;
use flyte_task_tests::python::{target_folder, venv_python, workspace_root};
use flyte_task_tests::task_binary::TaskBinary;

/// The examples that show a kind of task.
const EXAMPLES: [&str; 5] = ["raw-container", "sql", "map", "training", "resolver"];

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
    let name = |spec: &mut TaskSpec| {
        spec.template
            .as_mut()
            .and_then(|template| template.id.as_mut())
            .map(|id| std::mem::take(&mut id.name))
            .unwrap()
    };
    assert_eq!(name(&mut ours), "training.train");
    // flytekit names a script's module after the folder that it lies in.
    assert!(name(&mut theirs).ends_with("kinds.train"));
    assert_eq!(ours.template.as_ref().unwrap().r#type, "pytorch");
    assert_eq!(theirs.template.as_ref().unwrap().r#type, "pytorch");
    assert_same(&ours, &theirs, |spec| {
        blank_program(spec);
        // Doc comments are Markdown, docstrings are reStructuredText.
        if let Some(long) = spec.description.as_mut().and_then(|entity| entity.long_description.as_mut()) {
            long.format = 0;
        }
    });
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
    if let Some(Target::Container(container)) = template.target.as_mut() {
        container.args.clear();
    }
}

fn args(spec: &TaskSpec) -> &[String] {
    match spec.template.as_ref().and_then(|template| template.target.as_ref()) {
        Some(Target::Container(container)) => &container.args,
        other => panic!("no container: {other:?}"),
    }
}

/// What the example's binary writes for the task, and what flytekit does.
fn specs_of(example: &str, task: &str) -> (TaskSpec, TaskSpec) {
    let ours = binary(example).specs()[task].spec.clone();
    let theirs = fs::read(flytekits_folder().join(format!("{example}.pb"))).unwrap();
    (ours, TaskSpec::decode(theirs.as_slice()).unwrap())
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
