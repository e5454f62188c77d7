//! A place for runs of a test's own.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::context::{Checkpoint, ExecutionContext};
use crate::error::Failure;
use crate::execution::{Inputs, Outcome, decks_of, dispatch};
use crate::storage::RawOutputs;
use crate::task::Task;

/// A folder with all that a run is given: places for outputs, raw data and checkpoints. It goes when this is dropped,
/// with all that outputs point to.
///
/// ```
/// use flyte_task::execution::Inputs;
/// use flyte_task::prelude::*;
/// use flyte_task::task::TaskFn;
/// use flyte_task::testing::{Sandbox, assert_failed, assert_output};
///
/// #[task(retries = 1)]
/// fn count(context: &ExecutionContext) -> Result<String, TaskError> {
///     let checkpoint = context.checkpoint().ok_or("no checkpoint")?;
///     match checkpoint.read()? {
///         Some(bytes) => Ok(String::from_utf8(bytes)?),
///         None => {
///             checkpoint.write(b"half way")?;
///             Err(Failure::new("interrupted").recoverable().into())
///         }
///     }
/// }
///
/// let mut sandbox = Sandbox::new()?;
/// assert_failed(&sandbox.run(&count::TASK, &Inputs::new()), "USER:Recoverable", "interrupted");
/// sandbox.next_try();
/// assert_output(&sandbox.run(&count::TASK, &Inputs::new()), "o0", &"half way".to_owned());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Sandbox {
    folder: PathBuf,
    attempt: u32,
}

impl Sandbox {
    /// A new place, below the system's folder for temporary files.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new() -> io::Result<Self> {
        let folder =
            RawOutputs::new(&std::env::temp_dir().join("flyte-task-sandbox-").to_string_lossy()).folder();
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder: PathBuf::from(folder), attempt: 0 })
    }

    /// The folder that everything lies in.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// A run here: a context to hand to a fn, or to change first.
    pub fn context(&self) -> ExecutionContext {
        let context = ExecutionContext::local();
        let storage = context.storage().clone();
        let checkpoint = |attempt: u32| self.place(&format!("checkpoints/{attempt}"));
        let previous = self.attempt.checked_sub(1).map(checkpoint);
        context
            .with_raw_output_prefix(self.place("raw"))
            .with_output_prefix(self.place("outputs"))
            .with_checkpoint(Checkpoint::new(checkpoint(self.attempt), previous, storage))
            .with_attempt(self.attempt)
    }

    /// Runs a task here, or the double in its place, by the same path as in a container.
    ///
    /// # Errors
    /// When the inputs do not fit, the task fails, or its outputs cannot be said in Flyte's terms.
    pub fn run(&self, task: &dyn Task, inputs: &Inputs) -> Result<Outcome, Failure> {
        let context = self.context().with_decks(decks_of(task, Instant::now()));
        let result = dispatch(task, context.clone(), &inputs.to_bytes());
        context
            .publish_decks()
            .map_err(|error| Failure::system(format!("the deck could not be stored: {error}")))?;
        result
    }

    /// What follows is another try of the same execution: it finds the checkpoint of this one.
    pub fn next_try(&mut self) {
        self.attempt += 1;
    }

    /// The report that the last run left as HTML, if its task leaves any.
    ///
    /// # Errors
    /// When it is there but cannot be read.
    pub fn deck(&self) -> io::Result<Option<String>> {
        match std::fs::read_to_string(self.folder.join("outputs/deck.html")) {
            Ok(html) => Ok(Some(html)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn place(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // What cannot be removed from a temporary folder is the system's to clean up.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
