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
            let result = make()?;
            self.made.push(result.clone());
            return Ok(result);
        }
        let Some(taken) = self.made_taken else {
            // Packed ahead, which happens only now.
            return make();
        };
        self.made_taken = Some(taken + 1);
        Ok(self.made.get_mut(taken).map(std::mem::take).unwrap_or_default())
    }
}
