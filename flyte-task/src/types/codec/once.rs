//! What is done once although a value is walked twice: storing what its literal only points to.

use super::Writer;
use crate::types::ConversionError;

impl Writer {
    /// What `make` makes in the first walk, in the second walk once more.
    ///
    /// # Errors
    /// With `make`'s own.
    pub(crate) fn once(
        &mut self,
        make: impl FnOnce() -> Result<String, ConversionError>,
    ) -> Result<String, ConversionError> {
        if self.measuring {
            let made = make()?;
            self.made.push(made.clone());
            return Ok(made);
        }
        if self.first_walk {
            // Packed ahead, which happens only now.
            return make();
        }
        let made = self.made.get_mut(self.made_taken).map(std::mem::take).unwrap_or_default();
        self.made_taken += 1;
        Ok(made)
    }
}
