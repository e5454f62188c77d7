//! The records of a build, read.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use flyte_idl::admin::TaskSpec;

use super::cursor::Cursor;
use super::decode_task::{Place, entry, task};
use super::decode_type::Types;
use super::examine::Examination;
use super::format::kind;
use super::frame::frames;
use super::section::{Target, section};
use super::{RecordsError, Unknown};
use crate::serialization::{
    SerializationError, SerializationSettings, SerializedFile, SerializedTask, files, serialized, task_spec,
};
use crate::task::{DuplicateTasks, FunctionTask, Task, TaskDescriptor, TaskRef, duplicates_among};

/// The most bytes of a file that are read.
const LARGEST: u64 = 8 << 30;

/// Reads the records of a program: ELF or Mach-O, for whatever processor, stripped or not. The program is not run.
///
/// What is read stays in memory for as long as the process.
///
/// # Errors
/// When the file is no such program, has no tasks, or its records are damaged or of another version.
pub fn read(path: impl AsRef<Path>) -> Result<Records, RecordsError> {
    let path = path.as_ref();
    let open = |error| RecordsError::Open { path: path.to_owned(), error };
    let metadata = std::fs::metadata(path).map_err(open)?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        let reason = if metadata.is_dir() { "it is a folder" } else { "it is no file of a program's size" };
        return Err(RecordsError::NotABuild { path: path.to_owned(), reason: reason.to_owned() });
    }
    let bytes = std::fs::read(path).map_err(open)?;
    parse(&bytes).map_err(|error| error.in_file(path))
}

/// Reads the records of a program that is already in memory, see [`read`].
///
/// # Errors
/// As those of [`read`].
pub fn parse(program: &[u8]) -> Result<Records, RecordsError> {
    let (target, section) = section(program)?;
    let records = Records::of_section(target, section.leak())?;
    if records.tasks.is_empty() && records.entries.is_empty() {
        return Err(RecordsError::NoRecords { path: "".into() });
    }
    Ok(records)
}

/// All tasks that a program's records tell of.
#[derive(Debug)]
pub struct Records {
    target: Target,
    tasks: Vec<RecordedTask>,
    entries: Vec<RecordedEntry>,
}

impl Records {
    pub(super) fn of_section(target: Target, section: &'static [u8]) -> Result<Self, RecordsError> {
        let frames = frames(section)?;
        let mut types = Types::default();
        for frame in frames.iter().filter(|frame| frame.kind == kind::TYPE) {
            types.declare(frame.body)?;
        }
        types.define()?;
        let mut examination = Examination::new();
        let (mut tasks, mut entries) = (Vec::new(), Vec::new());
        for frame in frames {
            match frame.kind {
                kind::TASK => tasks.push(RecordedTask::read(frame.body, &mut types, &mut examination)?),
                kind::TYPE => {}
                kind::ENTRY => entries.push(RecordedEntry::read(frame.body)?),
                other => return Err(frame.body.damage(format!("no record is of kind {other}")).into()),
            }
        }
        // The order of a program's own registry.
        tasks.sort_by_cached_key(|task| (task.name(), task.task.instantiated_in()));
        entries.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Ok(Self { target, tasks, entries })
    }

    /// What the program was built for.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The task fns, ordered by name.
    pub fn tasks(&self) -> &[RecordedTask] {
        &self.tasks
    }

    /// Where the program makes further tasks when it runs: with `register_task!`, or through a resolver.
    pub fn entries(&self) -> &[RecordedEntry] {
        &self.entries
    }

    /// Finds names that stand for more than one task.
    ///
    /// # Errors
    /// With all of them, if there are any.
    pub fn duplicates(&self) -> Result<(), DuplicateTasks> {
        duplicates_among(self.tasks.iter().map(RecordedTask::task))
    }

    /// All that only the program itself can tell: of its tasks, each under its name, and of tasks that it makes.
    pub fn unknown(&self) -> Vec<Unknown> {
        let of_tasks = self.tasks.iter().flat_map(|task| {
            let name = task.name();
            task.unknown.iter().map(move |unknown| Unknown {
                what: format!("{name}: {}", unknown.what),
                reason: unknown.reason.clone(),
            })
        });
        let made = self.entries.iter().map(|entry| Unknown {
            what: format!("{} at {}:{}", entry.made_by, entry.file, entry.line),
            reason: "the tasks are made when the program runs".to_owned(),
        });
        of_tasks.chain(made).collect()
    }

    /// The files of a registration, the very ones that the program's own `serialize` writes.
    ///
    /// # Errors
    /// When only the program itself can tell some of them, or a task cannot be registered.
    pub fn task_files(&self, settings: &SerializationSettings) -> Result<Vec<SerializedFile>, RecordsError> {
        Ok(files(&self.serialized_tasks(settings)?))
    }

    /// All tasks as they are registered, in the order of their names.
    ///
    /// # Errors
    /// When only the program itself can tell some of them, or a task cannot be registered.
    pub fn serialized_tasks(
        &self,
        settings: &SerializationSettings,
    ) -> Result<Vec<SerializedTask>, RecordsError> {
        let reasons = self.unknown();
        if !reasons.is_empty() {
            return Err(RecordsError::NeedsProgram { reasons });
        }
        self.duplicates().map_err(SerializationError::Duplicates)?;
        Ok(serialized(self.tasks.iter().map(RecordedTask::task), settings)?)
    }
}

/// A task fn as its record tells it.
#[derive(Debug, Clone)]
pub struct RecordedTask {
    task: FunctionTask,
    unknown: Vec<Unknown>,
}

impl RecordedTask {
    fn read(body: Cursor, types: &mut Types, examination: &mut Examination) -> Result<Self, RecordsError> {
        let (task, mut unknown) = task(body, types)?;
        let descriptor = task.descriptor;
        let inputs = descriptor.inputs.iter().map(|input| (input.name, input.ty));
        let outputs = descriptor.outputs.iter().map(|output| (output.name, output.ty));
        let found = examination.task(inputs.chain(outputs)).map_err(|reason| body.damage(reason))?;
        unknown.extend(found);
        Ok(Self { task, unknown })
    }

    /// The name under which the task is registered.
    pub fn name(&self) -> String {
        self.task.descriptor.name()
    }

    /// What the compiler knows of the task, without its code: of defaults of inputs the text, and none of the hooks,
    /// policies and templates that [`unknown`](Self::unknown) names.
    pub fn descriptor(&self) -> &'static TaskDescriptor {
        self.task.descriptor
    }

    /// The task as the program itself has it, except that it cannot be run.
    ///
    /// Whatever [`unknown`](Self::unknown) names is left out; ask [`spec`](Self::spec) for a specification.
    pub fn task(&self) -> &dyn Task {
        &self.task
    }

    /// The same, to keep.
    pub fn task_ref(&self) -> TaskRef {
        Arc::new(self.task)
    }

    /// What the record could not tell and the specification depends on; empty for most tasks.
    pub fn unknown(&self) -> &[Unknown] {
        &self.unknown
    }

    /// The message with which the task is registered, the very one that the program itself makes.
    ///
    /// # Errors
    /// When only the program itself can tell it, or the task cannot be registered.
    pub fn spec(&self, settings: &SerializationSettings) -> Result<TaskSpec, RecordsError> {
        if self.unknown.is_empty() {
            Ok(task_spec(&self.task, settings)?)
        } else {
            Err(RecordsError::NeedsProgram { reasons: self.unknown.clone() })
        }
    }
}

/// A place where the program makes tasks when it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEntry {
    /// The macro that stands there: `register_task!` or `register_resolver!`.
    pub made_by: &'static str,
    /// The module, as Rust writes it.
    pub module: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line in that file.
    pub line: u32,
}

impl RecordedEntry {
    fn read(body: Cursor) -> Result<Self, RecordsError> {
        let (made_by, Place { line, module, file }) = entry(body)?;
        Ok(Self { made_by, module, file, line })
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.what, self.reason)
    }
}
