//! Reads a value from any of the forms in which Flyte's parts really send it.
//!
//! - **literals**, the protobuf form of task inputs;
//! - **packed** values: `MessagePack` inside a binary scalar, the form of structs and of what attribute access
//!   on a struct yields;
//! - **generic** values: protobuf's `Struct`, which consoles and old SDKs send.
//!
//! A type reads by saying what it wants ([`Reader::integer`], [`Reader::list`] ..); the form is the reader's
//! concern.

use super::ahead::Ahead;
use super::literal::{Scalar, Shape, for_each_entry};
use super::msgpack::{Token, Unpacker};
use super::wire::{Field, Fields, MAX_DEPTH, last_bytes, malformed};
use crate::storage::Storage;
use crate::types::{ConversionError, TypeDescriptor};

/// A value on its way from Flyte to Rust.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) source: Source<'a>,
    depth: usize,
    pub(super) storage: &'a Storage,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    Literal(&'a [u8]),
    Packed(Unpacker<'a>),
    /// One `google.protobuf.Value`.
    Generic(&'a [u8]),
}

/// A value without parts, whatever form it came in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Atom<'a> {
    None,
    Integer(i64),
    /// An unsigned integer above `i64::MAX`.
    Large(u64),
    Float(f64),
    String(&'a str),
    Boolean(bool),
    Bytes(&'a [u8]),
    /// Seconds and nanoseconds since the epoch.
    Datetime(i64, i32),
    /// Seconds and nanoseconds.
    Duration(i64, i32),
    /// Something else, by its name.
    Other(&'static str),
}

/// Which form an atom came in: how far readers may bend it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A literal's own scalar.
    Literal,
    /// A single packed value in the place of a literal.
    Sole,
    /// A packed value inside a packed container.
    Packed,
    /// A protobuf `Value`, whose numbers are all floats.
    Generic,
}

impl<'a> Reader<'a> {
    /// A reader of one literal's bytes.
    pub(crate) fn literal(bytes: &'a [u8], storage: &'a Storage) -> Self {
        Self { source: Source::Literal(bytes), depth: 0, storage }
    }

    pub(super) fn inner<'b>(
        &self,
        source: Source<'b>,
        storage: &'b Storage,
    ) -> Result<Reader<'b>, ConversionError> {
        if self.depth >= MAX_DEPTH {
            return Err(ConversionError::new("values nest more than a hundred levels deep"));
        }
        Ok(Reader { source, depth: self.depth + 1, storage })
    }

    /// Reads the value that an offloaded literal points to.
    pub(super) fn offloaded<T>(
        &self,
        uri: &str,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, ConversionError>,
    ) -> Result<T, ConversionError> {
        let bytes = self.storage.read(uri).map_err(|error| {
            ConversionError::new(format!("the offloaded value cannot be fetched: {error}")).caused_by(error)
        })?;
        read(&mut self.inner(Source::Literal(&bytes), self.storage)?)
    }

    /// The next value, which has no parts. `scratch` holds it if it had to be fetched.
    pub(crate) fn atom<'s>(&mut self, scratch: &'s mut Vec<u8>) -> Result<(Atom<'s>, Form), ConversionError>
    where
        'a: 's,
    {
        match &mut self.source {
            Source::Packed(unpacker) => Ok((packed_atom(unpacker)?, Form::Packed)),
            Source::Generic(value) => Ok((generic_atom(value)?, Form::Generic)),
            Source::Literal(literal) => {
                let literal = *literal;
                self.literal_atom(literal, scratch)
            }
        }
    }

    fn literal_atom<'s>(
        &self,
        literal: &'s [u8],
        scratch: &'s mut Vec<u8>,
    ) -> Result<(Atom<'s>, Form), ConversionError> {
        match Shape::of(literal)? {
            Shape::Scalar(scalar) => scalar_atom(scalar, self.depth),
            Shape::Collection(_) => Ok((Atom::Other("a list"), Form::Literal)),
            Shape::Map(_) => Ok((Atom::Other("a map"), Form::Literal)),
            Shape::Empty => Ok((Atom::Other("an empty literal"), Form::Literal)),
            Shape::Offloaded(uri) => {
                *scratch = self.storage.read(uri).map_err(|error| {
                    ConversionError::new(format!("the offloaded value cannot be fetched: {error}"))
                        .caused_by(error)
                })?;
                match Shape::of(scratch)? {
                    Shape::Scalar(scalar) => scalar_atom(scalar, self.depth),
                    _ => Ok((Atom::Other("an offloaded value of another kind"), Form::Literal)),
                }
            }
        }
    }

    /// Reads a list, element by element.
    ///
    /// # Errors
    /// When the value is no list, or with the first element's error, its index added.
    pub fn list<T>(
        &mut self,
        mut element: impl FnMut(&mut Reader<'_>) -> Result<T, ConversionError>,
    ) -> Result<Vec<T>, ConversionError> {
        if let Some(len) = self.unpacker().and_then(Unpacker::list_len) {
            let mut reader = self.inner(self.source, self.storage)?;
            let ahead = Ahead::said(len);
            let mut items = Vec::with_capacity(ahead.at_first::<T>());
            for index in 0..len {
                let item = element(&mut reader).map_err(|error| error.at_index(index))?;
                ahead.make_room(&mut items);
                items.push(item);
            }
            self.source = reader.source;
            return Ok(items);
        }
        // One monomorphic walk per element type; what differs by form sits behind it.
        let mut items = Vec::new();
        self.each(&mut |reader, ahead| {
            let item = element(reader).map_err(|error| error.at_index(items.len()))?;
            ahead.make_room(&mut items);
            items.push(item);
            Ok(())
        })?;
        Ahead::give_back(&mut items);
        Ok(items)
    }

    /// Calls `element` for each element, with how many there are in all.
    fn each(&mut self, element: Each<'_>) -> Result<(), ConversionError> {
        match self.source {
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Collection(body) => self.each_item(body, Source::Literal, element),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Binary(binary) => {
                        let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        self.inner(Source::Packed(unpacker), self.storage)?.each(element)
                    }
                    Scalar::Union { value, .. } => {
                        self.inner(Source::Literal(value), self.storage)?.each(element)
                    }
                    other => Err(ConversionError::mismatch("a list", other.name())),
                },
                Shape::Offloaded(uri) => self.offloaded(uri, |reader| reader.each(element)),
                Shape::Map(_) => Err(ConversionError::mismatch("a list", "a map")),
                Shape::Empty => Err(ConversionError::mismatch("a list", "an empty literal")),
            },
            Source::Packed(mut unpacker) => {
                let Token::Array(len) = expect(&mut unpacker, "a list", |t| matches!(t, Token::Array(_)))?
                else {
                    return Ok(());
                };
                let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                let ahead = Ahead::said(len);
                for _ in 0..len {
                    element(&mut reader, ahead)?;
                }
                self.source = reader.source;
                Ok(())
            }
            Source::Generic(value) => {
                let Some(list) = last_bytes(value, 6)? else {
                    return Err(ConversionError::mismatch("a list", generic_name(value)?));
                };
                self.each_item(list, Source::Generic, element)
            }
        }
    }

    /// Calls `element` for each item of a list message, whose items are of one form.
    fn each_item<'b>(
        &'b self,
        list: &'b [u8],
        form: impl Fn(&'b [u8]) -> Source<'b>,
        element: Each<'_>,
    ) -> Result<(), ConversionError> {
        let ahead = Ahead::about(list);
        let mut fields = Fields::new(list);
        while let Some((number, field)) = fields.next()? {
            if let (1, Field::Bytes(item)) = (number, field) {
                element(&mut self.inner(form(item), self.storage)?, ahead)?;
            }
        }
        Ok(())
    }

    /// The body of a collection literal, for types that read whole lists at once.
    pub(crate) fn collection_body(&self) -> Result<Option<&'a [u8]>, ConversionError> {
        match self.source {
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Collection(body) => Ok(Some(body)),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// Reads a map, entry by entry. A key that stands twice is passed on twice.
    ///
    /// # Errors
    /// When the value is no map from strings, or with the first entry's error, its key added.
    pub fn map(
        &mut self,
        mut entry: impl FnMut(&str, &mut Reader<'_>) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        self.entries(&mut |key, reader, _| entry(key, reader).map_err(|error| error.at_name(key)))
    }

    /// As [`Reader::map`], but for the names in errors; with how many entries there are in all.
    pub(crate) fn entries(&mut self, entry: Entry<'_>) -> Result<(), ConversionError> {
        match self.source {
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Map(body) => self.each_entry(body, Source::Literal, entry),
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Binary(binary) => {
                        let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        self.inner(Source::Packed(unpacker), self.storage)?.entries(entry)
                    }
                    Scalar::Generic(fields) => self.each_entry(fields, Source::Generic, entry),
                    Scalar::Union { value, .. } => {
                        self.inner(Source::Literal(value), self.storage)?.entries(entry)
                    }
                    other => Err(ConversionError::mismatch("a map", other.name())),
                },
                Shape::Offloaded(uri) => self.offloaded(uri, |reader| reader.entries(entry)),
                Shape::Collection(_) => Err(ConversionError::mismatch("a map", "a list")),
                Shape::Empty => Err(ConversionError::mismatch("a map", "an empty literal")),
            },
            Source::Packed(mut unpacker) => {
                let Token::Map(len) = expect(&mut unpacker, "a map", |t| matches!(t, Token::Map(_)))? else {
                    return Ok(());
                };
                let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                let ahead = Ahead::said(len);
                for _ in 0..len {
                    let key = reader.packed_key()?;
                    entry(key, &mut reader, ahead)?;
                }
                self.source = reader.source;
                Ok(())
            }
            Source::Generic(value) => match last_bytes(value, 5)? {
                Some(fields) => self.each_entry(fields, Source::Generic, entry),
                None => Err(ConversionError::mismatch("a map", generic_name(value)?)),
            },
        }
    }

    fn packed_key(&mut self) -> Result<&'a str, ConversionError> {
        let Source::Packed(unpacker) = &mut self.source else {
            return Err(ConversionError::new("a key was read outside a packed map"));
        };
        match unpacker.token()? {
            Token::String(key) => Ok(key),
            other => Err(ConversionError::mismatch("a map whose keys are strings", other.name())),
        }
    }

    /// Calls `entry` for each entry of a map message, whose values are of one form.
    fn each_entry<'b>(
        &'b self,
        map: &'b [u8],
        form: impl Fn(&'b [u8]) -> Source<'b>,
        entry: Entry<'_>,
    ) -> Result<(), ConversionError> {
        let ahead = Ahead::items(map);
        for_each_entry(map, |key, value| entry(key, &mut self.inner(form(value), self.storage)?, ahead))
    }

    /// Reads a value or none; `some` is the type of the value and `read` reads it.
    ///
    /// # Errors
    /// When a union carries another variant than these two, or with the value's own error.
    pub fn optional<T>(
        &mut self,
        some: &TypeDescriptor,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, ConversionError>,
    ) -> Result<Option<T>, ConversionError> {
        match &mut self.source {
            Source::Packed(unpacker) if unpacker.at_nil() => {
                unpacker.skip()?;
                Ok(None)
            }
            Source::Packed(_) => read(self).map(Some),
            Source::Generic(value) => {
                if matches!(generic_atom(value)?, Atom::None) {
                    Ok(None)
                } else {
                    read(self).map(Some)
                }
            }
            Source::Literal(literal) => {
                let Shape::Scalar(scalar) = Shape::of(literal)? else { return read(self).map(Some) };
                match Scalar::of(scalar)? {
                    Scalar::None => Ok(None),
                    Scalar::Binary(binary) if Unpacker::new(binary.value).at_nil() => Ok(None),
                    Scalar::Union { value, tag } => self.union_value(value, tag, some, read),
                    _ => read(self).map(Some),
                }
            }
        }
    }

    fn union_value<T>(
        &mut self,
        value: &[u8],
        tag: Option<&str>,
        some: &TypeDescriptor,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, ConversionError>,
    ) -> Result<Option<T>, ConversionError> {
        let expected = || {
            let tags: Vec<_> = some.variants().iter().map(|v| format!("`{}`", v.tag())).collect();
            format!("a union value tagged {} or `none`", tags.join(", "))
        };
        match tag {
            Some("none") => Ok(None),
            // The union inside the option is the same one on the wire, and needs the tag itself.
            Some(_) if matches!(some.plain(), TypeDescriptor::Union(_)) => read(self).map(Some),
            Some(tag) if some.variants().iter().any(|variant| variant.answers_to(tag)) => {
                let mut reader = self.inner(Source::Literal(value), self.storage)?;
                read(&mut reader).map(Some)
            }
            Some(tag) => Err(ConversionError::mismatch(expected(), format!("one tagged `{tag}`"))),
            None => Err(ConversionError::mismatch(expected(), "one without a tag")),
        }
    }
}

type Each<'f> = &'f mut dyn FnMut(&mut Reader<'_>, Ahead) -> Result<(), ConversionError>;
type Entry<'f> = &'f mut dyn FnMut(&str, &mut Reader<'_>, Ahead) -> Result<(), ConversionError>;

fn expect<'a>(
    unpacker: &mut Unpacker<'a>,
    wanted: &str,
    fits: impl FnOnce(&Token<'a>) -> bool,
) -> Result<Token<'a>, ConversionError> {
    let token = unpacker.token()?;
    if fits(&token) { Ok(token) } else { Err(ConversionError::mismatch(wanted, token.name())) }
}

pub(super) fn packed<'a>(tag: &str, value: &'a [u8]) -> Result<&'a [u8], ConversionError> {
    if tag == "msgpack" {
        Ok(value)
    } else {
        Err(ConversionError::mismatch("a binary value tagged `msgpack`", format!("one tagged `{tag}`")))
    }
}

fn scalar_atom(scalar: &[u8], depth: usize) -> Result<(Atom<'_>, Form), ConversionError> {
    if depth > MAX_DEPTH {
        return Err(ConversionError::new("values nest more than a hundred levels deep"));
    }
    let atom = match Scalar::of(scalar)? {
        Scalar::None => Atom::None,
        Scalar::Integer(value) => Atom::Integer(value),
        Scalar::Float(value) => Atom::Float(value),
        Scalar::String(value) => Atom::String(value),
        Scalar::Boolean(value) => Atom::Boolean(value),
        Scalar::Datetime(seconds, nanos) => Atom::Datetime(seconds, nanos),
        Scalar::Duration(seconds, nanos) => Atom::Duration(seconds, nanos),
        Scalar::Binary(binary) => {
            let mut unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
            let atom = packed_atom(&mut unpacker)?;
            if !unpacker.is_empty() {
                return Err(malformed("bytes follow the packed value"));
            }
            return Ok((atom, Form::Sole));
        }
        // The compiler lets a union of one variant stand for its variant.
        Scalar::Union { value, .. } => match Shape::of(value)? {
            Shape::Scalar(scalar) => return scalar_atom(scalar, depth + 1),
            _ => Atom::Other("a union value"),
        },
        other => Atom::Other(other.name()),
    };
    Ok((atom, Form::Literal))
}

pub(super) fn packed_atom<'a>(unpacker: &mut Unpacker<'a>) -> Result<Atom<'a>, ConversionError> {
    let start = *unpacker;
    Ok(match unpacker.token()? {
        Token::Nil => Atom::None,
        Token::Boolean(value) => Atom::Boolean(value),
        Token::Integer(value) => Atom::Integer(value),
        Token::Large(value) => Atom::Large(value),
        Token::Float(value) => Atom::Float(value),
        Token::String(value) => Atom::String(value),
        Token::Bytes(value) => Atom::Bytes(value),
        other => {
            let name = other.name();
            *unpacker = start;
            unpacker.skip()?;
            Atom::Other(name)
        }
    })
}

/// The packed value, if it is one without parts.
pub(crate) fn unpack_scalar(bytes: &[u8]) -> Option<Atom<'_>> {
    packed_atom(&mut Unpacker::new(bytes)).ok()
}

pub(super) fn generic_atom(value: &[u8]) -> Result<Atom<'_>, ConversionError> {
    let mut fields = Fields::new(value);
    let mut atom = Atom::Other("an empty value");
    while let Some((number, field)) = fields.next()? {
        atom = match (number, field) {
            (1, Field::Varint(_)) => Atom::None,
            (2, Field::Fixed64(bytes)) => Atom::Float(f64::from_le_bytes(bytes)),
            (3, Field::Bytes(bytes)) => Atom::String(super::wire::text(bytes)?),
            (4, Field::Varint(bits)) => Atom::Boolean(bits != 0),
            (5, Field::Bytes(_)) => Atom::Other("a struct"),
            (6, Field::Bytes(_)) => Atom::Other("a list"),
            _ => atom,
        };
    }
    Ok(atom)
}

pub(super) fn generic_name(value: &[u8]) -> Result<&'static str, ConversionError> {
    Ok(generic_atom(value)?.name())
}

impl Atom<'_> {
    /// What it is, for a person who expected something else.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Integer(_) | Self::Large(_) => "an integer",
            Self::Float(_) => "a float",
            Self::String(_) => "a string",
            Self::Boolean(_) => "a boolean",
            Self::Bytes(_) => "bytes",
            Self::Datetime(..) => "a datetime",
            Self::Duration(..) => "a duration",
            Self::Other(name) => name,
        }
    }
}
