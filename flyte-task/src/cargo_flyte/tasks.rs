//! The tasks of a built program: read from it, or told by it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use clap::{Arg, ArgAction, ArgMatches, Command};
use flyte_idl::admin::TaskSpec;
use flyte_idl::prost::Message;

use super::program::Program;
use super::run::unfit;
use crate::cli::output::{self, CliError};
use crate::records::{self, RecordedTask, Records, RecordsError};
use crate::serialization::{SerializationSettings, SerializedTask};
use crate::task::TaskRef;

/// The option that has the program itself asked.
pub(super) const RUN: &str = "run";

/// The image of tasks that are looked at and not registered.
const NO_IMAGE: &str = "none";

/// Adds the option that has the program itself asked.
pub(super) fn run_option(command: Command) -> Command {
    command.arg(
        Arg::new(RUN)
            .long(RUN)
            .action(ArgAction::SetTrue)
            .help("Run the program and have it tell its tasks, where they cannot be read from it"),
    )
}

/// Leaves the letter `-p` to cargo's packages.
pub(super) fn long_project(command: Command) -> Command {
    command.mut_arg("project", |project| project.short(None))
}

/// The command line with which the program does for itself what `command` does with it.
pub(super) fn words(command: &str, matches: &ArgMatches, version: Option<&str>) -> Vec<OsString> {
    let mut words = vec![OsString::from(command)];
    for name in ["output", "image", "project", "domain", "program", "env"] {
        if let Ok(Some(values)) = matches.try_get_many::<String>(name) {
            words.extend(values.map(|value| OsString::from(format!("--{name}={value}"))));
        }
    }
    words.extend(version.map(|version| OsString::from(format!("--version={version}"))));
    for name in ["force", "json"] {
        if matches.try_get_one::<bool>(name).is_ok_and(|flag| flag.copied() == Some(true)) {
            words.push(format!("--{name}").into());
        }
    }
    words
}

/// The tasks that can be read from the program; what it makes only when it runs is noted.
pub(super) fn known(program: &Program) -> Result<Vec<TaskRef>, CliError> {
    let records = read(program)?;
    for entry in records.entries() {
        output::note(&format!(
            "`{}` at {}:{} makes tasks when the program runs; --run has it do so and tell them",
            entry.made_by, entry.file, entry.line
        ));
    }
    records.duplicates().map_err(|error| CliError::failure(error.to_string()))?;
    Ok(records.tasks().iter().map(RecordedTask::task_ref).collect())
}

/// The records of the program.
pub(super) fn read(program: &Program) -> Result<Records, CliError> {
    records::read(&program.file).map_err(|error| CliError::failure(error.to_string()))
}

/// The tasks as they are registered with these settings, in the order of their names.
pub(super) fn serialized(
    records: &Records,
    settings: &SerializationSettings,
) -> Result<Vec<SerializedTask>, CliError> {
    records.serialized_tasks(settings).map_err(|error| match error {
        RecordsError::NeedsProgram { reasons } => CliError::failure(format!(
            "some of this only the program itself can tell:\n  {}\n--run has it do so; for that it must be built for this \
             machine",
            reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  ")
        )),
        other => CliError::failure(other.to_string()),
    })
}

/// The tasks for what callers see of them.
pub(super) fn interfaces(program: &Program, matches: &ArgMatches) -> Result<Vec<TaskSpec>, CliError> {
    if matches.get_flag(RUN) {
        return told(program);
    }
    let settings = SerializationSettings { image: NO_IMAGE.to_owned(), ..SerializationSettings::default() };
    let tasks = serialized(&read(program)?, &settings)?;
    Ok(tasks.into_iter().map(|task| task.spec).collect())
}

/// What the program itself serializes.
fn told(program: &Program) -> Result<Vec<TaskSpec>, CliError> {
    let folder = Folder::new()?;
    let mut process = Process::new(&program.file);
    process.args(["serialize", "--image", NO_IMAGE, "--output"]).arg(&folder.0);
    let output = process.output().map_err(|error| unfit(program, &error))?;
    if !output.status.success() {
        return Err(CliError::failure(format!(
            "`{}` does not tell its tasks: {}",
            program.file.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        )));
    }
    let unread =
        |error: String| CliError::failure(format!("what the program serialized cannot be read: {error}"));
    let mut specs = Vec::new();
    for entry in std::fs::read_dir(&folder.0).map_err(|error| unread(error.to_string()))? {
        let path = entry.map_err(|error| unread(error.to_string()))?.path();
        let bytes = std::fs::read(&path).map_err(|error| unread(error.to_string()))?;
        specs.push(TaskSpec::decode(bytes.as_slice()).map_err(|error| unread(error.to_string()))?);
    }
    Ok(specs)
}

/// A folder that goes when it is not needed any more.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, CliError> {
        let path = std::env::temp_dir().join(format!("cargo-flyte-{}", std::process::id()));
        std::fs::create_dir_all(&path)
            .map_err(|error| CliError::failure(format!("`{}` cannot be made: {error}", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(Path::new(&self.0));
    }
}
