//! The golden cases as they lie on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flyte_idl::core::LiteralMap;
use flyte_idl::prost::Message;
use flyte_task_tests::place::files_below;
use flyte_task_tests::python::workspace_root;
use serde_json::Value;

use crate::uncovered;

/// What a case may say about its comparison; a new word must be taught to the harness before a covered case uses it.
const KNOWN_HINTS: [&str; 6] = ["_uap", "binary", "error", "float", "offloaded", "uri"];

/// One task of flytekit with what it did.
pub(crate) struct Case {
    /// The case's name, which is its folder's.
    pub(crate) name: String,
    /// The name that flytekit registers the task by.
    pub(crate) task: String,
    /// What the resolver is asked to load, where it is not the task itself.
    pub(crate) resolver_args: Option<Vec<String>>,
    /// The folder of files that input literals refer to, and the path that they call it by.
    pub(crate) input_files: Option<(PathBuf, String)>,
    /// The runs, the main one first.
    pub(crate) runs: Vec<Run>,
    folder: PathBuf,
}

/// One execution of a case's task.
pub(crate) struct Run {
    /// `main`, or what sets the run apart.
    pub(crate) name: String,
    /// The prefix that flytekit's raw outputs have in what it wrote.
    pub(crate) raw_output_prefix: String,
    /// The folder in which they are kept, if there are any.
    raw_outputs: Option<String>,
    /// How flytekit ended it.
    pub(crate) result: RunResult,
    /// Variables that the run's environment has besides the usual ones.
    pub(crate) env: Vec<(String, String)>,
    /// The names of the files that flytekit left in the output folder.
    pub(crate) files_written: Vec<String>,
    inputs_file: String,
}

/// How flytekit ended a run.
pub(crate) enum RunResult {
    /// With an outputs file, kept under this name.
    Outputs { file: String },
    /// With an error file, kept under this name; the tail is its message without the traceback.
    Error { file: String, tail: String },
    /// Well, and without a file.
    NoFiles,
    /// Badly, and without a file.
    Crash,
}

/// Returns the folder of the original beside the repository, where there is one.
pub(crate) fn original() -> Option<PathBuf> {
    let folder = workspace_root().join("../shared/golden/cases");
    folder.is_dir().then_some(folder)
}

/// Returns the folder of the repository's own copy.
pub(crate) fn copy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/cases")
}

/// Reads every task case; workflows are no matter of a single task.
pub(crate) fn all() -> Result<Vec<Case>, String> {
    let folder = original().unwrap_or_else(copy);
    let index = read_json(&folder.join("index.json"))?;
    let tasks = list(at(&index, "cases"))?.iter().filter(|row| at(row, "kind") != "workflow");
    tasks.map(|row| Case::read(&folder.join(text(row, "case")?))).collect()
}

impl Case {
    fn read(folder: &Path) -> Result<Self, String> {
        let case = read_json(&folder.join("case.json"))?;
        let name = text(&case, "case")?;
        let mut hints = at(&case, "compare").as_object().into_iter().flat_map(|hints| hints.keys());
        if let Some(hint) = hints.find(|hint| !KNOWN_HINTS.contains(&hint.as_str()))
            && !uncovered::is_listed(&name)
        {
            return Err(format!("{name} asks for a comparison that the harness does not know: {hint}"));
        }
        let input_files = case
            .get("input_files")
            .map(|files| Ok::<_, String>((folder.join(text(files, "dir")?), text(files, "original_root")?)));
        Ok(Self {
            task: text(at(&case, "python"), "task_name")?,
            resolver_args: case.get("resolver_args").map(texts).transpose()?,
            input_files: input_files.transpose()?,
            runs: list(at(&case, "runs"))?.iter().map(Run::read).collect::<Result<_, _>>()?,
            folder: folder.to_path_buf(),
            name,
        })
    }

    /// Reads one of the case's files.
    pub(crate) fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(self.folder.join(name)).map_err(|e| format!("cannot read {name} of {}: {e}", self.name))
    }

    /// Reads one of the case's files as a message.
    pub(crate) fn message<M: Message + Default>(&self, name: &str) -> Result<M, String> {
        M::decode(self.file(name)?.as_slice()).map_err(|e| format!("{name} of {}: {e}", self.name))
    }

    /// Reads a run's inputs as flytekit wrote them.
    pub(crate) fn inputs(&self, run: &Run) -> Result<Vec<u8>, String> {
        self.file(&run.inputs_file)
    }

    /// Reads what a run of flytekit's stored below its raw output prefix, by relative path.
    pub(crate) fn raw_outputs(&self, run: &Run) -> Result<BTreeMap<String, Vec<u8>>, String> {
        match &run.raw_outputs {
            Some(folder) => files_below(&self.folder.join(folder)).map_err(|e| e.to_string()),
            None => Ok(BTreeMap::new()),
        }
    }

    /// Reads a run's inputs as a message.
    pub(crate) fn input_literals(&self, run: &Run) -> Result<LiteralMap, String> {
        self.message(&run.inputs_file)
    }
}

impl Run {
    fn read(run: &Value) -> Result<Self, String> {
        let result = match at(run, "result").as_str() {
            Some("outputs") => RunResult::Outputs { file: text(run, "outputs_file")? },
            Some("error") => RunResult::Error {
                file: text(run, "error_file")?,
                tail: text(at(run, "error"), "message_tail")?,
            },
            Some("no_files") => RunResult::NoFiles,
            Some("crash") => RunResult::Crash,
            other => return Err(format!("a run ends with {other:?}")),
        };
        let env = run.get("env").and_then(Value::as_object).into_iter().flatten();
        Ok(Self {
            name: text(run, "run")?,
            result,
            env: env
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            files_written: texts(at(run, "files_written_by_flytekit"))?,
            inputs_file: text(run, "inputs_file")?,
            raw_output_prefix: text(run, "raw_output_prefix")?,
            raw_outputs: run.get("raw_outputs_dir").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

fn read_json(file: &Path) -> Result<Value, String> {
    let bytes = fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
    serde_json::from_slice(&bytes).map_err(|e| format!("{}: {e}", file.display()))
}

fn at<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or(&Value::Null)
}

fn text(value: &Value, key: &str) -> Result<String, String> {
    at(value, key).as_str().map(str::to_owned).ok_or_else(|| format!("no text `{key}` in {value}"))
}

fn list(value: &Value) -> Result<&Vec<Value>, String> {
    value.as_array().ok_or_else(|| format!("no list: {value}"))
}

fn texts(value: &Value) -> Result<Vec<String>, String> {
    let texts = list(value)?.iter().map(|item| item.as_str().map(str::to_owned));
    texts.collect::<Option<_>>().ok_or_else(|| format!("no list of texts: {value}"))
}
