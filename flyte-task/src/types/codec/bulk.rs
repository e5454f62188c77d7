//! Lists whose literals all look alike, read and written a block at a time.

use super::msgpack::Unpacker;
use super::reader::Source;
use super::varint::{LONGEST, varint_of};
use super::wire::{put_varint, varint_len};
use super::{Reader, Writer};
use crate::types::ConversionError;

/// What precedes the eight bytes of each float in a collection: item, scalar, primitive and float tags.
const FLOAT_HEAD: [u8; 7] = [0x0a, 0x0d, 0x0a, 0x0b, 0x0a, 0x09, 0x11];
const FLOAT_LEN: usize = FLOAT_HEAD.len() + 8;

/// A packed float: its head and eight bytes.
const PACKED_FLOAT_LEN: usize = 9;

/// The tags and lengths that precede the varint of each integer in a collection.
const INTEGER_HEAD: usize = 7;
/// The most bytes of an integer in a collection.
const INTEGER_LEN: usize = INTEGER_HEAD + LONGEST;

impl Reader<'_> {
    /// The floats of a collection in which every item is a plain float literal, or of a packed list in which every one
    /// is packed as a float; none if any is not.
    pub(crate) fn uniform_floats(&mut self) -> Result<Option<Vec<f64>>, ConversionError> {
        if let Some(unpacker) = self.unpacker() {
            let Some((floats, rest)) = unpacker.floats() else { return Ok(None) };
            // As deep as the general way would go.
            self.inner(Source::Packed(rest), self.storage)?;
            self.source = Source::Packed(rest);
            return Ok(Some(floats));
        }
        let Some(body) = self.collection_body()? else { return Ok(None) };
        let (items, rest) = body.as_chunks::<FLOAT_LEN>();
        if !rest.is_empty() {
            return Ok(None);
        }
        let mut floats = Vec::with_capacity(items.len());
        for item in items {
            let (Some(head), Some(value)) = (item.first_chunk::<7>(), item.last_chunk::<8>()) else {
                return Ok(None);
            };
            if *head != FLOAT_HEAD {
                return Ok(None);
            }
            floats.push(f64::from_le_bytes(*value));
        }
        Ok(Some(floats))
    }

    /// The integers of a collection in which every item is a plain integer literal; none if any is not.
    pub(crate) fn uniform_integers(&self) -> Result<Option<Vec<i64>>, ConversionError> {
        let Some(body) = self.collection_body()? else { return Ok(None) };
        let Some(count) = count_integers(body) else { return Ok(None) };
        let mut integers = Vec::with_capacity(count);
        let mut rest = body;
        while let [_, len, ..] = *rest {
            let item = match rest.first_chunk() {
                Some(item) => *item,
                None => padded(rest),
            };
            let (Some(value), Some(after)) = (integer(&item), rest.get(usize::from(len) + 2..)) else {
                return Ok(None);
            };
            integers.push(value.cast_signed());
            rest = after;
        }
        Ok(Some(integers))
    }
}

impl Unpacker<'_> {
    /// The floats of a list that has eight bytes for each, and what follows it.
    fn floats(&self) -> Option<(Vec<f64>, Self)> {
        let mut rest = *self;
        let len = rest.list_len()?;
        let (items, after) = rest.bytes.split_at_checked(len.checked_mul(PACKED_FLOAT_LEN)?)?;
        let (items, _) = items.as_chunks::<PACKED_FLOAT_LEN>();
        let mut floats = Vec::with_capacity(len);
        for [head, value @ ..] in items {
            if *head != 0xcb {
                return None;
            }
            floats.push(f64::from_be_bytes(*value));
        }
        rest.bytes = after;
        Some((floats, rest))
    }
}

/// How many items there are, where none is longer than an integer's.
fn count_integers(mut body: &[u8]) -> Option<usize> {
    let mut count = 0;
    while let [0x0a, len @ 0..=15, rest @ ..] = body {
        body = rest.get(usize::from(*len)..)?;
        count += 1;
    }
    body.is_empty().then_some(count)
}

/// The bits of the integer with which these bytes begin; none if another item does.
#[inline]
fn integer(item: &[u8; INTEGER_LEN]) -> Option<u64> {
    let (head, varint) = item.split_first_chunk::<INTEGER_HEAD>()?;
    let len = head[1];
    let expected = [0x0a, len, 0x0a, len.wrapping_sub(2), 0x0a, len.wrapping_sub(4), 0x08];
    if *head != expected {
        return None;
    }
    varint_of(varint.first_chunk()?, usize::from(len.checked_sub(5)?))
}

/// The last bytes of a collection, in the room of any item.
fn padded(rest: &[u8]) -> [u8; INTEGER_LEN] {
    let mut item = [0; INTEGER_LEN];
    item.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    item
}

impl Writer {
    /// Writes a list of floats.
    pub(crate) fn floats(&mut self, items: &[f64]) {
        if self.is_packed {
            self.pack_array(items.len());
            return items.iter().for_each(|item| self.pack_float(*item));
        }
        let body = items.len() * FLOAT_LEN;
        self.collection(body, |out| {
            for item in items {
                let mut bytes = [0; FLOAT_LEN];
                let (head, tail) = bytes.split_at_mut(FLOAT_HEAD.len());
                head.copy_from_slice(&FLOAT_HEAD);
                tail.copy_from_slice(&item.to_le_bytes());
                out.extend_from_slice(&bytes);
            }
        });
    }

    /// Writes a list of integers.
    pub(crate) fn integers(&mut self, items: &[i64]) {
        if self.is_packed {
            self.pack_array(items.len());
            return items.iter().for_each(|item| self.pack_integer(*item));
        }
        // Seven bytes of tags and lengths go before each varint.
        let body = items.iter().map(|item| 7 + varint_len(item.cast_unsigned())).sum();
        self.collection(body, |out| {
            for item in items {
                let bits = item.cast_unsigned();
                let len = u8::try_from(varint_len(bits)).unwrap_or(0);
                out.extend_from_slice(&[0x0a, len + 5, 0x0a, len + 3, 0x0a, len + 1, 0x08]);
                put_varint(out, bits);
            }
        });
    }

    fn collection(&mut self, body: usize, write: impl FnOnce(&mut Vec<u8>)) {
        self.put(1 + varint_len(body as u64) + body, |out| {
            out.push(0x12);
            put_varint(out, body as u64);
            write(out);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Storage;
    use crate::types::{FlyteType, from_literal, to_literal};

    /// One by one, through the general path.
    fn slowly<T: FlyteType>(items: &[T]) -> Vec<u8> {
        Writer::literal(|writer| writer.list(items, T::encode)).unwrap()
    }

    #[test]
    fn blocks_have_the_same_bytes_as_items() {
        let integers: Vec<i64> =
            (0..64).flat_map(|shift| [1 << shift, i64::MIN >> shift, !(i64::MIN >> shift)]).collect();
        assert_eq!(to_literal(&integers).unwrap(), slowly(&integers));
        assert_eq!(from_literal::<Vec<i64>>(&slowly(&integers), &Storage::new()).unwrap(), integers);
        let floats: Vec<f64> = integers.iter().map(|bits| f64::from_bits(bits.cast_unsigned())).collect();
        assert_eq!(to_literal(&floats).unwrap(), slowly(&floats));
        let read: Vec<f64> = from_literal(&slowly(&floats), &Storage::new()).unwrap();
        assert!(read.iter().zip(&floats).all(|(a, b)| a.to_bits() == b.to_bits()));
    }

    #[test]
    fn integers_that_come_otherwise_are_read_all_the_same() {
        let read = |body: &[u8]| {
            let literal = [&[0x12, u8::try_from(body.len()).unwrap()], body].concat();
            from_literal::<Vec<i64>>(&literal, &Storage::new())
        };
        let plain = [0x0a, 6, 0x0a, 4, 0x0a, 2, 0x08, 7];
        // The value after its own hash, in needless bytes, and as a float.
        let hashed = [0x0a, 9, 0x22, 1, b'h', 0x0a, 4, 0x0a, 2, 0x08, 7];
        let needless = [0x0a, 7, 0x0a, 5, 0x0a, 3, 0x08, 0x87, 0];
        let float = [0x0a, 13, 0x0a, 11, 0x0a, 9, 0x11, 0, 0, 0, 0, 0, 0, 0x1e, 0x40];
        for other in [&hashed[..], &needless, &float] {
            assert_eq!(read(&[&plain, other, &plain].concat()).unwrap(), [7, 7, 7], "{other:?}");
        }
        let text = [0x0a, 7, 0x0a, 5, 0x0a, 3, 0x1a, 1, b'x'];
        assert_eq!(
            read(&[&plain[..], &text].concat()).unwrap_err().to_string(),
            "at `[1]`: expected an integer, found a string"
        );
        for end in 1..8 {
            let error = read(&[&plain[..], &plain[..end]].concat()).unwrap_err().to_string();
            assert!(error.contains("end too early"), "{end}: {error}");
        }
    }

    #[test]
    fn packed_floats_are_the_same_in_a_block_as_one_by_one() {
        let storage = Storage::new();
        let floats = [1.5, -0.0, f64::NAN];
        let whole = Writer::packed(|writer| f64::encode_list(&floats, writer)).unwrap();
        let wide = [&[0xdc, 0, 3], &whole[1..], &[0x07]].concat();
        let changes = (0..wide.len()).flat_map(|at| (0..=u8::MAX).map(move |byte| (at, byte)));
        for (at, byte) in changes {
            let mut bytes = wide.clone();
            bytes[at] = byte;
            for bytes in [&bytes[..], &bytes[..at]] {
                let told = |read: fn(&mut Reader<'_>) -> Result<Vec<f64>, ConversionError>| {
                    let outer = Reader::literal(&[], &storage);
                    let mut reader = outer.inner(Source::Packed(Unpacker::new(bytes)), &storage).unwrap();
                    match read(&mut reader) {
                        // With what is left for whatever follows.
                        Ok(floats) => format!("{floats:?} {:?}", reader.unpacker()),
                        Err(error) => error.to_string(),
                    }
                };
                assert_eq!(told(f64::decode_list), told(|reader| reader.list(f64::decode)), "{bytes:02x?}");
            }
        }
    }

    #[test]
    fn mixed_numbers_read_as_floats() {
        let literal = to_literal(&vec![1i64, 2]).unwrap();
        assert_eq!(from_literal::<Vec<f64>>(&literal, &Storage::new()).unwrap(), [1.0, 2.0]);
    }
}
