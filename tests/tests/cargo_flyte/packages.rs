//! What `package` and `serialize` write: the program's own bytes, as registration tools read them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use flyte_task_tests::place::files_below;
use flyte_task_tests::problem::Problem;
use flyte_task_tests::python::{target_folder, venv_python, workspace_root};
use serde_json::Value;
use tempfile::TempDir;

use crate::{answer, flyte, run};

const SETTINGS: [&str; 10] = [
    "--image",
    "registry.example.com/app@sha256:0123",
    "--image",
    "gpu=registry.example.com/gpu:v1",
    "--project",
    "flytesnacks",
    "--env",
    "A=1",
    "--program",
    "/bin/app",
];

#[test]
fn packages_are_the_programs_own() -> Result<(), Problem> {
    let (root, place) = (workspace_root(), TempDir::new()?);
    let (ours, own) = (place.path().join("ours.tgz"), place.path().join("own.tgz"));
    answer(&root, &[&["package", "-p", "hello", "-o", ours.to_str().unwrap()], SETTINGS.as_slice()].concat());
    let hello = target_folder().join("debug/hello");
    let ending = run(Command::new(&hello).args(["package", "-o"]).arg(&own).args(SETTINGS));
    assert_eq!(ending.code, Some(0), "{ending:?}");
    assert_eq!(std::fs::read(&ours)?, std::fs::read(&own)?);
    let version = members(&ours)?[0]["version"].clone();
    assert!(ending.stdout.contains(&format!("3 tasks, version {}", version.as_str().unwrap())), "{ending:?}");

    // One that is there already is replaced only on demand.
    let words = ["package", "-p", "hello", "--image", "i", "-o", ours.to_str().unwrap()];
    let ending = flyte(&root, &words);
    assert_eq!(ending.code, Some(2), "{ending:?}");
    assert!(ending.stderr.contains("--force replaces it"), "{ending:?}");
    assert_eq!(std::fs::read(&ours)?, std::fs::read(&own)?);
    answer(&root, &[words.as_slice(), &["--force", "--version", "v2"]].concat());
    assert_eq!(members(&ours)?[0]["version"], "v2");

    let (ours, own) = (place.path().join("ours"), place.path().join("own"));
    answer(
        &root,
        &[&["serialize", "-p", "hello", "-o", ours.to_str().unwrap()], SETTINGS.as_slice()].concat(),
    );
    run(Command::new(&hello).args(["serialize", "-o"]).arg(&own).args(SETTINGS));
    let files: BTreeMap<_, _> = files_below(&ours)?;
    assert_eq!(files.len(), 3);
    assert_eq!(files, files_below(&own)?);
    Ok(())
}

#[test]
fn registration_tools_read_every_member() -> Result<(), Problem> {
    let place = TempDir::new()?;
    let package = place.path().join("golden.tgz");
    let words = ["package", "--image", "registry.example.com/app:v1", "-o"];
    let golden = Path::new(env!("CARGO_BIN_EXE_golden-tasks"));
    let ending = run(Command::new(golden).args(words).arg(&package));
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let members = members(&package)?;
    assert!(members.len() > 10, "{}", members.len());
    let text = |member: &Value, key: &str| member[key].as_str().unwrap().to_owned();
    let files: Vec<String> = members.iter().map(|member| text(member, "file")).collect();
    let names: Vec<String> = members.iter().map(|member| text(member, "name")).collect();
    assert!(files.is_sorted() && names.is_sorted());
    let width = files[0].split('_').next().unwrap().len();
    for (index, (member, name)) in members.iter().zip(&names).enumerate() {
        assert_eq!(text(member, "file"), format!("{index:0width$}_{name}_1.pb"));
        assert_eq!(member["whole"], true, "{name} is not read whole");
        assert_eq!(member["version"], members[0]["version"]);
        assert_eq!(member["owner"], serde_json::json!([0, 0, "", ""]));
        assert_eq!((&member["mtime"], &member["mode"]), (&315_532_800.into(), &0o644.into()));
    }
    Ok(())
}

/// What flyteidl's classes read from the package.
fn members(package: &Path) -> Result<Vec<Value>, Problem> {
    let script = workspace_root().join("tests/python/package.py");
    let output = Command::new(venv_python()).args(["-I", "-B"]).arg(script).arg(package).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
