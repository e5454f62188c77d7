//! Literals that bear a hash of their value.

use super::Writer;
use super::wire::delimited_len;
use super::writer::tag;
use crate::types::ConversionError;

impl Writer {
    /// Writes a literal that bears a hash of its value: `hash` makes the hash and `value` writes the value.
    ///
    /// As in flytekit there is no hash inside a struct, nor on the value of a union or an option; the elements of a
    /// list in an option do bear theirs.
    ///
    /// # Errors
    /// With `value`'s own.
    pub fn hashed(
        &mut self,
        hash: impl FnOnce() -> String,
        value: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        if self.is_packed || self.union_value == self.opened() {
            return value(self);
        }
        if self.measuring {
            // To hash a value may take long, so it is done in the first walk only.
            let hash = hash();
            self.len += delimited_len(hash.len());
            self.hashes.push(hash);
            return value(self);
        }
        let hash = self.hashes.get_mut(self.hashes_taken).map(std::mem::take).unwrap_or_default();
        self.hashes_taken += 1;
        value(self)?;
        self.bytes(tag::LITERAL_HASH, hash.as_bytes());
        Ok(())
    }
}
