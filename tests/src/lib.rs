//! Shared helpers of the tests.

pub mod collector;
pub mod flytekit;
pub mod place;
pub mod problem;
pub mod python;
pub mod random;
pub mod s3;
pub mod task_binary;
