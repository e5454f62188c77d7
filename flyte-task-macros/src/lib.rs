//! The procedural macros of flyte-task.
