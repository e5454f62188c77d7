//! Which program is meant, what is shown of it, and what happens where there is none.

use std::path::Path;
use std::process::{Command, Stdio};

use flyte_task_tests::problem::Problem;
use flyte_task_tests::python::{target_folder, workspace_root};
use serde_json::Value;
use tempfile::TempDir;

use crate::{answer, cargo_flyte, flyte, run};

#[test]
fn tasks_are_listed_and_described() -> Result<(), Problem> {
    let root = workspace_root();
    let listed = answer(&root, &["list", "-p", "hello"]);
    assert!(listed.starts_with("hello.add"), "{listed}");
    assert!(listed.contains("Adds two numbers."), "{listed}");
    // The file that cargo has just built, taken as it is.
    let file = target_folder().join("debug/hello");
    assert_eq!(answer(&root, &["list", "--bin", file.to_str().unwrap()]), listed);
    assert_eq!(answer(&root, &["list", "-p", "hello", "--run"]), listed);
    let tasks: Vec<Value> =
        serde_json::from_str(&answer(&root, &["list", "-p", "hello", "--bin", "hello", "--json"]))?;
    let names: Vec<&str> = tasks.iter().map(|task| task["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["hello.add", "hello.greet", "hello.range"]);

    let described = answer(&root, &["describe", "-p", "hello", "add"]);
    for part in ["hello.add(", "the first number", "default 1", "cache_version", "retries"] {
        assert!(described.contains(part), "{part}\n{described}");
    }
    let described: Value =
        serde_json::from_str(&answer(&root, &["describe", "-p", "hello", "range", "--json"]))?;
    assert_eq!(described["options"]["requests"]["mem"], "128Mi");
    let ending = flyte(&root, &["describe", "-p", "hello", "ad"]);
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let ending = flyte(&root, &["describe", "-p", "hello", "subtract"]);
    assert_eq!(ending.code, Some(2), "{ending:?}");
    assert!(ending.stderr.contains("there is no task `subtract` among the 3"), "{ending:?}");
    Ok(())
}

#[test]
fn tasks_run_by_the_programs_own_run() {
    let root = workspace_root();
    assert_eq!(answer(&root, &["run", "-p", "hello", "add", "--a", "1", "--b", "2"]), "3\n");
    let ending = flyte(&root, &["run", "-p", "hello", "range", "--values", "[]"]);
    assert_eq!(ending.code, Some(1), "{ending:?}");
    assert!(ending.stderr.contains("there are no values"), "{ending:?}");
    let ending = flyte(&root, &["run", "-p", "hello", "add", "--help"]);
    assert!(ending.stdout.contains("--a <int>"), "{ending:?}");
    assert_eq!(flyte(&root, &["run", "-p", "hello", "add"]).code, Some(2));
}

#[test]
fn what_only_the_program_knows_is_asked_of_it_on_demand() -> Result<(), Problem> {
    let (root, place) = (workspace_root(), TempDir::new()?);
    let package = place.path().join("sql.tgz");
    let words = ["package", "-p", "sql", "--image", "i", "-o", package.to_str().unwrap()];
    let ending = flyte(&root, &words);
    assert_eq!(ending.code, Some(1), "{ending:?}");
    for part in ["register_task!", "examples/sql/src/main.rs", "--run"] {
        assert!(ending.stderr.contains(part), "{part}\n{ending:?}");
    }
    assert!(!package.exists());
    let said = answer(&root, &[words.as_slice(), &["--run"]].concat());
    let own = place.path().join("own.tgz");
    let sql = target_folder().join("debug/sql");
    run(Command::new(sql).args(["package", "--image", "i", "-o"]).arg(&own));
    assert_eq!(std::fs::read(&package)?, std::fs::read(own)?, "{said}");
    let lock = place.path().join("sql.lock.json");
    answer(&root, &["check", "-p", "sql", "--run", "--update", "--lock", lock.to_str().unwrap()]);
    assert!(std::fs::read_to_string(lock)?.contains("users.by_age"));
    Ok(())
}

#[test]
fn what_is_no_program_with_tasks_is_refused() -> Result<(), Problem> {
    let (root, place) = (workspace_root(), TempDir::new()?);
    let text = place.path().join("text");
    std::fs::write(&text, "no program\n")?;
    let ours = cargo_flyte();
    let refused = |words: &[&str], code: i32, parts: &[&str]| {
        let ending = flyte(&root, words);
        assert_eq!(ending.code, Some(code), "{ending:?}");
        for part in parts {
            assert!(ending.stderr.contains(part), "{part}\n{ending:?}");
        }
    };
    refused(&["list", "--bin", text.to_str().unwrap()], 1, &["it is a text file"]);
    refused(&["list", "--bin", ours.to_str().unwrap()], 1, &["has no tasks"]);
    refused(&["list", "--bin", "./nowhere"], 2, &["there is no file `./nowhere`", "--bin NAME"]);
    refused(&["list", "--bin", "nowhere"], 1, &["no bin target named `nowhere`"]);
    refused(&["list", "-p", "flyte-idl"], 2, &["cargo built no program", "flyte_task::main!()"]);
    refused(&["list", "-p", "hello", "-p", "sql"], 2, &["cannot be used multiple times"]);
    refused(&["list", "--release", "--bin", "./x"], 2, &["`--release` has nothing to build"]);
    let file = target_folder().join("debug/hello");
    let words = ["package", "--bin", file.to_str().unwrap(), "-o"];
    let out = place.path().join("p.tgz");
    answer(&root, &["list", "-p", "hello"]);
    refused(&[words.as_slice(), &[out.to_str().unwrap()]].concat(), 2, &["--image"]);
    refused(&["frobnicate"], 2, &["unrecognized subcommand"]);
    Ok(())
}

#[test]
fn shells_take_the_completions() -> Result<(), Problem> {
    let script = answer(Path::new("."), &["completions", "bash"]);
    let mut bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn()?;
    std::io::Write::write_all(&mut bash.stdin.take().unwrap(), script.as_bytes())?;
    assert!(bash.wait()?.success());
    assert!(script.contains("--git-version"), "{script}");
    Ok(())
}
