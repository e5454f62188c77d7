//! The records of other programs against what those say of themselves when they are run.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use flyte_task_tests::python::{target_folder, workspace_root};
use flyte_task_tests::task_binary::TaskBinary;

use super::{read, settings, told, unknown};

/// The examples, each with what only the program can tell.
const EXAMPLES: [(&str, &[&str]); 11] = [
    ("dataframe", &[]),
    ("decks", &[]),
    ("files", &[]),
    ("hello", &[]),
    ("map", &["register_task! at examples/map/src/main.rs:"]),
    ("own-type", &[]),
    (
        "pod",
        &[
            "pod.double: pod_template",
            "pod.summarise: pod_template",
            "register_task! at examples/pod/src/main.rs:",
            "register_task! at examples/pod/src/main.rs:",
        ],
    ),
    ("raw-container", &["register_task! at examples/raw-container/src/main.rs:"]),
    ("resolver", &["register_resolver! at examples/resolver/src/main.rs:"]),
    ("sql", &["register_task! at examples/sql/src/main.rs:"]),
    ("training", &["training.train: task_config"]),
];

/// What only the program can tell of the golden tasks: defaults that are code, and notes.
const GOLDEN: [&str; 16] = [
    "golden_dev.t24_dataclass_temporal: `j`, field `either` of `Job`",
    "golden_dev.t24_dataclass_temporal: `o0`, field `either` of `Job`",
    "golden_dev.t27_pydantic: `o0`, field `color` of `Tree`",
    "golden_dev.t27_pydantic: `t`, field `color` of `Tree`",
    "golden_dev.t45_annotation: `x`",
    "golden_dev.t48_literal: `level`",
    "golden_dev.t48_literal: `mode`",
    "golden_dev.t48_literal: `o0`",
    "golden_tasks.identity_foreign.structs: `a`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `b`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `c`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `d`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `o0`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `o1`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `o2`, field `home` of `Foreign`",
    "golden_tasks.identity_foreign.structs: `o3`, field `home` of `Foreign`",
];

#[test]
fn the_golden_tasks_are_told() {
    let path = Path::new(env!("CARGO_BIN_EXE_golden-tasks"));
    compared(path, "golden-tasks");
    assert_eq!(unknown(&read(path)), GOLDEN);
}

#[test]
fn every_example_is_told_as_far_as_the_compiler_knows_it() {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace_root()).args(["build", "--quiet", "--offline"]);
    build.args(EXAMPLES.iter().flat_map(|(example, _)| ["-p", *example]));
    let output = build.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (example, wanted) in EXAMPLES {
        let path = target_folder().join("debug").join(example);
        let (binary, records) = (compared(&path, example), read(&path));
        let found = unknown(&records);
        if found.is_empty() {
            // Then the files of a registration are the same, too: names, order and content.
            let files = records.task_files(&settings(example)).unwrap();
            let files: BTreeMap<String, Vec<u8>> =
                files.into_iter().map(|file| (file.name, file.bytes)).collect();
            assert_eq!(files, binary.serialize().unwrap());
        }
        assert_eq!(found.len(), wanted.len(), "{example}: {found:?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(found.starts_with(wanted), "{example}: {found}");
        }
    }
}

/// The program, once everything that its records tell was found to be what it says itself.
pub(super) fn compared(path: &Path, program: &str) -> TaskBinary {
    let (binary, records) = (TaskBinary::new(path).unwrap(), read(path));
    let told = told(&records, program);
    for (name, spec) in &told {
        match spec {
            Ok(spec) => assert_eq!(*spec, binary.specs()[name].bytes, "{name}"),
            Err(error) => assert!(error.to_string().contains("the program must be run"), "{name}: {error}"),
        }
    }
    let others = binary.specs().keys().filter(|name| !told.contains_key(*name)).count();
    assert!(others == 0 || !records.entries().is_empty(), "{program} has {others} tasks without records");
    binary
}
