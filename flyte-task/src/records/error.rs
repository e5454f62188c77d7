//! Why records could not be read, or not tell a task's `TaskSpec`.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::Unknown;
use super::format::FORMAT_VERSION;
use crate::serialization::SerializationError;

/// What went wrong with the records of a build.
#[derive(Debug)]
#[non_exhaustive]
pub enum RecordsError {
    /// The file could not be read.
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The file is no program that was built.
    NotABuild {
        /// The file; empty if bytes were given.
        path: PathBuf,
        /// What it is instead.
        reason: String,
    },
    /// The program has no tasks.
    NoRecords {
        /// The file; empty if bytes were given.
        path: PathBuf,
    },
    /// The records have another version than this reader.
    Version {
        /// The file; empty if bytes were given.
        path: PathBuf,
        /// Their version; the reader's is [`FORMAT_VERSION`](super::FORMAT_VERSION).
        found: u16,
    },
    /// The records are not as the compiler wrote them.
    Damaged {
        /// The file; empty if bytes were given.
        path: PathBuf,
        /// Where in the section, in bytes from its start.
        offset: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Only the program itself can tell what is asked for.
    NeedsProgram {
        /// What it cannot be told without.
        reasons: Vec<Unknown>,
    },
    /// A task cannot be registered; the program itself would say the same.
    Serialization(SerializationError),
}

impl RecordsError {
    /// The same error, of that file.
    pub(super) fn in_file(mut self, file: &std::path::Path) -> Self {
        match &mut self {
            Self::NotABuild { path, .. }
            | Self::NoRecords { path }
            | Self::Version { path, .. }
            | Self::Damaged { path, .. } => file.clone_into(path),
            Self::Open { .. } | Self::NeedsProgram { .. } | Self::Serialization(_) => {}
        }
        self
    }
}

impl fmt::Display for RecordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { path, error } => write!(f, "`{}` cannot be read: {error}", path.display()),
            Self::NotABuild { path, reason } => {
                write!(f, "{} is no program built with flyte-task: {reason}", Named(path))
            }
            Self::NoRecords { path } => write!(
                f,
                "{} has no tasks: no `#[task]` fn was linked into it; tasks of a library crate are there only if the \
                 crate is named, for which `use the_crate as _;` is enough",
                Named(path)
            ),
            Self::Version { path, found } => {
                let advice = if *found > FORMAT_VERSION {
                    "update this tool to the release of flyte-task that the program was built with"
                } else {
                    "build the program with the release of flyte-task that this tool is of"
                };
                write!(
                    f,
                    "the records of {} have format version {found}, this reader knows version {FORMAT_VERSION}: {advice}",
                    Named(path)
                )
            }
            Self::Damaged { path, offset, reason } => write!(
                f,
                "the records of {} are damaged at byte {offset} of their section: {reason}; build it anew",
                Named(path)
            ),
            Self::NeedsProgram { reasons } => {
                f.write_str("the program must be run for this: ")?;
                for (index, reason) in reasons.iter().enumerate() {
                    if index > 0 {
                        f.write_str("; ")?;
                    }
                    reason.fmt(f)?;
                }
                Ok(())
            }
            Self::Serialization(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RecordsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open { error, .. } => Some(error),
            Self::Serialization(error) => Some(error),
            _ => None,
        }
    }
}

impl From<SerializationError> for RecordsError {
    fn from(error: SerializationError) -> Self {
        Self::Serialization(error)
    }
}

/// A file in a sentence.
struct Named<'a>(&'a std::path::Path);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.as_os_str().is_empty() {
            f.write_str("the build")
        } else {
            write!(f, "`{}`", self.0.display())
        }
    }
}
