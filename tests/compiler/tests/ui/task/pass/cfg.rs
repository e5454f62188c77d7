//! What is taken away takes everything beside it along.

use flyte_task::prelude::*;

#[task]
#[cfg(not(unix))]
fn gone(missing: NoSuchType) {}

#[cfg(not(unix))]
#[task]
fn gone_before(missing: NoSuchType) {}

#[task]
#[cfg_attr(unix, cfg(not(unix)), must_use)]
fn gone_by_attribute(missing: NoSuchType) {}

#[task(retries = 1)]
#[cfg(not(unix))]
fn one_of_two(a: i64) -> i64 {
    a
}

#[task(retries = 2)]
#[cfg(unix)]
fn one_of_two(a: i64) -> i64 {
    a
}

#[task]
#[cfg_attr(unix, must_use)]
#[inline]
fn there(#[allow(unused_variables)] a: i64, #[cfg_attr(unix, allow(unused_variables))] b: i64) -> i64 {
    0
}

// The names are free.
#[allow(non_camel_case_types)]
struct gone;
#[allow(non_camel_case_types)]
struct gone_by_attribute;

fn main() {
    let _ = (gone, gone_by_attribute, there(1, 2));
    assert_eq!(one_of_two(1), 1);
    assert_eq!(one_of_two::DESCRIPTOR.options.retries, 2);
    assert_eq!(flyte_task::task::tasks().len(), 2);
}
