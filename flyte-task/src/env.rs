//! The environment variables that mean something here, each by its one name.

/// Fail the process when the task failed, instead of reporting the failure by `error.pb` alone.
pub const FAIL_ON_ERROR: &str = "FLYTE_FAIL_ON_ERROR";

/// The image that tasks run in when none is given; Flyte's own images set it.
pub const INTERNAL_IMAGE: &str = "FLYTE_INTERNAL_IMAGE";

/// How errors of the workers of one distributed job are put together; set, it makes each worker write its own.
pub const DISTRIBUTED_ERROR_STRATEGY: [&str; 2] = ["FLYTE_INTERNAL_DIST_ERROR_STRATEGY", "_F_DES"];

/// The name of this worker of a distributed job.
pub const WORKER_NAME: [&str; 2] = ["FLYTE_INTERNAL_WORKER_NAME", "_F_WN"];

/// The project of the execution; flytekit's short name is set by older backends.
pub const EXECUTION_PROJECT: [&str; 2] = ["FLYTE_INTERNAL_EXECUTION_PROJECT", "_F_PRJ"];

/// The domain of the execution.
pub const EXECUTION_DOMAIN: [&str; 2] = ["FLYTE_INTERNAL_EXECUTION_DOMAIN", "_F_DM"];

/// The name of the execution.
pub const EXECUTION_ID: [&str; 2] = ["FLYTE_INTERNAL_EXECUTION_ID", "_F_NM"];

/// The project of the task.
pub const TASK_PROJECT: [&str; 2] = ["FLYTE_INTERNAL_TASK_PROJECT", "_F_TK_PRJ"];

/// The domain of the task.
pub const TASK_DOMAIN: [&str; 2] = ["FLYTE_INTERNAL_TASK_DOMAIN", "_F_TK_DM"];

/// The name of the task.
pub const TASK_NAME: [&str; 2] = ["FLYTE_INTERNAL_TASK_NAME", "_F_TK_NM"];

/// The version of the task.
pub const TASK_VERSION: [&str; 2] = ["FLYTE_INTERNAL_TASK_VERSION", "_F_TK_V"];

/// How many tries there were before this one.
pub const ATTEMPT_NUMBER: &str = "FLYTE_ATTEMPT_NUMBER";

/// The name of the variable that holds the index of this element of a map.
pub const ARRAY_INDEX_VARIABLE: &str = "BATCH_JOB_ARRAY_INDEX_VAR_NAME";

/// What is added to the index of this element of a map; nothing if unset.
pub const ARRAY_INDEX_OFFSET: &str = "BATCH_JOB_ARRAY_INDEX_OFFSET";

/// The size in MiB from which outputs are left in files of their own; unset, all of them are in `outputs.pb`.
pub const MIN_OFFLOADED_SIZE: &str = "_F_L_MIN_SIZE_MB";

/// The size in MiB from which an output is too large even for a file of its own; 1000 if unset.
pub const MAX_OFFLOADED_SIZE: &str = "_F_L_MAX_SIZE_MB";

/// What the variables of secrets begin with; `_FSEC_` if unset.
pub const SECRETS_ENV_PREFIX: &str = "FLYTE_SECRETS_ENV_PREFIX";

/// The folder that secrets are mounted in; `/etc/secrets` if unset.
pub const SECRETS_DEFAULT_DIR: &str = "FLYTE_SECRETS_DEFAULT_DIR";

/// What the files of secrets begin with; nothing if unset.
pub const SECRETS_FILE_PREFIX: &str = "FLYTE_SECRETS_FILE_PREFIX";

/// The first of these variables that is set and not empty.
pub(crate) fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// Whether the variable says yes, in flytekit's words.
pub(crate) fn is_true(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| matches!(value.to_lowercase().as_str(), "true" | "t" | "1"))
}
