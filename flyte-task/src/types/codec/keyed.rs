//! Maps whose keys are not strings, which are always packed.

use super::literal::{Scalar, Shape};
use super::msgpack::{Token, Unpacker};
use super::reader::{Source, packed};
use super::wire::malformed;
use super::{Reader, Writer};
use crate::types::ConversionError;

/// Reads an entry: the key where it is text, else the reader stands before the key; then the value.
type Entry<'f> = &'f mut dyn FnMut(Option<&str>, &mut Reader<'_>) -> Result<(), ConversionError>;

impl Writer {
    /// Writes a map in the order of `entries`, its keys packed as values of their own type.
    ///
    /// # Errors
    /// With the first entry's.
    pub fn keyed_map<K, T>(
        &mut self,
        mut entries: impl ExactSizeIterator<Item = (K, T)>,
        entry: impl Fn(K, T, &mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        self.binary(|writer| {
            writer.pack_map(entries.len());
            entries.try_for_each(|(key, value)| entry(key, value, writer))
        })
    }
}

impl Reader<'_> {
    /// Reads a map whose keys may be of any type, entry by entry.
    ///
    /// Where a form of maps has only text for keys, `entry` is given the text; else it first reads the key.
    ///
    /// # Errors
    /// When the value is no map, or with the first entry's error.
    pub fn keyed_map(&mut self, entry: Entry<'_>) -> Result<(), ConversionError> {
        match self.source {
            Source::Packed(mut unpacker) => {
                let len = match unpacker.token()? {
                    Token::Map(len) => len,
                    other => return Err(ConversionError::mismatch("a map", other.name())),
                };
                let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                for _ in 0..len {
                    let Source::Packed(unpacker) = &mut reader.source else { break };
                    let start = *unpacker;
                    if let Token::String(key) = unpacker.token()? {
                        entry(Some(key), &mut reader)?;
                    } else {
                        *unpacker = start;
                        entry(None, &mut reader)?;
                    }
                }
                self.source = reader.source;
                Ok(())
            }
            Source::Literal(literal) => {
                if let Shape::Scalar(scalar) = Shape::of(literal)? {
                    match Scalar::of(scalar)? {
                        Scalar::Binary(binary) => {
                            let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                            let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                            reader.keyed_map(entry)?;
                            return reader.ended();
                        }
                        Scalar::Union { value, .. } => {
                            return self.inner(Source::Literal(value), self.storage)?.keyed_map(entry);
                        }
                        _ => {}
                    }
                }
                if let Shape::Offloaded(uri) = Shape::of(literal)? {
                    return self.offloaded(uri, |reader| reader.keyed_map(entry));
                }
                self.map(|key, reader| entry(Some(key), reader))
            }
            Source::Generic(_) => self.map(|key, reader| entry(Some(key), reader)),
        }
    }

    /// Checks that a packed value was read to its end.
    pub(super) fn ended(&self) -> Result<(), ConversionError> {
        match self.source {
            Source::Packed(unpacker) if !unpacker.is_empty() => {
                Err(malformed("bytes follow the packed value"))
            }
            _ => Ok(()),
        }
    }
}
