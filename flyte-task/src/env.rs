//! The environment variables that mean something here, each by its one name.

/// Fail the process when the task failed, instead of reporting the failure by `error.pb` alone.
pub const FAIL_ON_ERROR: &str = "FLYTE_FAIL_ON_ERROR";

/// The image that tasks run in when none is given; Flyte's own images set it.
pub const INTERNAL_IMAGE: &str = "FLYTE_INTERNAL_IMAGE";

/// How errors of the workers of one distributed job are put together; set, it makes each worker write its own.
pub const DISTRIBUTED_ERROR_STRATEGY: [&str; 2] = ["FLYTE_INTERNAL_DIST_ERROR_STRATEGY", "_F_DES"];

/// The name of this worker of a distributed job.
pub const WORKER_NAME: [&str; 2] = ["FLYTE_INTERNAL_WORKER_NAME", "_F_WN"];

/// The first of these variables that is set and not empty.
pub(crate) fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// Whether the variable says yes, in flytekit's words.
pub(crate) fn is_true(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| matches!(value.to_lowercase().as_str(), "true" | "t" | "1"))
}
