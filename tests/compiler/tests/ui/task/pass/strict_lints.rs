//! Expansions pass under the strictest lints that users have, clippy's included.
#![deny(
    warnings,
    missing_docs,
    future_incompatible,
    nonstandard_style,
    rust_2018_idioms,
    unused,
    let_underscore_drop,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::allow_attributes,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo,
    clippy::allow_attributes_without_reason,
    clippy::arbitrary_source_item_ordering,
    clippy::arithmetic_side_effects,
    clippy::default_numeric_fallback,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::infinite_loop,
    clippy::missing_const_for_fn,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::multiple_inherent_impl,
    clippy::panic,
    clippy::question_mark_used,
    clippy::same_name_method,
    clippy::shadow_unrelated,
    clippy::str_to_string,
    clippy::std_instead_of_core,
    clippy::unwrap_used,
    clippy::single_call_fn,
    clippy::used_underscore_binding
)]
#![forbid(unsafe_code)]
#![allow(
    clippy::multiple_crate_versions,
    clippy::cargo_common_metadata,
    clippy::wildcard_imports,
    clippy::single_call_fn,
    clippy::arbitrary_source_item_ordering,
    clippy::missing_inline_in_public_items,
    clippy::print_stdout,
    clippy::needless_pass_by_value,
    clippy::std_instead_of_core,
    clippy::too_many_arguments,
    reason = "about what stands here, not about what is made of it"
)]

use std::collections::BTreeMap;

use flyte_task::error::BoxError;
use flyte_task::prelude::*;
use flyte_task::task::{CachePolicy, DefaultTaskResolver, TaskConfig, VersionParameters};
use flyte_task::{ExecutionContext, Failure};

/// Adds.
#[task(cache, retries = 3, timeout = "1h", environment(KEY = "value"), requests(cpu = 1), limits(cpu = 2))]
#[must_use]
pub fn add(
    /// the first
    first: i64,
    #[default(1_i64)] second: i64,
    #[default(Some("x"))] text: Option<String>,
    #[default(["a"])] list: Vec<String>,
    map: BTreeMap<String, i64>,
    _ignored: bool,
) -> (i64, String) {
    (first.saturating_add(second), format!("{text:?} {list:?} {map:?}"))
}

/// Adds later.
///
/// # Errors
/// Never.
#[task(deprecated = "use `add`")]
#[deprecated(note = "use `add`")]
pub async fn add_later(first: i64) -> Result<i64, TaskError> {
    std::future::ready(Ok(first)).await
}

/// Settings of a plugin.
#[derive(Debug, Default)]
struct Job {
    workers: Vec<u32>,
}

#[expect(clippy::missing_trait_methods, reason = "what is provided is right")]
impl TaskConfig for Job {
    fn task_type(&self) -> String {
        format!("job-{}", self.workers.len())
    }
}

/// Derives versions.
#[derive(Debug, Default)]
struct Policy {
    names: Vec<String>,
}

impl CachePolicy for Policy {
    fn version(&self, salt: &str, parameters: &VersionParameters<'_>) -> Result<String, BoxError> {
        Ok(format!("{salt}{}{}", parameters.task, self.names.len()))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as hooks are")]
#[expect(clippy::missing_const_for_fn, reason = "as hooks are")]
fn before(context: ExecutionContext) -> Result<ExecutionContext, TaskError> {
    Ok(context)
}

fn after(context: &ExecutionContext, outputs: String) -> Result<String, Failure> {
    if context.attempt() == 0 { Ok(outputs) } else { Err(Failure::new("again")) }
}

/// Everything that names code.
#[task(
    cache,
    cache_policies(Policy::default()),
    cache_salt = "1",
    task_config = Job::default(),
    resolver = DefaultTaskResolver,
    pre_execute = before,
    post_execute = after,
    secret_requests(secret(group = "db", key = "password")),
    limits(gpu = 1),
    accelerator = "nvidia-tesla-t4",
    shared_memory,
    labels(team = "data"),
    enable_deck,
    deck_fields(input),
    docs(source_link = "https://example.com")
)]
#[must_use]
pub fn hooked(context: &ExecutionContext, first: i64) -> String {
    format!("{first} {}", context.attempt())
}

/// The same, later.
#[task(post_execute = after)]
pub async fn hooked_later(first: i64, #[default(1_i64)] second: i64, context: &ExecutionContext) -> String {
    std::future::ready(format!("{first} {second} {}", context.attempt())).await
}

#[task(task_type = "job", task_type_version = 1)]
async fn lent(_context: &ExecutionContext) {
    std::future::ready(()).await;
}

#[task]
fn undocumented(left: u8) -> String {
    left.to_string()
}

#[task]
#[expect(non_snake_case, reason = "as somebody may have it")]
fn OddlyNamed(left: u8) -> String {
    left.to_string()
}

/// Starts.
fn main() {
    assert_eq!(undocumented(1), OddlyNamed(1), "both print");
    drop(lent(&ExecutionContext::local()));
    let (sum, _) = add(1, 2, None, Vec::new(), BTreeMap::new(), true);
    assert_eq!(sum, 3, "the fn is untouched");
}
