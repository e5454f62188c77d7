//! Packed values that the compiler works out.

/// A packed number or boolean, as constant data.
#[derive(Debug, Clone, Copy)]
pub struct PackedScalar {
    bytes: [u8; 9],
    len: usize,
}

impl PackedScalar {
    /// The packed form of an integer of at most 64 bits, as narrow as it goes.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the bounds are checked")]
    pub const fn integer(value: i128) -> Self {
        match value {
            -0x20..0x80 => Self::headless([value as u8]),
            0x80..0x100 => Self::headed(0xcc, [value as u8]),
            0x100..0x1_0000 => Self::headed(0xcd, (value as u16).to_be_bytes()),
            0x1_0000..0x1_0000_0000 => Self::headed(0xce, (value as u32).to_be_bytes()),
            0x1_0000_0000.. => Self::headed(0xcf, (value as u64).to_be_bytes()),
            -0x80..-0x20 => Self::headed(0xd0, [value as u8]),
            -0x8000..-0x80 => Self::headed(0xd1, (value as u16).to_be_bytes()),
            -0x8000_0000..-0x8000 => Self::headed(0xd2, (value as u32).to_be_bytes()),
            _ => Self::headed(0xd3, (value as u64).to_be_bytes()),
        }
    }

    /// The packed form of a float.
    pub const fn float(value: f64) -> Self {
        Self::headed(0xcb, value.to_be_bytes())
    }

    /// The packed form of a boolean.
    pub const fn boolean(value: bool) -> Self {
        Self::headless([if value { 0xc3 } else { 0xc2 }])
    }

    /// The bytes.
    pub const fn as_slice(&self) -> &[u8] {
        self.bytes.split_at(self.len).0
    }

    const fn headed<const N: usize>(head: u8, rest: [u8; N]) -> Self {
        let mut bytes = [head, 0, 0, 0, 0, 0, 0, 0, 0];
        if let Some((place, _)) = bytes.split_at_mut(1).1.split_at_mut_checked(N) {
            place.copy_from_slice(&rest);
        }
        Self { bytes, len: N + 1 }
    }

    const fn headless([byte]: [u8; 1]) -> Self {
        Self { bytes: [byte, 0, 0, 0, 0, 0, 0, 0, 0], len: 1 }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};
    use std::fmt::Debug;

    use super::*;
    use crate::types::{FlyteType, packed_value};

    #[test]
    fn constants_are_what_the_writer_writes() {
        let integers = [0, 1, -1, 0x1f, -0x20, -0x21, 0x7f, 0x80, 0xff, 0x100, -0x80, -0x81];
        let wide = [0xffff, 0x1_0000, 0xffff_ffff, 0x1_0000_0000, -0x8000, -0x8001, -0x8000_0000];
        for value in integers.into_iter().chain(wide).chain([-0x8000_0001, i64::MIN, i64::MAX]) {
            assert_eq!(
                PackedScalar::integer(value.into()).as_slice(),
                packed_value(&value).unwrap(),
                "{value}"
            );
        }
        assert_eq!(PackedScalar::integer(u64::MAX.into()).as_slice(), packed_value(&u64::MAX).unwrap());
        for value in [0.0, -0.0, 1.5, f64::from(0.1f32)] {
            assert_eq!(PackedScalar::float(value).as_slice(), packed_value(&value).unwrap());
        }
        for value in [true, false] {
            assert_eq!(PackedScalar::boolean(value).as_slice(), packed_value(&value).unwrap());
        }
    }

    #[test]
    fn defaults_are_what_the_writer_writes() {
        fn check<T: FlyteType + Default + Debug>() {
            let value = T::default();
            assert_eq!(T::PACKED_DEFAULT.unwrap(), packed_value(&value).unwrap(), "{value:?}");
        }
        check::<i8>();
        check::<i16>();
        check::<i32>();
        check::<i64>();
        check::<u8>();
        check::<u16>();
        check::<u32>();
        check::<u64>();
        check::<f32>();
        check::<f64>();
        check::<bool>();
        check::<String>();
        check::<Option<i64>>();
        check::<Vec<String>>();
        check::<BTreeMap<String, i64>>();
        check::<BTreeMap<i64, i64>>();
        check::<HashMap<String, f64>>();
        check::<Box<f64>>();
    }
}
