//! `cargo flyte` as a process: on programs that cargo builds, on files, and on crates that it makes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test's helpers stop at the first thing that is not as it should be"
)]

mod clones;
mod lock;
mod new_crate;
mod packages;
mod programs;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use flyte_task_tests::python::{target_folder, workspace_root};
use flyte_task_tests::task_binary::Ending;

/// The program, built once.
fn cargo_flyte() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        // With the features of this test's own build, of which most is there already.
        let words = "build --quiet -p flyte-task -p flyte-task-tests --features flyte-task/cargo-flyte --bin cargo-flyte";
        let words = words.split(' ');
        let ending = run(cargo(&workspace_root()).args(words));
        assert_eq!(ending.code, Some(0), "{ending:?}");
        target_folder().join("debug/cargo-flyte")
    })
}

/// `cargo flyte` in that folder.
fn flyte(folder: &Path, words: &[&str]) -> Ending {
    cargo_flyte();
    run(cargo(folder).arg("flyte").args(words))
}

/// `cargo flyte` in that folder, which must do what it is asked for; returns its answer.
fn answer(folder: &Path, words: &[&str]) -> String {
    let ending = flyte(folder, words);
    assert_eq!(ending.code, Some(0), "{words:?}: {ending:?}");
    ending.stdout
}

/// `cargo` in that folder, which finds `cargo flyte` and builds as the workspace does.
fn cargo(folder: &Path) -> Command {
    command(env!("CARGO"), folder)
}

fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    let found = std::env::var_os("PATH").unwrap_or_default();
    let folders = [target_folder().join("debug")].into_iter().chain(std::env::split_paths(&found));
    command
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("PATH", std::env::join_paths(folders).unwrap())
        .env("CARGO_TARGET_DIR", target_folder())
        .env("CARGO_NET_OFFLINE", "true")
        // What a crate outside shares with the workspace need not be built twice.
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .env_remove("FLYTE_INTERNAL_IMAGE");
    command
}

fn run(command: &mut Command) -> Ending {
    let output = command.output().unwrap();
    Ending {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Has `cargo flyte new` make a crate in the folder, which depends on this workspace; returns the crate's folder.
fn new_crate(folder: &Path, name: &str) -> PathBuf {
    let root = workspace_root();
    answer(folder, &["new", name, "--path", root.to_str().unwrap()]);
    let made = folder.join(name);
    // The same dependencies as here, so that nothing needs the network.
    std::fs::copy(root.join("Cargo.lock"), made.join("Cargo.lock")).unwrap();
    made
}

/// Puts something else into a file of the crate, which must hold what is replaced.
fn edit(folder: &Path, file: &str, old: &str, new: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} does not hold {old:?}");
    std::fs::write(path, text.replacen(old, new, 1)).unwrap();
}
