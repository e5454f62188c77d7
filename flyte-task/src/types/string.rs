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
        if let Some(value) = self.plain_string() {
            return Ok(value);
        }
        match self.atom(&mut Vec::new())? {
            (Atom::String(value), _) => Ok(value.to_owned()),
            (other, _) => Err(ConversionError::mismatch("a string", other.name())),
        }
    }

    /// Reads text that need not be kept: `read` makes something of it where it lies, without a copy.
    ///
    /// # Errors
    /// When the value is no text, or with `read`'s own.
    pub fn with_text<T>(
        &mut self,
        read: impl FnOnce(&str) -> Result<T, ConversionError>,
    ) -> Result<T, ConversionError> {
        match self.atom(&mut Vec::new())? {
            (Atom::String(value), _) => read(value),
            (other, _) => Err(ConversionError::mismatch("a string", other.name())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    #[test]
    fn text_of_every_length_survives() {
        let storage = Storage::new();
        // Those around the lengths whose own length takes another byte, and long ones.
        for len in (0..=260).chain(16_370..=16_400).chain([70_000, 3_000_000]) {
            let text = "å".repeat(len / 2) + &"x".repeat(len % 2);
            let mut literal = to_literal(&text).unwrap();
            assert_eq!(from_literal::<String>(&literal, &storage).unwrap(), text);
            // A hash behind it leads the general way.
            literal.extend([0x22, 1, b'h']);
            assert_eq!(from_literal::<String>(&literal, &storage).unwrap(), text);
        }
    }

    #[test]
    fn what_is_not_utf8_is_told() {
        let error = from_literal::<String>(&[0x0a, 5, 0x0a, 3, 0x1a, 1, 0xff], &Storage::new()).unwrap_err();
        assert!(error.to_string().starts_with("malformed literal: text is not UTF-8"), "{error}");
    }

    #[test]
    fn text_is_lent_where_it_lies() {
        let literal = to_literal(&"lent".to_owned()).unwrap();
        let storage = Storage::new();
        let place = Reader::literal(&literal, &storage).with_text(|text| Ok(text.as_ptr())).unwrap();
        assert!(literal.as_ptr_range().contains(&place));
        let error = Reader::literal(&to_literal(&1i64).unwrap(), &storage).with_text(|_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "expected a string, found an integer");
    }
}
