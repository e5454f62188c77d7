//! What tests of tasks need: runs in a place of their own, doubles, assertions, and a check for types of one's own.
//!
//! A fn that is a task is still a fn, so most of its tests call it. These helpers are for the rest: what happens to
//! values on their way, tasks that run on Flyte only, raw outputs, checkpoints and decks. They need the feature
//! `testing`, which belongs under `[dev-dependencies]`. They panic where something is not as it should be.
//!
//! ```
//! use flyte_task::execution::Inputs;
//! use flyte_task::prelude::*;
//! use flyte_task::task::{MapTask, TaskFn};
//! use flyte_task::testing::{Sandbox, TaskDouble, assert_failed, assert_output};
//!
//! /// Asks a service that no test should ask.
//! #[task]
//! fn score(text: String) -> Result<f64, TaskError> {
//!     Err(format!("{text}: there is no network").into())
//! }
//!
//! let sandbox = Sandbox::new()?;
//! let inputs = Inputs::new().with("text", &"good".to_owned())?;
//! assert_failed(&sandbox.run(&score::TASK, &inputs), "USER:RuntimeError", "no network");
//!
//! let double = TaskDouble::of(&score::TASK);
//! double.when_any().returns(0.0);
//! double.when(&inputs).returns(0.9);
//! let all = Inputs::new().with("text", &vec!["good".to_owned(), "bad".to_owned()])?;
//! assert_output(&sandbox.run(&MapTask::of::<score>(), &all), "o0", &vec![0.9, 0.0]);
//! double.assert_called(2);
//! double.assert_called_with(&inputs);
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```

mod assertions;
mod conformance;
mod double;
mod mutations;
mod odd_literals;
mod sandbox;

pub use assertions::{assert_failed, assert_ignored, assert_output};
pub use conformance::Conformance;
pub use double::{TaskDouble, When};
pub use sandbox::Sandbox;
