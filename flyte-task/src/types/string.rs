//! `String`.

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl FlyteType for String {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::String;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0xa0]);
    const KEEPS_TEXT: bool = true;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.string(self);
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.string()
    }
}

impl Reader<'_> {
    /// Reads text.
    ///
    /// # Errors
    /// When the value is anything else.
    pub fn string(&mut self) -> Result<String, ConversionError> {
        if let Some(value) = self.packed_text() {
            return Ok(value.to_owned());
        }
        match self.atom(&mut Vec::new())? {
            (Atom::String(value), _) => Ok(value.to_owned()),
            (other, _) => Err(ConversionError::mismatch("a string", other.name())),
        }
    }
}
