//! Golden cases of what a task says about itself.

use flyte_task::prelude::*;

#[task(name = "golden_dev.m01_cache", cache = true, cache_version = "1.0")]
fn m01_cache(x: i64) -> i64 {
    x
}

#[task(
    name = "golden_dev.m02_cache_full",
    cache = true,
    cache_version = "v2",
    cache_serialize = true,
    cache_ignore_input_vars("y", "z")
)]
fn m02_cache_full(x: i64, #[default(0)] y: i64, #[default(String::new())] z: String) -> i64 {
    drop((y, z));
    x
}

#[task(name = "golden_dev.m03_retries_timeout", retries = 3, timeout = "5m 1ms")]
fn m03_retries_timeout(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m04_interruptible_true", interruptible = true)]
fn m04_interruptible_true(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m05_interruptible_false", interruptible = false)]
fn m05_interruptible_false(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m06_deprecated", deprecated = "use m99 instead")]
fn m06_deprecated(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m07_pod_template_name", pod_template_name = "gpu-template")]
fn m07_pod_template_name(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m08_deck", enable_deck, deck_fields())]
fn m08_deck(x: i64) -> i64 {
    x
}

#[task(
    name = "golden_dev.m09_secrets",
    secret_requests(
        secret(group = "db", key = "password"),
        secret(group = "api", key = "token", version = "7", mount = "env_var", env_var = "API_TOKEN"),
        secret(group = "cert", key = "pem", mount = "file"),
    )
)]
fn m09_secrets(x: i64) -> i64 {
    x
}

#[task(
    name = "golden_dev.m10_resources",
    requests(cpu = "500m", mem = "1Gi", ephemeral_storage = "2Gi"),
    limits(cpu = "2", mem = "4Gi", gpu = "1", ephemeral_storage = "10Gi")
)]
fn m10_resources(x: i64) -> i64 {
    x
}

// flytekit's `resources` with a pair is a request and a limit.
#[task(name = "golden_dev.m11_resources_pair", requests(cpu = "1", mem = "512Mi"), limits(cpu = "2"))]
fn m11_resources_pair(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m12_env", environment(B_VAR = "2", A_VAR = "one"))]
fn m12_env(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m13_accelerator", limits(gpu = "1"), accelerator = "nvidia-tesla-t4")]
fn m13_accelerator(x: i64) -> i64 {
    x
}

#[task(
    name = "golden_dev.m14_accelerator_partition",
    limits(gpu = "1"),
    accelerator(device = "nvidia-tesla-a100", partition = "2g.10gb"),
    shared_memory
)]
fn m14_accelerator_partition(x: i64) -> i64 {
    x
}

/// Short line.
///
/// Longer text
/// over two lines.
///
/// # Returns
/// the same value
#[task(name = "golden_dev.m15_docs")]
fn m15_docs(
    /// the value to echo
    x: i64,
) -> i64 {
    x
}

#[task(name = "golden_dev.m16_labels", labels(team = "data"), annotations(note = "n1"))]
fn m16_labels(x: i64) -> i64 {
    x
}

#[task(name = "golden_dev.m17_image", container_image = "ghcr.io/example/other:v9")]
fn m17_image(x: i64) -> i64 {
    x
}
