//! Why a value could not be converted, and where in it.

use std::error::Error;
use std::fmt;

use crate::error::BoxError;
use crate::storage::StorageError;

/// A value that did not convert between Rust and Flyte.
///
/// It carries the path to the offending place inside the value and reads like
/// ``at `[3].weights`: expected a float, found a string``.
pub struct ConversionError(Box<Inner>);

struct Inner {
    /// Innermost segment first: segments are added while the error travels outwards.
    path: Vec<Segment>,
    reason: String,
    cause: Option<BoxError>,
}

enum Segment {
    Index(usize),
    Name(String),
}

impl ConversionError {
    /// An error with its reason, a lowercase phrase such as "expected an integer, found a string".
    pub fn new(reason: impl Into<String>) -> Self {
        Self(Box::new(Inner { path: Vec::new(), reason: reason.into(), cause: None }))
    }

    /// "expected `expected`, found `found`".
    pub fn mismatch(expected: impl fmt::Display, found: impl fmt::Display) -> Self {
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// The same error, with what caused it.
    pub fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// Whether the same may succeed later: a part of the value could not be fetched or stored for a reason that passes.
    pub fn is_retryable(&self) -> bool {
        let causes = std::iter::successors(self.source(), |error| (*error).source());
        causes.filter_map(|error| error.downcast_ref::<StorageError>()).any(StorageError::is_retryable)
    }

    /// The same error, seen from a list whose element `index` it is about.
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// The same error, seen from a map or struct whose entry `name` it is about.
    pub fn at_name(mut self, name: impl Into<String>) -> Self {
        self.0.path.push(Segment::Name(name.into()));
        self
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            f.write_str("at `")?;
            for (position, segment) in self.0.path.iter().rev().enumerate() {
                match segment {
                    Segment::Index(index) => write!(f, "[{index}]")?,
                    Segment::Name(name) if position == 0 => f.write_str(name)?,
                    Segment::Name(name) => write!(f, ".{name}")?,
                }
            }
            f.write_str("`: ")?;
        }
        f.write_str(&self.0.reason)
    }
}

impl fmt::Debug for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ConversionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::ConversionError;

    #[test]
    fn the_path_reads_from_the_outside_in() {
        let error = ConversionError::mismatch("an integer", "a string").at_name("k").at_index(3).at_name("a");
        assert_eq!(error.to_string(), "at `a[3].k`: expected an integer, found a string");
    }
}
