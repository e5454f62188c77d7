//! `Vec<T>`.

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl<T: FlyteType> FlyteType for Vec<T> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::List(T::TYPE);
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0x90]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        T::encode_list(self, writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        T::decode_list(reader)
    }
}

#[cfg(test)]
mod tests {
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    #[test]
    fn nested_lists_survive_and_name_the_place() {
        let storage = Storage::new();
        let value = vec![vec![1.5, f64::INFINITY], vec![], vec![-0.0]];
        let literal = to_literal(&value).unwrap();
        assert_eq!(from_literal::<Vec<Vec<f64>>>(&literal, &storage).unwrap(), value);
        let error = from_literal::<Vec<Vec<String>>>(&literal, &storage).unwrap_err();
        assert_eq!(error.to_string(), "at `[0][0]`: expected a string, found a float");
    }

    #[test]
    fn a_list_in_pieces_is_refused_rather_than_shortened() {
        let mut literal = to_literal(&vec![1i64]).unwrap();
        literal.extend(to_literal(&vec![2i64]).unwrap());
        let error = from_literal::<Vec<i64>>(&literal, &Storage::new()).unwrap_err();
        assert!(error.to_string().contains("in pieces"), "{error}");
    }

    #[test]
    fn an_empty_list_is_a_collection() {
        assert_eq!(to_literal(&Vec::<i64>::new()).unwrap(), [0x12, 0x00]);
    }
}
