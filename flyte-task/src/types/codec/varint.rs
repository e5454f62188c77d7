//! Varints that are known to fill their bytes, eight bytes at a time.

/// What is known of a varint by how many bytes it takes: which bits are its own, and where it says that more follow.
#[derive(Clone, Copy)]
struct Layout {
    low: u64,
    low_more: u64,
    high: u64,
    high_more: u64,
}

/// The bit of each byte that says that another follows.
const MORE: u64 = 0x8080_8080_8080_8080;

/// The most bytes that a varint takes.
pub(super) const LONGEST: usize = 10;

/// By the number of bytes; there is none of no bytes, and the first says so.
const LAYOUTS: [Layout; LONGEST + 1] = [
    Layout { low: 0, low_more: MORE, high: 0, high_more: 0 },
    layout(1, 0),
    layout(2, 0),
    layout(3, 0),
    layout(4, 0),
    layout(5, 0),
    layout(6, 0),
    layout(7, 0),
    layout(8, 0),
    layout(8, 1),
    layout(8, 2),
];

const fn layout(low: usize, high: usize) -> Layout {
    let (low_more, high_more) = if high == 0 { (low - 1, 0) } else { (low, high - 1) };
    Layout {
        low: bytes_set(low),
        low_more: bytes_set(low_more) & MORE,
        high: bytes_set(high),
        high_more: bytes_set(high_more) & MORE,
    }
}

const fn bytes_set(count: usize) -> u64 {
    if count == 0 { 0 } else { u64::MAX >> (64 - 8 * count) }
}

/// The value of a varint that takes `len` of these bytes; none if it ends sooner or later.
///
/// Without a branch for each byte, since the lengths of integers in a list are hard to foresee.
#[inline]
pub(super) fn varint_of(bytes: &[u8; LONGEST], len: usize) -> Option<u64> {
    let layout = LAYOUTS.get(len)?;
    let (low, high) = (bytes.first_chunk()?, bytes.last_chunk()?);
    let low = u64::from_le_bytes(*low) & layout.low;
    let high = u64::from(u16::from_le_bytes(*high)) & layout.high;
    if (low & MORE) != layout.low_more || (high & MORE) != layout.high_more {
        return None;
    }
    // Of the tenth byte only one bit has room.
    Some(sevens(low) | (high & 0x7f) << 56 | high >> 8 << 63)
}

/// Puts together the seven bits of each byte: bytes to pairs, pairs to fours, fours to one.
#[inline]
fn sevens(bytes: u64) -> u64 {
    let pairs = bytes & 0x007f_007f_007f_007f | (bytes & 0x7f00_7f00_7f00_7f00) >> 1;
    let fours = pairs & 0x0000_3fff_0000_3fff | (pairs & 0x3fff_0000_3fff_0000) >> 2;
    fours & 0x0fff_ffff | (fours & 0x0fff_ffff_0000_0000) >> 4
}

/// The value of a varint that takes all of the bytes.
#[inline]
pub(super) fn exact_varint(bytes: &[u8]) -> Option<u64> {
    if let [byte @ ..0x80] = bytes {
        return Some(u64::from(*byte));
    }
    let mut padded = [0; LONGEST];
    padded.get_mut(..bytes.len())?.copy_from_slice(bytes);
    varint_of(&padded, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::super::wire::put_varint;
    use super::*;

    #[test]
    fn every_length_is_read() {
        for shift in 0..64 {
            for value in [(1u64 << shift) - 1, 1 << shift, u64::MAX >> shift, 0x9e37_79b9_7f4a_7c15 >> shift]
            {
                let mut bytes = Vec::new();
                put_varint(&mut bytes, value);
                assert_eq!(exact_varint(&bytes), Some(value));
            }
        }
    }

    #[test]
    fn what_ends_elsewhere_is_none() {
        for len in 1..=LONGEST {
            for end in 0..=LONGEST {
                let bytes: Vec<u8> = (1..=len).map(|at| if at == end { 1 } else { 0x81 }).collect();
                assert_eq!(exact_varint(&bytes).is_some(), end == len, "{len} bytes, the end at {end}");
            }
        }
        assert_eq!(exact_varint(&[]), None);
        assert_eq!(exact_varint(&[0x80; 11]), None);
    }

    #[test]
    fn needless_bytes_and_bits_are_taken_as_protobuf_takes_them() {
        assert_eq!(exact_varint(&[0x81, 0x80, 0]), Some(1));
        assert_eq!(
            exact_varint(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f]),
            Some(1 << 63)
        );
    }
}
