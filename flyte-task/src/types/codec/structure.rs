//! Structs and enums, written and read by the position of a field or value in their type.
//!
//! What a struct's own code has to do is only to say, for the field at a position, how it is written or read; so it
//! stays small, and everything else is compiled once.

use super::literal::{Scalar, Shape, for_each_entry};
use super::msgpack::{Token, Unpacker};
use super::plain::{PLAIN_TAG, plain_binary};
use super::reader::{Source, generic_name, packed};
use super::wire::{delimited_len, last_bytes, malformed, put_head, same_bytes};
use super::writer::{Writer, tag};
use super::{Atom, Reader};
use crate::types::named::{EnumType, StructKey, StructType};
use crate::types::{ConversionError, TypeDescriptor};

/// Writes the field at a position.
type WriteField<'f> = &'f mut dyn FnMut(usize, &mut Writer) -> Result<(), ConversionError>;
/// Reads the field at a position.
type ReadField<'f> = &'f mut dyn FnMut(usize, &mut Reader<'_>) -> Result<(), ConversionError>;

impl Writer {
    /// Writes a struct: `field` is called for each position in turn and writes the value of the field there.
    ///
    /// # Errors
    /// With the first field's, its name added, or when `ty` is no struct.
    pub fn structure(&mut self, ty: &TypeDescriptor, field: WriteField<'_>) -> Result<(), ConversionError> {
        let TypeDescriptor::Struct(of) = ty else { return Err(no_struct()) };
        self.binary(|writer| writer.fields(of, field))
    }

    /// Writes what `body` packs: inside a struct as it is, else as a literal. `body` is called in the first walk only.
    pub(super) fn binary(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        if self.is_packed {
            return body(self);
        }
        // One note of the packed length is enough to know the lengths around it.
        if self.measuring {
            let len = self.pack_ahead(body)?;
            let place = self.lengths.open();
            self.lengths.close(place, len);
            let binary = delimited_len(len) + PLAIN_TAG.len();
            self.len += delimited_len(delimited_len(binary));
            return Ok(());
        }
        let len = self.lengths.take();
        let binary = delimited_len(len) + PLAIN_TAG.len();
        for (tag, len) in [
            (tag::LITERAL_SCALAR, delimited_len(binary)),
            (tag::SCALAR_BINARY, binary),
            (tag::BINARY_VALUE, len),
        ] {
            put_head(&mut self.out, tag, len);
        }
        let end = self.structs_taken + len;
        self.out.extend_from_slice(self.structs.get(self.structs_taken..end).unwrap_or_default());
        self.structs_taken = end;
        self.out.extend_from_slice(PLAIN_TAG);
        Ok(())
    }

    /// Packs a struct in the first walk; the second one copies it. Returns its length.
    fn pack_ahead(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<usize, ConversionError> {
        let start = self.structs.len();
        // Grown by less than a vector grows by itself, since the bytes of all structs lie here beside the result.
        if self.structs.capacity() - start < 1024 {
            self.structs.reserve_exact(1024 + start / 4);
        }
        std::mem::swap(&mut self.out, &mut self.structs);
        (self.measuring, self.is_packed) = (false, true);
        let result = body(self);
        (self.measuring, self.is_packed) = (true, false);
        std::mem::swap(&mut self.out, &mut self.structs);
        result.map(|()| self.structs.len() - start)
    }

    fn fields(&mut self, of: &StructType, field: WriteField<'_>) -> Result<(), ConversionError> {
        self.pack_map(of.keys.len());
        for (index, key) in of.keys.iter().enumerate() {
            self.pack(key.packed);
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
            Source::Literal(literal) if let Some(value) = plain_binary(literal) => {
                self.sole_struct(value, of, field)
            }
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Binary(binary) => self.sole_struct(packed(binary.tag, binary.value)?, of, field),
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

    /// The one struct that a literal's packed bytes hold.
    fn sole_struct(
        &mut self,
        bytes: &[u8],
        of: &StructType,
        field: ReadField<'_>,
    ) -> Result<(), ConversionError> {
        let mut reader = self.inner(Source::Packed(Unpacker::new(bytes)), self.storage)?;
        reader.struct_fields(of, field)?;
        match reader.source {
            Source::Packed(unpacker) if !unpacker.is_empty() => {
                Err(malformed("bytes follow the packed value"))
            }
            _ => Ok(()),
        }
    }

    fn packed_fields(
        &mut self,
        len: usize,
        of: &StructType,
        field: ReadField<'_>,
    ) -> Result<(), ConversionError> {
        let mut reader = self.inner(self.source, self.storage)?;
        let mut expected = 0;
        for _ in 0..len {
            let Some(unpacker) = reader.unpacker() else { break };
            let known = match unpacker.next_key(of, expected) {
                Some(key) => Some((expected, key)),
                None => unpacker.key(of)?,
            };
            match known {
                Some((index, key)) => {
                    expected = index + 1;
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
        for_each_entry(fields, |key, value| {
            let Some((index, key)) = find(of, key)? else { return Ok(()) };
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

impl Unpacker<'_> {
    /// Takes the key of the field at a position, if it comes next: most writers keep the declared order.
    #[inline]
    fn next_key(&mut self, of: &StructType, position: usize) -> Option<&'static StructKey> {
        let key = of.keys.get(position)?;
        // What equals the name need not be checked to be text.
        let (packed, rest) = self.bytes.split_at_checked(key.packed.len())?;
        if same_bytes(packed, key.packed) {
            self.bytes = rest;
            Some(key)
        } else {
            None
        }
    }

    /// Takes a key and tells whose it is; a key that is no text is no field's.
    fn key(&mut self, of: &StructType) -> Result<Option<(usize, &'static StructKey)>, ConversionError> {
        let start = *self;
        if let Token::String(key) = self.token()? {
            return find(of, key);
        }
        *self = start;
        self.skip()?;
        Ok(None)
    }
}

/// The position of a key.
fn find(of: &StructType, name: &str) -> Result<Option<(usize, &'static StructKey)>, ConversionError> {
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
