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

use flyte_task::prelude::*;

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
    let (sum, _) = add(1, 2, None, Vec::new(), BTreeMap::new(), true);
    assert_eq!(sum, 3, "the fn is untouched");
}
