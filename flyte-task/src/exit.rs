//! The exit codes of a task binary and of `cargo flyte`.

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
