//! Structs and enums, written and read by the position of a field or value in their type.
//!
//! What a struct's own code has to do is only to say, for the field at a position, how it is written or read; so it
//! stays small, and everything else is compiled once.

use super::literal::{Scalar, Shape, for_each_entry};
use super::msgpack::{Token, Unpacker};
use super::reader::{Source, generic_name, packed};
use super::wire::{delimited_len, last_bytes, malformed, put_varint};
use super::writer::{Writer, tag};
use super::{Atom, Reader};
use crate::types::named::{EnumType, StructKey, StructType};
use crate::types::{ConversionError, TypeDescriptor};

/// Writes the field at a position.
type WriteField<'f> = &'f mut dyn FnMut(usize, &mut Writer) -> Result<(), ConversionError>;
/// Reads the field at a position.
type ReadField<'f> = &'f mut dyn FnMut(usize, &mut Reader<'_>) -> Result<(), ConversionError>;

const FORMAT: &[u8] = b"msgpack";

impl Writer {
    /// Writes a struct: `field` is called for each position in turn and writes the value of the field there.
    ///
    /// # Errors
    /// With the first field's, its name added, or when `ty` is no struct.
    pub fn structure(&mut self, ty: &TypeDescriptor, field: WriteField<'_>) -> Result<(), ConversionError> {
        let TypeDescriptor::Struct(of) = ty else { return Err(no_struct()) };
        if self.is_packed {
            return self.fields(of, field);
        }
        // One note of the packed length is enough to know the lengths around it.
        if self.measuring {
            let index = self.open();
            let start = self.len;
            self.as_packed(|writer| writer.fields(of, field))?;
            let len = self.len - start;
            self.close(index, len);
            let binary = delimited_len(len) + delimited_len(FORMAT.len());
            self.len += delimited_len(delimited_len(binary)) - len;
            return Ok(());
        }
        let len = self.next_length();
        let binary = delimited_len(len) + delimited_len(FORMAT.len());
        for (tag, len) in [
            (tag::LITERAL_SCALAR, delimited_len(binary)),
            (tag::SCALAR_BINARY, binary),
            (tag::BINARY_VALUE, len),
        ] {
            self.out.push(tag);
            put_varint(&mut self.out, len as u64);
        }
        self.as_packed(|writer| writer.fields(of, field))?;
        self.bytes(tag::BINARY_TAG, FORMAT);
        Ok(())
    }

    fn fields(&mut self, of: &StructType, field: WriteField<'_>) -> Result<(), ConversionError> {
        self.pack_map(of.keys.len());
        for (index, key) in of.keys.iter().enumerate() {
            self.pack_string(key.name);
            field(index, self).map_err(|error| error.at_name(key.name))?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads a struct: `field` is called with the position of each field that is there and reads its value.
    ///
    /// Fields come in the order of the wire; one that stands twice comes twice.
    ///
    /// # Errors
    /// When the value is no struct, or with the first field's error, its name added.
    pub fn structure(&mut self, ty: &TypeDescriptor, field: ReadField<'_>) -> Result<(), ConversionError> {
        let TypeDescriptor::Struct(of) = ty else { return Err(no_struct()) };
        self.struct_fields(of, field)
    }

    fn struct_fields(&mut self, of: &StructType, field: ReadField<'_>) -> Result<(), ConversionError> {
        let misfit = |found: &str| ConversionError::mismatch(format!("the struct `{}`", of.name), found);
        match self.source {
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Binary(binary) => {
                        let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                        reader.struct_fields(of, field)?;
                        match reader.source {
                            Source::Packed(unpacker) if !unpacker.is_empty() => {
                                Err(malformed("bytes follow the packed value"))
                            }
                            _ => Ok(()),
                        }
                    }
                    Scalar::Generic(fields) => self.generic_fields(fields, of, field),
                    // The compiler lets a union of one variant stand for its variant.
                    Scalar::Union { value, .. } => {
                        self.inner(Source::Literal(value), self.storage)?.struct_fields(of, field)
                    }
                    other => Err(misfit(other.name())),
                },
                Shape::Offloaded(uri) => self.offloaded(uri, |reader| reader.struct_fields(of, field)),
                Shape::Collection(_) => Err(misfit("a list")),
                Shape::Map(_) => Err(misfit("a map literal")),
                Shape::Empty => Err(misfit("an empty literal")),
            },
            Source::Packed(mut unpacker) => {
                let len = match unpacker.token()? {
                    Token::Map(len) => len,
                    other => return Err(misfit(other.name())),
                };
                self.source = Source::Packed(unpacker);
                self.packed_fields(len, of, field)
            }
            Source::Generic(value) => match last_bytes(value, 5)? {
                Some(fields) => self.generic_fields(fields, of, field),
                None => Err(misfit(generic_name(value)?)),
            },
        }
    }

    fn packed_fields(
        &mut self,
        len: usize,
        of: &StructType,
        field: ReadField<'_>,
    ) -> Result<(), ConversionError> {
        let mut reader = self.inner(self.source, self.storage)?;
        let mut guess = 0;
        for _ in 0..len {
            let Source::Packed(unpacker) = &mut reader.source else { break };
            let start = *unpacker;
            let known = if let Token::String(key) = unpacker.token()? {
                find(of, key, guess)?
            } else {
                // A key that is no string names no field.
                *unpacker = start;
                unpacker.skip()?;
                None
            };
            match known {
                Some((index, key)) => {
                    guess = index + 1;
                    field(index, &mut reader).map_err(|error| error.at_name(key.name))?;
                }
                None => unpacker.skip()?,
            }
        }
        self.source = reader.source;
        Ok(())
    }

    fn generic_fields(
        &self,
        fields: &[u8],
        of: &StructType,
        field: ReadField<'_>,
    ) -> Result<(), ConversionError> {
        let mut guess = 0;
        for_each_entry(fields, |key, value| {
            let Some((index, key)) = find(of, key, guess)? else { return Ok(()) };
            guess = index + 1;
            field(index, &mut self.inner(Source::Generic(value), self.storage)?)
                .map_err(|error| error.at_name(key.name))
        })
    }

    /// Reads a value of an enum: its position among the enum's values.
    ///
    /// # Errors
    /// When the value is none of them; the error lists them.
    pub fn enumeration(&mut self, ty: &TypeDescriptor) -> Result<usize, ConversionError> {
        let TypeDescriptor::Enum(of) = ty else {
            return Err(ConversionError::new("an enum was to be read by a type that is none"));
        };
        match self.atom(&mut Vec::new())? {
            (Atom::String(text), _) => of
                .values
                .iter()
                .position(|value| *value == text)
                .ok_or_else(|| ConversionError::mismatch(choices(of), format!("`{text}`"))),
            (other, _) => Err(ConversionError::mismatch(choices(of), other.name())),
        }
    }
}

/// The position of a key; most writers keep the declared order, so the guess is tried first.
#[inline]
fn find<'k>(
    of: &StructType,
    name: &str,
    guess: usize,
) -> Result<Option<(usize, &'k StructKey)>, ConversionError> {
    match of.keys.get(guess) {
        Some(key) if key.name == name => Ok(Some((guess, key))),
        _ => search(of, name),
    }
}

fn search<'k>(of: &StructType, name: &str) -> Result<Option<(usize, &'k StructKey)>, ConversionError> {
    match of.position(name) {
        Some(index) => Ok(of.keys.get(index).map(|key| (index, key))),
        None if of.closed => Err(of.unknown(name)),
        None => Ok(None),
    }
}

fn choices(of: &EnumType) -> String {
    let values: Vec<_> = of.values.iter().map(|value| format!("`{value}`")).collect();
    format!("a value of `{}` ({})", of.name, values.join(", "))
}

fn no_struct() -> ConversionError {
    ConversionError::new("a struct was to be converted by a type that is none")
}
