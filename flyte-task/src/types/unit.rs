//! `()`, the value that says nothing.

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl FlyteType for () {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::None;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.none();
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        match reader.atom(&mut Vec::new())? {
            (Atom::None, _) => Ok(()),
            (other, _) => Err(ConversionError::mismatch("none", other.name())),
        }
    }
}
