//! Running a task: from the bytes of its inputs to the bytes of its outputs, in a container or here.

mod decks;
mod dispatch;
mod door;
mod error_document;
mod flags;
mod local;
mod local_cache;
mod offload;
mod panics;
mod phase;
mod report;
#[cfg(unix)]
mod supervisor;
#[cfg(unix)]
mod termination;

pub use decks::of as decks_of;
pub use dispatch::{Outcome, dispatch};
pub use door::execute;
pub use flags::{ExecuteFlags, FlagError};
pub use local::{Inputs, TaskExecution};
pub use local_cache::{Cleared, LocalCache};
#[cfg(feature = "cli")]
pub(crate) use local_cache::{Lookup, cached};
