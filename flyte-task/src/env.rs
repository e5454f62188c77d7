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

/// The workflow of the execution.
pub const EXECUTION_WORKFLOW: [&str; 2] = ["FLYTE_INTERNAL_EXECUTION_WORKFLOW", "_F_WF"];

/// The launch plan of the execution; flytekit reads it though the backend does not set it.
pub const EXECUTION_LAUNCHPLAN: [&str; 2] = ["FLYTE_INTERNAL_EXECUTION_LAUNCHPLAN", "_F_LP"];

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

/// Whether local runs look for results in the local cache and keep theirs there; yes if unset.
pub const LOCAL_CACHE_ENABLED: &str = "FLYTE_LOCAL_CACHE_ENABLED";

/// Whether local runs keep their results in the local cache without looking for earlier ones; no if unset.
pub const LOCAL_CACHE_OVERWRITE: &str = "FLYTE_LOCAL_CACHE_OVERWRITE";

/// What the variables of secrets begin with; `_FSEC_` if unset.
pub const SECRETS_ENV_PREFIX: &str = "FLYTE_SECRETS_ENV_PREFIX";

/// The folder that secrets are mounted in; `/etc/secrets` if unset.
pub const SECRETS_DEFAULT_DIR: &str = "FLYTE_SECRETS_DEFAULT_DIR";

/// What the files of secrets begin with; nothing if unset.
pub const SECRETS_FILE_PREFIX: &str = "FLYTE_SECRETS_FILE_PREFIX";

/// Whether the execution is noted on the objects that it writes; yes if unset.
pub const ATTACH_EXECUTION_METADATA: &str = "FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA";

/// The size in bytes of the parts that large objects are sent in; 25 MiB if unset.
pub const WRITE_CHUNK_SIZE: &str = "_F_P_WRITE_CHUNK_SIZE";

/// The S3 server; Amazon's if unset. `http://` is taken at its word.
pub const AWS_ENDPOINT: &str = "FLYTE_AWS_ENDPOINT";

/// The name that S3 knows the caller by; together with the secret below, and before all of `AWS_*`.
pub const AWS_ACCESS_KEY_ID: &str = "FLYTE_AWS_ACCESS_KEY_ID";

/// The secret to that name.
pub const AWS_SECRET_ACCESS_KEY: &str = "FLYTE_AWS_SECRET_ACCESS_KEY";

/// Where the bucket stands in S3 requests: `path`, `virtual` (in the host's name) or `auto`.
pub const AWS_ADDRESSING_STYLE: &str = "FLYTE_AWS_ADDRESSING_STYLE";

/// How often a request to any object store is tried again.
pub const AWS_RETRIES: &str = "FLYTE_AWS_RETRIES";

/// The longest pause before a request to any object store is tried again, in seconds.
pub const AWS_BACKOFF_SECONDS: &str = "FLYTE_AWS_BACKOFF_SECONDS";

/// The Azure storage account, where the URI names none.
pub const AZURE_STORAGE_ACCOUNT_NAME: &str = "FLYTE_AZURE_STORAGE_ACCOUNT_NAME";

/// The key to the Azure storage account.
pub const AZURE_STORAGE_ACCOUNT_KEY: &str = "FLYTE_AZURE_STORAGE_ACCOUNT_KEY";

/// The tenant of an Azure service principal.
pub const AZURE_TENANT_ID: &str = "FLYTE_AZURE_TENANT_ID";

/// The name of an Azure service principal.
pub const AZURE_CLIENT_ID: &str = "FLYTE_AZURE_CLIENT_ID";

/// The secret of an Azure service principal.
pub const AZURE_CLIENT_SECRET: &str = "FLYTE_AZURE_CLIENT_SECRET";

/// The level of this library's own events: a number of Python's `logging` or its name; warning if unset.
pub const LOGGING_LEVEL: &str = "FLYTE_SDK_LOGGING_LEVEL";

/// How events are written: `json`, or anything else for text.
pub const LOGGING_FORMAT: &str = "FLYTE_SDK_LOGGING_FORMAT";

/// The levels of all other events, as Rust programs know it; info if unset.
pub const RUST_LOG: &str = "RUST_LOG";

/// Where spans go, for a program built with the feature `opentelemetry`: the first name is taken as it is, the second is
/// the collector's address, to which `/v1/traces` is added. Nowhere if unset.
pub const OTLP_ENDPOINT: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

/// The protocol that the collector speaks; `http/protobuf`, the only one here, if unset.
pub const OTLP_PROTOCOL: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];

/// How many milliseconds the collector is given to answer; 10000 if unset.
pub const OTLP_TIMEOUT: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT"];

/// Who takes spans: `otlp`, also if unset, or `none`.
pub const OTEL_TRACES_EXPORTER: &str = "OTEL_TRACES_EXPORTER";

/// Whether no spans are sent although there is a collector; no if unset.
pub const OTEL_SDK_DISABLED: &str = "OTEL_SDK_DISABLED";

/// What spans say that they come from; the program's name if unset.
pub const OTEL_SERVICE_NAME: &str = "OTEL_SERVICE_NAME";

/// The span that a run is part of, as the W3C writes it; none if unset.
pub const TRACEPARENT: &str = "TRACEPARENT";

/// What tracing systems add to the span that a run is part of.
pub const TRACESTATE: &str = "TRACESTATE";

/// The host that statistics go to, by statsd's protocol; nowhere if unset. The second name is the one that flytekit
/// reads, which keeps these settings among those of secrets.
pub const STATSD_HOST: [&str; 2] = ["FLYTE_STATSD_HOST", "FLYTE_SECRETS_HOST"];

/// The UDP port that statistics go to; 8125 if unset.
pub const STATSD_PORT: [&str; 2] = ["FLYTE_STATSD_PORT", "FLYTE_SECRETS_PORT"];

/// Whether no statistics are sent although there is a host; no if unset.
pub const STATSD_DISABLED: [&str; 2] = ["FLYTE_STATSD_DISABLED", "FLYTE_SECRETS_DISABLED"];

/// Whether statistics are sent without the tags of the execution; no if unset.
pub const STATSD_DISABLE_TAGS: [&str; 2] = ["FLYTE_STATSD_DISABLE_TAGS", "FLYTE_SECRETS_DISABLE_TAGS"];

/// How many seconds a task is given to end after SIGTERM, before its termination is reported in its place; 20 if
/// unset, since Kubernetes ends a pod after 30.
pub const TERMINATION_GRACE: &str = "FLYTE_TASK_TERMINATION_GRACE_SECONDS";

/// Whether the task runs in a process of its own, so that even its crash is reported; no if unset. It takes about as
/// long again to start.
pub const SUPERVISE: &str = "FLYTE_TASK_SUPERVISE";

/// The first of these variables that is set and not empty.
pub(crate) fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// Whether the variable says yes, in flytekit's words.
pub(crate) fn is_true(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| matches!(value.to_lowercase().as_str(), "true" | "t" | "1"))
}

/// Whether the switch is on, in the words of flytekit's configuration: all but four say yes.
pub(crate) fn is_on(name: &str, if_unset: bool) -> bool {
    first(&[name])
        .map_or(if_unset, |value| !matches!(value.to_lowercase().as_str(), "false" | "0" | "off" | "no"))
}
