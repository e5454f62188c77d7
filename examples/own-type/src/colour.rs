//! A colour, which travels as a text such as `#ff8000`.

use flyte_task::FlyteType;
use flyte_task::types::{ConversionError, Reader, TypeDescriptor, Writer};

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour(pub(crate) [u8; 3]);

impl FlyteType for Colour {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::String;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        let [red, green, blue] = self.0;
        writer.string(&format!("#{red:02x}{green:02x}{blue:02x}"));
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let text = String::decode(reader)?;
        // Digits are all that may follow; Rust's numbers may have a sign.
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && !digits.starts_with('+'));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let number = number
            .ok_or_else(|| ConversionError::mismatch("a colour such as `#ff8000`", format!("`{text}`")))?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

#[cfg(test)]
mod tests {
    use flyte_task::flyte_idl::core::Literal;
    use flyte_task::testing::Conformance;

    use super::*;

    #[test]
    fn a_colour_is_a_good_flyte_type() {
        Conformance::new()
            .value(Colour([0xff, 0x80, 0]))
            .value(Colour([0; 3]))
            // As others may write it.
            .reads(&Literal::string("#FF8000"), Colour([0xff, 0x80, 0]))
            .refuses(&Literal::string("orange"))
            .refuses(&Literal::string("#+12345"))
            .refuses(&Literal::integer(7))
            .check();
    }
}
