//! MessagePack, as flytekit packs the values inside structs.

use super::wire::MAX_DEPTH;
use crate::types::ConversionError;

/// One value's head: scalars whole, containers by their length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    Nil,
    Boolean(bool),
    Integer(i64),
    /// An unsigned integer above `i64::MAX`.
    Large(u64),
    Float(f64),
    String(&'a str),
    Bytes(&'a [u8]),
    Array(usize),
    Map(usize),
    Extension,
}

impl Token<'_> {
    /// What it is, for a person who expected something else.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Nil => "none",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Large(_) => "an integer",
            Self::Float(_) => "a float",
            Self::String(_) => "a string",
            Self::Bytes(_) => "bytes",
            Self::Array(_) => "a list",
            Self::Map(_) => "a map",
            Self::Extension => "a MessagePack extension",
        }
    }
}

/// A cursor over packed values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unpacker<'a> {
    pub(super) bytes: &'a [u8],
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether the next value is nil, without taking it.
    pub(super) fn at_nil(&self) -> bool {
        self.bytes.first() == Some(&0xc0)
    }

    /// Whether the next value is a list, without taking it.
    pub(super) fn at_list(&self) -> bool {
        matches!(self.bytes.first(), Some(0x90..=0x9f | 0xdc | 0xdd))
    }

    /// Whether the next value is a map, without taking it.
    pub(super) fn at_map(&self) -> bool {
        matches!(self.bytes.first(), Some(0x80..=0x8f | 0xde | 0xdf))
    }

    /// Takes the next value, of a container only its head.
    pub(super) fn token(&mut self) -> Result<Token<'a>, ConversionError> {
        let [head] = *self.array()?;
        Ok(match head {
            0x00..=0x7f => Token::Integer(i64::from(head)),
            0xe0..=0xff => Token::Integer(i64::from(head.cast_signed())),
            0x80..=0x8f => self.container(usize::from(head & 0x0f), 2, Token::Map)?,
            0x90..=0x9f => self.container(usize::from(head & 0x0f), 1, Token::Array)?,
            0xa0..=0xbf => self.string(usize::from(head & 0x1f))?,
            0xc0 => Token::Nil,
            0xc1 => return Err(malformed("the byte 0xc1 is never used")),
            0xc2 => Token::Boolean(false),
            0xc3 => Token::Boolean(true),
            0xc4 => Token::Bytes({
                let len = self.length8()?;
                self.take(len)?
            }),
            0xc5 => Token::Bytes({
                let len = self.length16()?;
                self.take(len)?
            }),
            0xc6 => Token::Bytes({
                let len = self.length32()?;
                self.take(len)?
            }),
            0xc7 => {
                let len = self.length8()?;
                self.extension(len)?
            }
            0xc8 => {
                let len = self.length16()?;
                self.extension(len)?
            }
            0xc9 => {
                let len = self.length32()?;
                self.extension(len)?
            }
            0xca => Token::Float(f64::from(f32::from_be_bytes(*self.array()?))),
            0xcb => Token::Float(f64::from_be_bytes(*self.array()?)),
            0xcc => Token::Integer(i64::from(u8::from_be_bytes(*self.array()?))),
            0xcd => Token::Integer(i64::from(u16::from_be_bytes(*self.array()?))),
            0xce => Token::Integer(i64::from(u32::from_be_bytes(*self.array()?))),
            0xcf => {
                let value = u64::from_be_bytes(*self.array()?);
                i64::try_from(value).map_or(Token::Large(value), Token::Integer)
            }
            0xd0 => Token::Integer(i64::from(i8::from_be_bytes(*self.array()?))),
            0xd1 => Token::Integer(i64::from(i16::from_be_bytes(*self.array()?))),
            0xd2 => Token::Integer(i64::from(i32::from_be_bytes(*self.array()?))),
            0xd3 => Token::Integer(i64::from_be_bytes(*self.array()?)),
            0xd4..=0xd8 => self.extension(1 << (head - 0xd4))?,
            0xd9 => {
                let len = self.length8()?;
                self.string(len)?
            }
            0xda => {
                let len = self.length16()?;
                self.string(len)?
            }
            0xdb => {
                let len = self.length32()?;
                self.string(len)?
            }
            0xdc => {
                let len = self.length16()?;
                self.container(len, 1, Token::Array)?
            }
            0xdd => {
                let len = self.length32()?;
                self.container(len, 1, Token::Array)?
            }
            0xde => {
                let len = self.length16()?;
                self.container(len, 2, Token::Map)?
            }
            0xdf => {
                let len = self.length32()?;
                self.container(len, 2, Token::Map)?
            }
        })
    }

    /// Passes over the next value, whatever it holds.
    pub(super) fn skip(&mut self) -> Result<(), ConversionError> {
        self.skip_within(0)
    }

    fn skip_within(&mut self, depth: usize) -> Result<(), ConversionError> {
        if depth > MAX_DEPTH {
            return Err(malformed("values nest more than a hundred levels deep"));
        }
        let inner = match self.token()? {
            Token::Array(len) => len,
            Token::Map(len) => 2 * len,
            _ => 0,
        };
        (0..inner).try_for_each(|_| self.skip_within(depth + 1))
    }

    /// A container's head; a length that the bytes left cannot hold is refused before anyone allocates for it.
    fn container(
        &self,
        len: usize,
        bytes_each: usize,
        token: fn(usize) -> Token<'a>,
    ) -> Result<Token<'a>, ConversionError> {
        if len.saturating_mul(bytes_each) > self.bytes.len() {
            return Err(truncated());
        }
        Ok(token(len))
    }

    fn string(&mut self, len: usize) -> Result<Token<'a>, ConversionError> {
        std::str::from_utf8(self.take(len)?)
            .map(Token::String)
            .map_err(|error| malformed(&format!("text is not UTF-8 ({error})")))
    }

    fn extension(&mut self, len: usize) -> Result<Token<'a>, ConversionError> {
        self.take(len.saturating_add(1)).map(|_| Token::Extension)
    }

    fn length8(&mut self) -> Result<usize, ConversionError> {
        Ok(usize::from(u8::from_be_bytes(*self.array()?)))
    }

    fn length16(&mut self) -> Result<usize, ConversionError> {
        Ok(usize::from(u16::from_be_bytes(*self.array()?)))
    }

    fn length32(&mut self) -> Result<usize, ConversionError> {
        usize::try_from(u32::from_be_bytes(*self.array()?)).map_err(|_| truncated())
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], ConversionError> {
        let (bytes, rest) = self.bytes.split_at_checked(len).ok_or_else(truncated)?;
        self.bytes = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], ConversionError> {
        let (bytes, rest) = self.bytes.split_first_chunk().ok_or_else(truncated)?;
        self.bytes = rest;
        Ok(bytes)
    }
}

fn truncated() -> ConversionError {
    malformed("the bytes end too early")
}

fn malformed(what: &str) -> ConversionError {
    ConversionError::new(format!("malformed MessagePack: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(bytes: &[u8]) -> Token<'_> {
        Unpacker::new(bytes).token().unwrap()
    }

    #[test]
    fn every_width_of_integer_reads() {
        assert_eq!(one(&[0x7f]), Token::Integer(127));
        assert_eq!(one(&[0xe0]), Token::Integer(-32));
        assert_eq!(one(&[0xcc, 0xff]), Token::Integer(255));
        assert_eq!(one(&[0xd1, 0x80, 0x00]), Token::Integer(-32768));
        assert_eq!(one(&[0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Token::Large(u64::MAX));
    }

    #[test]
    fn a_declared_length_beyond_the_bytes_is_refused() {
        for bytes in [[0xdd, 0xff, 0xff, 0xff, 0xff], [0xdf, 0x00, 0x00, 0x00, 0x01]] {
            assert!(Unpacker::new(&bytes).token().is_err());
        }
    }

    #[test]
    fn skipping_is_bounded_in_depth() {
        let deep = vec![0x91u8; 100_000];
        assert!(Unpacker::new(&deep).skip().is_err());
        let mut nested = Unpacker::new(&[0x82, 0x01, 0x92, 0xc0, 0xa1, b'x', 0x02, 0xc3, 0x05]);
        nested.skip().unwrap();
        assert_eq!(nested.token().unwrap(), Token::Integer(5));
    }
}
