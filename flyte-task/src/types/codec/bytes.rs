//! Bytes, which Flyte has no literals for: they stand packed, inside structs.

use super::literal::{Scalar, Shape};
use super::msgpack::{Token, Unpacker};
use super::reader::{Source, generic_atom, packed};
use super::{Atom, Reader, Writer};
use crate::deck::Base64;
use crate::types::ConversionError;

/// What a reader of bytes asks for.
const EXPECTED: &str = "bytes, or text in base64";

impl Writer {
    /// Writes bytes.
    ///
    /// # Errors
    /// When the value is not inside a struct: Flyte has no bytes by themselves.
    pub fn packed_bytes(&mut self, value: &[u8]) -> Result<(), ConversionError> {
        if !self.is_packed() {
            return Err(no_literal());
        }
        self.pack_bytes(value);
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads bytes; also text in base64, as which they stand in JSON.
    ///
    /// # Errors
    /// When the value is anything else.
    pub fn bytes(&mut self) -> Result<Vec<u8>, ConversionError> {
        match &mut self.source {
            Source::Packed(unpacker) => match unpacker.token()? {
                Token::Bytes(bytes) => Ok(bytes.to_vec()),
                Token::String(text) => from_base64(text),
                other => Err(ConversionError::mismatch(EXPECTED, other.name())),
            },
            Source::Generic(value) => match generic_atom(value)? {
                Atom::String(text) => from_base64(text),
                other => Err(ConversionError::mismatch(EXPECTED, other.name())),
            },
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Offloaded(uri) => self.offloaded(uri, bytes),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    // What access to a field of a struct gives.
                    Scalar::Binary(binary) => {
                        let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                        let bytes = reader.bytes()?;
                        reader.ended().map(|()| bytes)
                    }
                    Scalar::String(text) => from_base64(text),
                    Scalar::Union { value, .. } => self.inner(Source::Literal(value), self.storage)?.bytes(),
                    other => Err(ConversionError::mismatch(EXPECTED, other.name())),
                },
                Shape::Collection(_) => Err(ConversionError::mismatch(EXPECTED, "a list")),
                Shape::Map(_) => Err(ConversionError::mismatch(EXPECTED, "a map")),
                Shape::Empty => Err(ConversionError::mismatch(EXPECTED, "an empty literal")),
            },
        }
    }
}

/// Why bytes are nothing by themselves, and what to do.
pub(crate) fn no_literal() -> ConversionError {
    ConversionError::new(
        "Flyte has no type for bytes by themselves: put them into a struct that derives `FlyteType`, or into a \
         `FlyteFile`",
    )
}

fn from_base64(text: &str) -> Result<Vec<u8>, ConversionError> {
    Base64::decode(text).ok_or_else(|| ConversionError::mismatch(EXPECTED, "text that is not base64"))
}

// Methods are of one lifetime of readers, this of any.
fn bytes(reader: &mut Reader<'_>) -> Result<Vec<u8>, ConversionError> {
    reader.bytes()
}
