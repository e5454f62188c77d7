//! `HashMap<String, T>` and `BTreeMap<String, T>`.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl<T: FlyteType> FlyteType for BTreeMap<String, T> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Map(T::TYPE);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.map(self.iter().map(|(key, value)| (key.as_str(), value)), T::encode)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let mut map = Self::new();
        reader.map(|key, reader| {
            map.insert(key.to_owned(), T::decode(reader)?);
            Ok(())
        })?;
        Ok(map)
    }
}

/// Written in the order of the keys, so that equal maps have equal bytes and so equal cache keys.
impl<T: FlyteType, S: BuildHasher + Default + 'static> FlyteType for HashMap<String, T, S> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Map(T::TYPE);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        let mut entries: Vec<(&str, &T)> = self.iter().map(|(key, value)| (key.as_str(), value)).collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        writer.map(entries.into_iter(), T::encode)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let mut map = Self::default();
        reader.map(|key, reader| {
            map.insert(key.to_owned(), T::decode(reader)?);
            Ok(())
        })?;
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

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
}
