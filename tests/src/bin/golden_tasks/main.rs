//! A task binary: the Rust counterparts of the golden cases' Python tasks, and tasks that return what they are given.
//!
//! A task here answers to its golden case by its registered name. The fns carry no doc comments, because those would
//! become descriptions that the Python tasks do not have.

mod artifacts;
mod containers;
mod errors;
mod failing;
mod files;
mod identity;
mod identity_files;
mod identity_foreign;
mod identity_structs;
mod metadata;
mod scalars;
mod structs;
mod tables;
mod untyped;

flyte_task::main!();
