//! The records of tasks that the compiler lays into every build.
//!
//! Beside each task fn and each named type stands a record in the section `.flyte.tasks` (on Apple's systems
//! `__DATA,__flyte_tasks`): the task's interface and options, everything that its `TaskSpec` needs. So the tasks of a
//! program can be listed and serialized without running it, on any machine and for any target, and after the program
//! was stripped.
//!
//! With the feature `records`, `read` reads them:
//!
//! ```no_run
//! # #[cfg(feature = "records")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use flyte_task::records;
//! use flyte_task::serialization::SerializationSettings;
//!
//! let records = records::read("target/release/my-tasks")?;
//! let settings = SerializationSettings { image: "app:v1".to_owned(), ..Default::default() };
//! for task in records.tasks() {
//!     println!("{} {}", task.name(), task.descriptor().module);
//!     let spec = task.spec(&settings)?;
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "records"))]
//! # fn main() {}
//! ```
//!
//! What only the program itself can tell (a cache policy's answer, a pod template, a plugin's settings, tasks made when
//! the program runs) is marked in the record, with the reason: see
//! `RecordedTask::unknown` and `Records::entries`.

#[cfg(feature = "records")]
mod cursor;
#[cfg(feature = "records")]
mod decode_options;
#[cfg(feature = "records")]
mod decode_task;
#[cfg(feature = "records")]
mod decode_type;
mod encode;
mod encode_type;
#[cfg(feature = "records")]
mod error;
#[cfg(feature = "records")]
mod examine;
mod format;
#[cfg(feature = "records")]
mod frame;
#[cfg(feature = "records")]
mod read;
#[cfg(feature = "records")]
mod section;
mod sink;
#[cfg(feature = "records")]
mod unknown;

#[doc(hidden)]
pub use encode::{EntryRecord, NamedType, Recorded, TaskRecord, TypeRecord, type_len};
#[cfg(feature = "records")]
pub use error::RecordsError;
pub use format::FORMAT_VERSION;
#[cfg(feature = "records")]
pub use read::{RecordedEntry, RecordedTask, Records, parse, read};
#[cfg(feature = "records")]
pub use section::Target;
#[cfg(feature = "records")]
pub use unknown::Unknown;
