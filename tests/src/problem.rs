//! The error that a test ends with.

use std::fmt;

/// What went wrong, shown as it is written: over several lines where it has them.
pub struct Problem(String);

impl<E: fmt::Display> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

// The test harness shows a returned error by `Debug`, which would escape the line breaks of a plain text.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
