//! The shortest way for literals laid out as Flyte's writers lay them out; all others go the general way.
//!
//! Whatever is taken here fills its literal to the last byte, so nothing beside it is passed over.

use super::Reader;
use super::reader::Source;
use super::text;
use super::varint::exact_varint;
use super::writer::tag;

/// The field that says how the value of a binary is packed.
pub(super) const PLAIN_TAG: &[u8] = b"\x12\x07msgpack";

/// The packed bytes of a literal that holds them.
#[inline]
pub(super) fn plain_binary(literal: &[u8]) -> Option<&[u8]> {
    let binary = sole(sole(literal, tag::LITERAL_SCALAR)?, tag::SCALAR_BINARY)?;
    let (value, rest) = delimited(binary, tag::BINARY_VALUE)?;
    (rest == PLAIN_TAG).then_some(value)
}

/// The key and the literal of a map's entry.
#[inline]
pub(super) fn plain_entry(entry: &[u8]) -> Option<(&[u8], &[u8])> {
    let (key, rest) = delimited(entry, tag::KEY)?;
    Some((key, sole(rest, tag::VALUE)?))
}

/// The one field of a literal's primitive.
#[inline]
fn primitive(literal: &[u8]) -> Option<&[u8]> {
    sole(sole(literal, tag::LITERAL_SCALAR)?, tag::SCALAR_PRIMITIVE)
}

/// The field that is all of a message.
#[inline]
fn sole(message: &[u8], tag: u8) -> Option<&[u8]> {
    match delimited(message, tag)? {
        (field, []) => Some(field),
        _ => None,
    }
}

/// A field of that tag and what follows it.
#[inline]
fn delimited(message: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (len, rest) = match message {
        [found, len @ ..=0x7f, rest @ ..] if *found == tag => (usize::from(*len), rest),
        [found, low, high @ ..=0x7f, rest @ ..] if *found == tag => {
            (usize::from(*high) << 7 | usize::from(*low & 0x7f), rest)
        }
        [found, rest @ ..] if *found == tag => {
            let end = rest.iter().take(10).position(|byte| *byte < 0x80)? + 1;
            let (len, rest) = rest.split_at_checked(end)?;
            (usize::try_from(exact_varint(len)?).ok()?, rest)
        }
        _ => return None,
    };
    rest.split_at_checked(len)
}

impl<'a> Reader<'a> {
    #[inline]
    fn plain_primitive(&self) -> Option<&'a [u8]> {
        match self.source {
            Source::Literal(literal) => primitive(literal),
            _ => None,
        }
    }

    /// The integer of a literal that holds one.
    #[inline]
    pub(crate) fn plain_integer(&self) -> Option<i64> {
        match self.plain_primitive()? {
            [tag::INTEGER, varint @ ..] => exact_varint(varint).map(u64::cast_signed),
            _ => None,
        }
    }

    /// The float of a literal that holds one.
    #[inline]
    pub(crate) fn plain_float(&self) -> Option<f64> {
        match self.plain_primitive()? {
            [tag::FLOAT, bytes @ ..] => bytes.try_into().ok().map(f64::from_le_bytes),
            _ => None,
        }
    }

    /// The boolean of a literal that holds one.
    #[inline]
    pub(crate) fn plain_boolean(&self) -> Option<bool> {
        match self.plain_primitive()? {
            [tag::BOOLEAN, value @ ..=1] => Some(*value == 1),
            _ => None,
        }
    }

    /// The text of a literal that holds one, if it is UTF-8.
    #[inline]
    pub(crate) fn plain_string(&self) -> Option<String> {
        text::owned(sole(self.plain_primitive()?, tag::STRING)?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use crate::storage::Storage;
    use crate::types::codec::{Reader, Writer};
    use crate::types::{ConversionError, FlyteType, from_literal, to_literal};

    /// The bytes with each byte changed to each other one, and with their end cut off.
    fn changed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
        let changes = (0..bytes.len()).flat_map(|at| (0..=u8::MAX).map(move |byte| (at, byte)));
        let cut = (0..bytes.len()).map(|len| bytes[..len].to_vec());
        changes
            .map(|(at, byte)| {
                let mut bytes = bytes.to_vec();
                bytes[at] = byte;
                bytes
            })
            .chain(cut)
    }

    fn told<T: Debug>(read: Result<T, ConversionError>) -> String {
        read.map_or_else(|error| error.to_string(), |value| format!("{value:?}"))
    }

    fn check<T: FlyteType + Debug>(value: &T) {
        let storage = Storage::new();
        for literal in changed(&to_literal(value).unwrap()) {
            // A field that no literal has leads the general way and is passed over there.
            let general = [&[0x78, 1], literal.as_slice()].concat();
            assert_eq!(
                told(from_literal::<T>(&literal, &storage)),
                told(from_literal::<T>(&general, &storage)),
                "{literal:02x?}"
            );
        }
    }

    #[test]
    fn the_short_way_leads_to_the_same_values() {
        for value in [0, 1, 127, 128, -1, i64::MIN, i64::MAX, 1 << 55, 1 << 56] {
            check(&value);
        }
        check(&1.5);
        check(&true);
        check(&"text".to_owned());
        check(&"long ".repeat(60));
    }

    #[test]
    fn blocks_have_the_same_values_as_items() {
        fn check<T: FlyteType + Debug>(items: &[T]) {
            let storage = Storage::new();
            let list = Writer::literal(|writer| T::encode_list(items, writer)).unwrap();
            for literal in changed(&list) {
                let block = told(T::decode_list(&mut Reader::literal(&literal, &storage)));
                let single = told(Reader::literal(&literal, &storage).list(T::decode));
                assert_eq!(block, single, "{literal:02x?}");
            }
        }
        check(&[0, -1, 300]);
        check(&[i64::MAX, 5]);
        check(&[0.5, f64::NAN]);
    }

    #[test]
    fn entries_are_found_however_they_are_laid_out() {
        let storage = Storage::new();
        let read = |entry: &[u8]| {
            let body = [&[0x0a, u8::try_from(entry.len()).unwrap()], entry].concat();
            let literal = [&[0x1a, u8::try_from(body.len()).unwrap()], body.as_slice()].concat();
            from_literal::<BTreeMap<String, i64>>(&literal, &storage).unwrap()
        };
        let key = [0x0a, 1, b'k'];
        let value = [0x12, 6, 0x0a, 4, 0x0a, 2, 0x08, 7];
        let unknown = [0x78, 1];
        for entry in [
            [&key[..], &value].concat(),
            [&value[..], &key].concat(),
            [&key[..], &value, &unknown].concat(),
            [&key[..], &unknown, &value].concat(),
            [&key[..], &[0x12, 0], &value].concat(),
        ] {
            assert_eq!(read(&entry), [("k".to_owned(), 7)].into(), "{entry:02x?}");
        }
        assert_eq!(read(&value), [(String::new(), 7)].into());
    }
}
