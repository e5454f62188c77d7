//! `bool`.

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl FlyteType for bool {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Boolean;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0xc2]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.boolean(*self);
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.boolean()
    }
}

impl Reader<'_> {
    /// Reads true or false; numbers are refused, as flytekit refuses them.
    ///
    /// # Errors
    /// When the value is anything else.
    pub fn boolean(&mut self) -> Result<bool, ConversionError> {
        if let Some(value) = self.packed_boolean().or_else(|| self.plain_boolean()) {
            return Ok(value);
        }
        match self.atom(&mut Vec::new())? {
            (Atom::Boolean(value), _) => Ok(value),
            (other, _) => Err(ConversionError::mismatch("a boolean", other.name())),
        }
    }
}
