//! What a record cannot tell.

/// Something that only the program itself can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What it is: an option's word, an input or output, a field of a struct.
    pub what: String,
    /// Why the compiler could not tell it.
    pub reason: String,
}
