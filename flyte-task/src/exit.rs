//! The exit codes of a task binary and of `cargo flyte`.
//!
//! Flyte reads an error file only of a container that ended with 0, so `execute` ends with 0 whenever it left one. What
//! becomes of each way to fail, and who is left to tell:
//!
//! | what happens | where it is said | exit |
//! |---|---|---|
//! | the task returns an error, panics, or panics again in a destructor | error file | 0 |
//! | its inputs cannot be read, its outputs not be written in Flyte's terms or not be stored | error file | 0 |
//! | the same with [`FLYTE_FAIL_ON_ERROR`](crate::env::FAIL_ON_ERROR) | error file | [`FAILURE`] |
//! | SIGTERM, and the task does not end in [time](crate::env::TERMINATION_GRACE) | error file, to be tried again | 0 |
//! | nothing can be written where outputs go | last line on stderr | [`FAILURE`] |
//! | arguments that `execute` does not take | last line on stderr | [`USAGE`] |
//! | a fault (a stack that overflows, memory that runs out, `abort`) under [`FLYTE_TASK_SUPERVISE`](crate::env::SUPERVISE) | error file, with the last lines of stderr | 0 |
//! | a fault otherwise | stderr, by Rust or the system | by the signal: 128 and its number in Kubernetes' terms |
//! | SIGKILL, as when the pod takes too much memory | nowhere; Kubernetes knows | 137, also under supervision |
//! | the task calls `std::process::exit` | nowhere | as it says |

/// All went well; for `execute`, also when the failure was written to an error file, which Flyte reads only then.
pub const SUCCESS: u8 = 0;

/// The task failed, or for `execute`: its failure could not be written to a file, or
/// [`FLYTE_FAIL_ON_ERROR`](crate::env::FAIL_ON_ERROR) asked for it.
pub const FAILURE: u8 = 1;

/// The arguments are not what the command takes; nothing was run.
pub const USAGE: u8 = 2;

/// `cargo flyte check` found that interfaces differ from the lock, in ways that break no caller.
pub const CHANGED: u8 = 3;

/// `cargo flyte check` found that interfaces differ from the lock, in ways that break callers.
pub const BREAKING: u8 = 4;

/// A process that a signal ended is reported as this and the signal's number, as shells do.
pub const SIGNAL: u8 = 128;
