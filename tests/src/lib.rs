//! Shared helpers of the tests.

pub mod flytekit;
pub mod place;
pub mod python;
pub mod task_binary;
