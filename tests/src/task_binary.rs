//! A task binary run as a process: serialized as for a registration, executed as Flyte's backend would.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flyte_idl::admin::TaskSpec;
use flyte_idl::core::task_template::Target;
use flyte_idl::prost::Message;
use tempfile::TempDir;

use crate::place::{Place, files_below};

/// The settings that the golden cases were serialized with.
const SETTINGS: [&str; 8] = [
    "--project",
    "flytesnacks",
    "--domain",
    "development",
    "--version",
    "v1",
    "--image",
    "ghcr.io/example/app:v1",
];

/// What the backend substitutes for the previous checkpoint on a first attempt: two quote characters.
const NO_CHECKPOINT: &str = "\"\"";

/// A built task binary, with the specifications that it writes of its tasks.
pub struct TaskBinary {
    program: PathBuf,
    specs: BTreeMap<String, SpecFile>,
}

/// One file that `serialize` wrote.
pub struct SpecFile {
    /// The file's name.
    pub file: String,
    /// The file's content.
    pub bytes: Vec<u8>,
    /// The content as a message.
    pub spec: TaskSpec,
}

/// How a process ended, and what it said.
#[derive(Debug)]
pub struct Ending {
    /// The exit code, absent when a signal ended it.
    pub code: Option<i32>,
    /// All of stdout.
    pub stdout: String,
    /// All of stderr.
    pub stderr: String,
}

impl TaskBinary {
    /// Takes a built program and lets it serialize its tasks.
    pub fn new(program: impl Into<PathBuf>) -> Result<Self, String> {
        let mut binary = Self { program: program.into(), specs: BTreeMap::new() };
        for (file, bytes) in binary.serialize()? {
            let spec =
                TaskSpec::decode(bytes.as_slice()).map_err(|e| format!("{file} is no TaskSpec: {e}"))?;
            let id = spec.template.as_ref().and_then(|template| template.id.as_ref());
            let name = id.ok_or_else(|| format!("{file} has no identifier"))?.name.clone();
            binary.specs.insert(name, SpecFile { file, bytes, spec });
        }
        Ok(binary)
    }

    /// Returns the files that `serialize` writes, by name.
    pub fn serialize(&self) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let folder = TempDir::with_prefix("flyte-task-specs-").map_err(|e| e.to_string())?;
        let mut arguments: Vec<&OsStr> = vec!["serialize".as_ref(), "-o".as_ref(), folder.path().as_ref()];
        arguments.extend(SETTINGS.iter().map(OsStr::new));
        let ending = self.run(&arguments, &[])?;
        if ending.code != Some(0) {
            return Err(format!("serialize failed: {ending:?}"));
        }
        files_below(folder.path()).map_err(|e| e.to_string())
    }

    /// Returns the specifications by the tasks' names.
    pub fn specs(&self) -> &BTreeMap<String, SpecFile> {
        &self.specs
    }

    /// Returns the arguments after `--` with which the container loads a task: the resolver's.
    pub fn loader_args(&self, task: &str) -> Result<Vec<String>, String> {
        let arguments = self.container_args(task)?;
        let split = arguments.iter().position(|argument| argument == "--");
        split
            .and_then(|at| arguments.get(at + 1..))
            .map(<[String]>::to_vec)
            .ok_or_else(|| format!("the container args of {task} have no `--`: {arguments:?}"))
    }

    /// Runs a task exactly by the command line of its own specification.
    pub fn execute(&self, task: &str, place: &Place, env: &[(&str, &str)]) -> Result<Ending, String> {
        let arguments = self.container_args(task)?;
        self.run_filled(&arguments, place, env)
    }

    /// Runs a task exactly by the command line of its own specification, its raw outputs going elsewhere.
    pub fn execute_storing(
        &self,
        task: &str,
        place: &Place,
        raw_output_prefix: &str,
        env: &[(&str, &str)],
    ) -> Result<Ending, String> {
        let template = "{{.rawOutputDataPrefix}}";
        let arguments = self.container_args(task)?.into_iter();
        let arguments: Vec<String> =
            arguments.map(|word| word.replace(template, raw_output_prefix)).collect();
        self.run_filled(&arguments, place, env)
    }

    /// Runs the command line of a task's specification, but has the resolver load something else.
    pub fn execute_loading(&self, task: &str, loader_args: &[&str], place: &Place) -> Result<Ending, String> {
        let mut arguments = self.container_args(task)?;
        let keep =
            arguments.iter().position(|argument| argument == "--").map_or(arguments.len(), |at| at + 1);
        arguments.truncate(keep);
        arguments.extend(loader_args.iter().map(|&argument| argument.to_owned()));
        self.run_filled(&arguments, place, &[])
    }

    /// Returns the process that runs a task by the command line of its own specification, not yet started.
    pub fn command(&self, task: &str, place: &Place, env: &[(&str, &str)]) -> Result<Command, String> {
        self.command_filled(&self.container_args(task)?, place, env)
    }

    /// Runs the program with any arguments.
    pub fn run(&self, arguments: &[impl AsRef<OsStr>], env: &[(&str, &str)]) -> Result<Ending, String> {
        Ending::of(&mut self.command_of(arguments, env))
    }

    fn command_of(&self, arguments: &[impl AsRef<OsStr>], env: &[(&str, &str)]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).stdin(Stdio::null());
        // The tests may themselves run inside a Flyte task.
        for (name, _) in env::vars_os() {
            let others = ["FLYTE_", "_F_", "OTEL_", "TRACE"];
            if name.to_str().is_some_and(|name| others.iter().any(|start| name.starts_with(start))) {
                command.env_remove(name);
            }
        }
        // Nor are messages and lines to depend on who runs the tests.
        for name in ["RUST_BACKTRACE", "RUST_LIB_BACKTRACE", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.envs(env.iter().copied());
        command
    }

    /// Returns what follows the program's name in the container that a task's specification describes.
    fn container_args(&self, task: &str) -> Result<Vec<String>, String> {
        let SpecFile { spec, .. } =
            self.specs.get(task).ok_or_else(|| format!("the binary has no task {task}"))?;
        let Some(Target::Container(container)) = spec.template.as_ref().and_then(|t| t.target.as_ref())
        else {
            return Err(format!("the specification of {task} has no container"));
        };
        let line: Vec<&String> = container.command.iter().chain(&container.args).collect();
        let name = self.program.file_stem().map(OsStr::to_string_lossy);
        match line.split_first() {
            Some((program, arguments))
                if Path::new(program).file_stem().map(OsStr::to_string_lossy) == name =>
            {
                Ok(arguments.iter().map(|&argument| argument.clone()).collect())
            }
            _ => Err(format!("the container of {task} does not start {}: {line:?}", self.program.display())),
        }
    }

    fn run_filled(
        &self,
        arguments: &[String],
        place: &Place,
        env: &[(&str, &str)],
    ) -> Result<Ending, String> {
        Ending::of(&mut self.command_filled(arguments, place, env)?)
    }

    fn command_filled(
        &self,
        arguments: &[String],
        place: &Place,
        env: &[(&str, &str)],
    ) -> Result<Command, String> {
        let filled: Vec<String> = arguments.iter().map(|argument| fill(argument, place)).collect();
        if let Some(left) = filled.iter().find(|argument| argument.contains("{{")) {
            return Err(format!("the backend knows no template {left}"));
        }
        let attempt = [
            ("FLYTE_INTERNAL_EXECUTION_PROJECT", "flytesnacks"),
            ("FLYTE_INTERNAL_EXECUTION_DOMAIN", "development"),
            ("FLYTE_INTERNAL_EXECUTION_ID", "golden"),
            ("FLYTE_INTERNAL_TASK_PROJECT", "flytesnacks"),
            ("FLYTE_INTERNAL_TASK_DOMAIN", "development"),
            ("FLYTE_INTERNAL_TASK_NAME", "golden"),
            ("FLYTE_INTERNAL_TASK_VERSION", "v1"),
        ];
        let env: Vec<(&str, &str)> = attempt.into_iter().chain(env.iter().copied()).collect();
        Ok(self.command_of(&filled, &env))
    }
}

impl Ending {
    /// Runs a process to its end.
    pub fn of(command: &mut Command) -> Result<Self, String> {
        let output = command
            .output()
            .map_err(|e| format!("cannot run {}: {e}", Path::new(command.get_program()).display()))?;
        Ok(Self::from(output))
    }
}

impl From<Output> for Ending {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Substitutes what the backend substitutes in a container's command line.
fn fill(argument: &str, place: &Place) -> String {
    let values: [(&str, PathBuf); 5] = [
        ("{{.input}}", place.inputs()),
        ("{{.outputPrefix}}", place.output_prefix()),
        ("{{.rawOutputDataPrefix}}", place.raw_output_prefix()),
        ("{{.checkpointOutputPrefix}}", place.raw_output_prefix().join("_flytecheckpoints")),
        ("{{.prevCheckpointPrefix}}", NO_CHECKPOINT.into()),
    ];
    values
        .iter()
        .fold(argument.to_owned(), |text, (template, value)| text.replace(template, &value.to_string_lossy()))
}
