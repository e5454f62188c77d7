//! `HashMap<K, T>` and `BTreeMap<K, T>`.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::codec::Ahead;
use super::ordered::Ordered;
use super::{ConversionError, FlyteType, MapKey, Reader, TypeDescriptor, Writer};

impl<K: MapKey, T: FlyteType> FlyteType for BTreeMap<K, T> {
    const TYPE: &'static TypeDescriptor = match K::TYPE {
        TypeDescriptor::String => &TypeDescriptor::Map(T::TYPE),
        key => &TypeDescriptor::KeyedMap(key, T::TYPE),
    };
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0x80]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        write(self.iter(), writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let mut map = Ordered::new();
        read(reader, |key, value, ahead| map.insert(key, value, ahead))?;
        Ok(map.into_map())
    }
}

/// Written in the order of the keys, so that equal maps have equal bytes and so equal cache keys.
impl<K: MapKey, T: FlyteType, S: BuildHasher + Default + 'static> FlyteType for HashMap<K, T, S> {
    const TYPE: &'static TypeDescriptor = <BTreeMap<K, T>>::TYPE;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0x80]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        let mut entries: Vec<(&K, &T)> = self.iter().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        write(entries.into_iter(), writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let mut map = Self::default();
        read(reader, |key, value, ahead| {
            if map.is_empty() {
                map.reserve(ahead.at_first::<(K, T)>());
            }
            map.insert(key, value);
        })?;
        Ok(map)
    }
}

fn write<'m, K: MapKey, T: FlyteType>(
    entries: impl ExactSizeIterator<Item = (&'m K, &'m T)>,
    writer: &mut Writer,
) -> Result<(), ConversionError> {
    match K::TYPE {
        TypeDescriptor::String => writer.map(entries.map(|(key, value)| (key.as_text(), value)), T::encode),
        _ => writer.keyed_map(entries, |key, value, writer| {
            key.encode(writer)
                .and_then(|()| value.encode(writer))
                .map_err(|error| error.at_name(key.as_text()))
        }),
    }
}

fn read<K: MapKey, T: FlyteType>(
    reader: &mut Reader<'_>,
    mut insert: impl FnMut(K, T, Ahead),
) -> Result<(), ConversionError> {
    match K::TYPE {
        TypeDescriptor::String => reader.entries(&mut |key, reader, ahead| {
            let (key, value) = K::from_text(key)
                .and_then(|own| Ok((own, T::decode(reader)?)))
                .map_err(|error| error.at_name(key))?;
            insert(key, value, ahead);
            Ok(())
        }),
        _ => reader.keyed_map(&mut |key, reader| {
            let key = match key {
                Some(key) => K::from_text(key)?,
                None => K::decode(reader)?,
            };
            let value = T::decode(reader).map_err(|error| error.at_name(key.as_text()))?;
            insert(key, value, Ahead::said(0));
            Ok(())
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use chrono::{NaiveDate, TimeDelta};
    use flyte_idl::prost_types::Struct;
    use serde_json::json;

    use crate::storage::Storage;
    use crate::types::{FlyteType, TypeDescriptor, from_literal, hex, to_literal};

    #[test]
    fn equal_maps_have_equal_bytes() {
        let sorted: BTreeMap<String, i64> = (0..50).map(|i| (format!("key {i}"), i)).collect();
        let hashed: HashMap<String, i64> = sorted.clone().into_iter().collect();
        let literal = to_literal(&sorted).unwrap();
        assert_eq!(to_literal(&hashed).unwrap(), literal);
        assert_eq!(from_literal::<HashMap<String, i64>>(&literal, &Storage::new()).unwrap(), hashed);
    }

    #[test]
    fn errors_name_the_key() {
        let map = BTreeMap::from([("a".to_owned(), vec![1.5])]);
        let literal = to_literal(&map).unwrap();
        let error = from_literal::<BTreeMap<String, Vec<bool>>>(&literal, &Storage::new()).unwrap_err();
        assert_eq!(error.to_string(), "at `a[0]`: expected a boolean, found a float");
    }

    // Each text is `TypeEngine.to_literal(..).to_flyte_idl().SerializeToString().hex()` of flytekit 1.16.31.
    #[test]
    fn maps_with_other_keys_have_flytekits_bytes() {
        fn check<T: FlyteType + PartialEq + std::fmt::Debug>(map: &T, packed: &str) {
            let binary = format!("0a{:02x}{packed}12076d73677061636b", packed.len() / 2);
            let scalar = format!("1a{:02x}{binary}", binary.len() / 2);
            let literal = to_literal(map).unwrap();
            assert_eq!(hex::from(&literal), format!("0a{:02x}{scalar}", scalar.len() / 2));
            assert_eq!(&from_literal::<T>(&literal, &Storage::new()).unwrap(), map);
        }
        check(&BTreeMap::from([(1i64, "a".to_owned())]), "8101a161");
        check(&HashMap::from([(-300i16, "b".to_owned())]), "81d1fed4a162");
        check(&BTreeMap::from([(true, 1.5)]), "81c3cb3ff8000000000000");
        check(&BTreeMap::from([(1u8, None), (2, Some(3i64))]), "8201c00203");
        check(&BTreeMap::from([(1u64, TimeDelta::seconds(1))]), "8101cb3ff0000000000000");
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        check(&BTreeMap::from([(day, 1i64)]), "81aa323032342d30322d323901");
    }

    #[test]
    fn every_bit_of_a_packed_float_survives() {
        let bits = [0x7ff8_0000_dead_beef, 0xfff0_0000_0000_0001, 0x8000_0000_0000_0000];
        let map: BTreeMap<u64, f64> = bits.into_iter().map(|bits| (bits, f64::from_bits(bits))).collect();
        let read: BTreeMap<u64, f64> = from_literal(&to_literal(&map).unwrap(), &Storage::new()).unwrap();
        assert_eq!(read.len(), bits.len());
        assert!(read.iter().all(|(bits, float)| float.to_bits() == *bits));
    }

    #[test]
    fn keys_that_come_as_text_are_read() {
        type Map = BTreeMap<i32, f64>;
        let storage = Storage::new();
        let expected: Map = [(-5, 1.0)].into();
        let generic = from_literal::<Struct>(&to_literal(&json!({"-5": 1})).unwrap(), &storage).unwrap();
        let strings = BTreeMap::from([("-5".to_owned(), 1.0)]);
        for literal in [
            to_literal(&json!({"-5": 1.0})).unwrap(),
            to_literal(&generic).unwrap(),
            to_literal(&strings).unwrap(),
        ] {
            assert_eq!(from_literal::<Map>(&literal, &storage).unwrap(), expected);
        }
        let error = from_literal::<Map>(&to_literal(&json!({"x": 1})).unwrap(), &storage).unwrap_err();
        assert_eq!(error.to_string(), "expected an i32 as the key, found `x`");
    }

    #[test]
    fn json_tells_keys_as_text() {
        let ty = <BTreeMap<i64, Vec<BTreeMap<NaiveDate, bool>>>>::TYPE;
        assert_eq!(ty.to_string(), "dict[int, list[dict[date, bool]]]");
        let value = json!({"-1": [{"2024-02-29": true}], "7": []});
        let literal = ty.literal_from_json(&value).unwrap();
        assert_eq!(ty.json_from_literal(&literal, &Storage::new()).unwrap(), value);
        let error = ty.literal_from_json(&json!({"x": []})).unwrap_err();
        assert_eq!(error.to_string(), "at `x`: expected an integer, found `x`");
        assert_eq!(<BTreeMap<String, i64>>::TYPE, &TypeDescriptor::Map(&TypeDescriptor::Integer));
    }
}
