//! Docs are read in every form they have.

use flyte_task::prelude::*;

/// Adds.
///
///   Indented.
#[task]
fn lines(
    /// the first
    /// number
    a: i64,
    #[doc = "the second"] b: i64,
) -> i64 {
    a + b
}

/**
 * Adds.
 *
 * Twice.
 */
#[task]
fn block() {}

/// Before.
#[task]
#[doc = include_str!("documented.md")]
#[doc = concat!("After", ".")]
fn included() {}

#[task]
#[doc(hidden)]
fn undocumented() {}

fn main() {
    assert_eq!(lines::DESCRIPTOR.docs, "Adds.\n\n  Indented.");
    assert_eq!(lines::DESCRIPTOR.inputs[0].docs, "the first\nnumber");
    assert_eq!(lines::DESCRIPTOR.inputs[1].docs, "the second");
    assert_eq!(lines(1, 2), 3);
    assert_eq!(block::DESCRIPTOR.docs, "Adds.\n\nTwice.");
    assert_eq!(included::DESCRIPTOR.docs, "Before.\nReads as the file says.\n\nAfter.");
    assert_eq!(undocumented::DESCRIPTOR.docs, "");
    block();
    included();
    undocumented();
}
