//! Shared helpers of the tests.

pub mod flytekit;
pub mod python;
