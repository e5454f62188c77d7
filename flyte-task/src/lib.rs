//! Write Flyte tasks as plain Rust functions.
