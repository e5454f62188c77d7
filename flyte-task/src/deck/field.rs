//! The decks that every run can leave, in flytekit's words.

use std::fmt;
use std::str::FromStr;

/// One of the default decks (flytekit: `DeckField`).
///
/// ```
/// use flyte_task::deck::DeckField;
///
/// assert_eq!("Source Code".parse(), Ok(DeckField::SourceCode));
/// assert_eq!(DeckField::SourceCode.to_string(), "Source Code");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeckField {
    /// What the task was given.
    Input,
    /// What it returned.
    Output,
    /// What it is written as.
    SourceCode,
    /// What took how long.
    Timeline,
    /// What the binary was built from.
    Dependencies,
}

impl DeckField {
    /// All of them, in the order that flytekit declares them in.
    pub const ALL: [Self; 5] =
        [Self::Input, Self::Output, Self::SourceCode, Self::Timeline, Self::Dependencies];

    /// The name, which is also the title of the tab.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Input => "Input",
            Self::Output => "Output",
            Self::SourceCode => "Source Code",
            Self::Timeline => "Timeline",
            Self::Dependencies => "Dependencies",
        }
    }
}

impl fmt::Display for DeckField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for DeckField {
    type Err = UnknownDeckField;

    fn from_str(name: &str) -> Result<Self, UnknownDeckField> {
        let found = Self::ALL.into_iter().find(|field| field.as_str() == name);
        found.ok_or_else(|| UnknownDeckField(name.to_owned()))
    }
}

/// A name that no default deck has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownDeckField(String);

impl fmt::Display for UnknownDeckField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let legal: Vec<String> = DeckField::ALL.iter().map(|field| format!("`{field}`")).collect();
        write!(f, "`{}` is no deck field; there are {}", self.0, legal.join(", "))
    }
}

impl std::error::Error for UnknownDeckField {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for field in DeckField::ALL {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        let error = "SourceCode".parse::<DeckField>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`SourceCode` is no deck field; there are `Input`, `Output`, `Source Code`, `Timeline`, `Dependencies`"
        );
    }
}
