//! What can go wrong: a user's errors with their fate, and faults of the machinery.

mod failure;
mod ignore;
mod result_ext;
mod task_error;

pub use failure::{BoxError, Failure, Origin, codes};
pub use ignore::IgnoreOutputs;
pub use result_ext::ResultExt;
pub use task_error::TaskError;
