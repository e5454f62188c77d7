//! The integers, checked both ways.

use super::codec::{Atom, Form};
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// The bounds within which a float's integral part fits an `i64`; both are exact as floats.
const I64_RANGE: std::ops::Range<f64> = -9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0;

macro_rules! narrow_integer {
    ($($integer:ty),+) => {$(
        impl FlyteType for $integer {
            const TYPE: &'static TypeDescriptor = &TypeDescriptor::Integer;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0]);

            fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
                writer.integer(i64::from(*self));
                Ok(())
            }

            fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
                let value = reader.integer()?;
                Self::try_from(value).map_err(|_| {
                    let (min, max) = (Self::MIN, Self::MAX);
                    ConversionError::mismatch(
                        format!("a {} ({min} to {max})", stringify!($integer)),
                        format!("the integer {value}"),
                    )
                })
            }
        }
    )+};
}

narrow_integer!(i8, i16, i32, u8, u16, u32);

/// Above `i64::MAX` only a struct's fields have room for it.
impl FlyteType for u64 {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Integer;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.unsigned(*self)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        match reader.any_integer()? {
            Whole::Large(value) => Ok(value),
            Whole::Fits(value) => Self::try_from(value)
                .map_err(|_| ConversionError::mismatch("a u64 (0 or more)", format!("the integer {value}"))),
        }
    }
}

impl FlyteType for i64 {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Integer;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.integer(*self);
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.integer()
    }

    fn encode_list(items: &[Self], writer: &mut Writer) -> Result<(), ConversionError> {
        writer.integers(items);
        Ok(())
    }

    fn decode_list(reader: &mut Reader<'_>) -> Result<Vec<Self>, ConversionError> {
        if let Some(items) = reader.uniform_integers()? {
            return Ok(items);
        }
        reader.list(Self::decode)
    }
}

impl Reader<'_> {
    /// Reads an integer.
    ///
    /// Floats are cut off towards zero where consoles and protobuf's `Struct` turn integers into floats; inside
    /// a packed struct only integral ones are taken.
    ///
    /// # Errors
    /// When the value is no integer, or none that 64 signed bits hold.
    pub fn integer(&mut self) -> Result<i64, ConversionError> {
        if let Some(value) = self.packed_integer().or_else(|| self.plain_integer()) {
            return Ok(value);
        }
        match self.any_integer()? {
            Whole::Fits(value) => Ok(value),
            Whole::Large(value) => {
                Err(ConversionError::mismatch("a 64-bit signed integer", format!("the integer {value}")))
            }
        }
    }

    fn any_integer(&mut self) -> Result<Whole, ConversionError> {
        match self.atom(&mut Vec::new())? {
            (Atom::Integer(value), _) => Ok(Whole::Fits(value)),
            (Atom::Large(value), _) => Ok(Whole::Large(value)),
            (Atom::Float(value), Form::Literal | Form::Generic) => truncated(value).map(Whole::Fits),
            (Atom::Float(value), Form::Packed) if value.fract() == 0.0 => truncated(value).map(Whole::Fits),
            (Atom::Float(value), Form::Packed | Form::Sole) => {
                Err(ConversionError::mismatch("an integer", format!("the float {value}")))
            }
            (other, _) => Err(ConversionError::mismatch("an integer", other.name())),
        }
    }
}

/// An integer as it came.
enum Whole {
    Fits(i64),
    /// Above `i64::MAX`.
    Large(u64),
}

fn truncated(value: f64) -> Result<i64, ConversionError> {
    if I64_RANGE.contains(&value) {
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked on the line above")]
        Ok(value as i64)
    } else {
        Err(ConversionError::mismatch("an integer", format!("the float {value}")))
    }
}

#[cfg(test)]
mod tests {
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    fn message<T>(result: Result<T, crate::types::ConversionError>) -> String {
        result.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn extremes_survive_and_misfits_are_named() {
        let storage = Storage::new();
        for value in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert_eq!(from_literal::<i64>(&to_literal(&value).unwrap(), &storage).unwrap(), value);
        }
        assert!(message(to_literal(&u64::MAX)).starts_with("18446744073709551615 does not fit"));
        let literal = to_literal(&300i64).unwrap();
        assert_eq!(
            message(from_literal::<u8>(&literal, &storage)),
            "expected a u8 (0 to 255), found the integer 300"
        );
    }

    #[test]
    fn floats_are_cut_off_within_bounds() {
        let storage = Storage::new();
        let read = |value: f64| from_literal::<i64>(&to_literal(&value).unwrap(), &storage);
        assert_eq!((read(3.9).unwrap(), read(-3.9).unwrap()), (3, -3));
        assert!(read(f64::NAN).is_err());
        assert!(read(9_223_372_036_854_775_808.0).is_err());
        assert_eq!(read(-9_223_372_036_854_775_808.0).unwrap(), i64::MIN);
    }
}
