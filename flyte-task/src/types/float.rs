//! `f64` and `f32`.

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl FlyteType for f64 {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Float;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0xcb, 0, 0, 0, 0, 0, 0, 0, 0]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.float(*self);
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.float()
    }

    fn encode_list(items: &[Self], writer: &mut Writer) -> Result<(), ConversionError> {
        writer.floats(items);
        Ok(())
    }

    fn decode_list(reader: &mut Reader<'_>) -> Result<Vec<Self>, ConversionError> {
        if let Some(items) = reader.uniform_floats()? {
            return Ok(items);
        }
        reader.list(Self::decode)
    }
}

/// Travels as an `f64`. Reading rounds to the nearest `f32` and refuses what is beyond its range.
impl FlyteType for f32 {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Float;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0xcb, 0, 0, 0, 0, 0, 0, 0, 0]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.float(f64::from(*self));
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let value = reader.float()?;
        #[expect(clippy::cast_possible_truncation, reason = "rounding is what asking for an f32 means")]
        let rounded = value as f32;
        if rounded.is_infinite() && value.is_finite() {
            return Err(ConversionError::mismatch("an f32", format!("the float {value}")));
        }
        Ok(rounded)
    }
}

impl Reader<'_> {
    /// Reads a float; integers are taken as well, since Python and JSON writers send them for whole floats.
    ///
    /// # Errors
    /// When the value is no number.
    pub fn float(&mut self) -> Result<f64, ConversionError> {
        if let Some(value) = self.packed_float().or_else(|| self.plain_float()) {
            return Ok(value);
        }
        #[expect(clippy::cast_precision_loss, reason = "a float cannot hold more, and flytekit rounds alike")]
        match self.atom(&mut Vec::new())? {
            (Atom::Float(value), _) => Ok(value),
            (Atom::Integer(value), _) => Ok(value as f64),
            (Atom::Large(value), _) => Ok(value as f64),
            (other, _) => Err(ConversionError::mismatch("a float", other.name())),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    #[test]
    fn every_bit_survives() {
        let storage = Storage::new();
        for value in
            [0.0, -0.0, f64::MIN_POSITIVE, 5e-324, f64::INFINITY, f64::from_bits(0x7ff8_0000_dead_beef)]
        {
            let read: f64 = from_literal(&to_literal(&value).unwrap(), &storage).unwrap();
            assert_eq!(read.to_bits(), value.to_bits());
        }
    }

    #[test]
    fn what_an_f32_cannot_hold_is_refused() {
        let storage = Storage::new();
        let read = |value: f64| from_literal::<f32>(&to_literal(&value).unwrap(), &storage);
        assert!(read(1e300).is_err());
        assert!(read(f64::INFINITY).unwrap().is_infinite());
    }
}
