//! The shortest way for packed values that come just as they were asked for; all others go the general way.

use super::Reader;
use super::msgpack::Unpacker;
use super::reader::Source;

impl<'a> Unpacker<'a> {
    /// An integer, if one comes next and fits.
    #[inline]
    pub(super) fn integer(&mut self) -> Option<i64> {
        match *self.bytes {
            [head @ ..=0x7f, ref rest @ ..] => Some(self.advance(rest, i64::from(head))),
            [head @ 0xe0..=0xff, ref rest @ ..] => Some(self.advance(rest, i64::from(head.cast_signed()))),
            [head @ 0xcc..=0xd3, ref rest @ ..] => self.wide_integer(head, rest),
            _ => None,
        }
    }

    fn wide_integer(&mut self, head: u8, rest: &'a [u8]) -> Option<i64> {
        macro_rules! number {
            ($number:ty) => {{
                let (bytes, rest) = rest.split_first_chunk()?;
                (i64::try_from(<$number>::from_be_bytes(*bytes)).ok()?, rest)
            }};
        }
        let (value, rest) = match head {
            0xcc => number!(u8),
            0xcd => number!(u16),
            0xce => number!(u32),
            0xcf => number!(u64),
            0xd0 => number!(i8),
            0xd1 => number!(i16),
            0xd2 => number!(i32),
            _ => number!(i64),
        };
        Some(self.advance(rest, value))
    }

    /// A float, if one of eight bytes comes next.
    #[inline]
    pub(super) fn float(&mut self) -> Option<f64> {
        let [0xcb, rest @ ..] = self.bytes else { return None };
        let (bytes, rest) = rest.split_first_chunk()?;
        Some(self.advance(rest, f64::from_be_bytes(*bytes)))
    }

    /// A boolean, if one comes next.
    #[inline]
    pub(super) fn boolean(&mut self) -> Option<bool> {
        match self.bytes {
            [head @ (0xc2 | 0xc3), rest @ ..] => Some(self.advance(rest, *head == 0xc3)),
            _ => None,
        }
    }

    /// The bytes of a text, if a short one comes next; whether they are UTF-8 is not checked yet.
    #[inline]
    pub(super) fn short_text(&mut self) -> Option<&'a [u8]> {
        let [head @ 0xa0..=0xbf, rest @ ..] = self.bytes else { return None };
        let (text, rest) = rest.split_at_checked(usize::from(head & 0x1f))?;
        Some(self.advance(rest, text))
    }

    /// How long a list is, if one comes next.
    #[inline]
    pub(super) fn list_len(&mut self) -> Option<usize> {
        let (len, rest) = match self.bytes {
            [head @ 0x90..=0x9f, rest @ ..] => (usize::from(head & 0x0f), rest),
            [0xdc, a, b, rest @ ..] => (usize::from(u16::from_be_bytes([*a, *b])), rest),
            _ => return None,
        };
        // An element takes a byte at least; a length beyond that is left to the general way to refuse.
        (len <= rest.len()).then(|| self.advance(rest, len))
    }

    #[inline]
    fn advance<T>(&mut self, rest: &'a [u8], value: T) -> T {
        self.bytes = rest;
        value
    }
}

impl<'a> Reader<'a> {
    /// The packed values that this reader stands in, if it does.
    #[inline]
    pub(super) fn unpacker(&mut self) -> Option<&mut Unpacker<'a>> {
        match &mut self.source {
            Source::Packed(unpacker) => Some(unpacker),
            _ => None,
        }
    }

    /// See [`Unpacker::integer`].
    #[inline]
    pub(crate) fn packed_integer(&mut self) -> Option<i64> {
        self.unpacker()?.integer()
    }

    /// See [`Unpacker::float`].
    #[inline]
    pub(crate) fn packed_float(&mut self) -> Option<f64> {
        self.unpacker()?.float()
    }

    /// See [`Unpacker::boolean`].
    #[inline]
    pub(crate) fn packed_boolean(&mut self) -> Option<bool> {
        self.unpacker()?.boolean()
    }

    /// A text, if a short one comes next and is UTF-8.
    #[inline]
    pub(crate) fn packed_text(&mut self) -> Option<&'a str> {
        let unpacker = self.unpacker()?;
        let start = *unpacker;
        let text = std::str::from_utf8(unpacker.short_text()?).ok();
        if text.is_none() {
            *unpacker = start;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::codec::msgpack::Token;

    #[test]
    fn the_short_way_leads_to_the_same_values() {
        for len in 0..12 {
            for head in 0..=0xff {
                let bytes: Vec<u8> = std::iter::once(head).chain((1..=len).map(|byte| byte * 23)).collect();
                let (short, mut long) = (Unpacker::new(&bytes), Unpacker::new(&bytes));
                let token = long.token();
                let (mut at, left) = (short, long.bytes.len());
                if let Some(value) = at.integer() {
                    assert_eq!((token.as_ref().unwrap(), left), (&Token::Integer(value), at.bytes.len()));
                }
                let mut at = short;
                if let Some(value) = at.float() {
                    // Compared as text, since a NaN equals nothing.
                    assert_eq!(
                        format!("{:?}", token.as_ref().unwrap()),
                        format!("{:?}", Token::Float(value))
                    );
                    assert_eq!(left, at.bytes.len());
                }
                let mut at = short;
                if let Some(value) = at.boolean() {
                    assert_eq!((token.as_ref().unwrap(), left), (&Token::Boolean(value), at.bytes.len()));
                }
                let mut at = short;
                if let Some(value) = at.list_len() {
                    assert_eq!((token.as_ref().unwrap(), left), (&Token::Array(value), at.bytes.len()));
                }
                let mut at = short;
                if let (Some(value), Ok(Token::String(text))) = (at.short_text(), &token) {
                    assert_eq!((text.as_bytes(), left), (value, at.bytes.len()));
                }
            }
        }
    }
}
