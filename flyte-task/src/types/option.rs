//! `Option<T>`.

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl<T: FlyteType> FlyteType for Option<T> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Optional(T::TYPE);
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0xc0]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        match (self, T::TYPE) {
            // The inner option or union writes the one union there is.
            (Some(value), some) if some.is_union() => value.encode(writer),
            (Some(value), some) => writer.union(some, |writer| value.encode(writer)),
            (None, _) => writer.union(&TypeDescriptor::None, |writer| {
                writer.none();
                Ok(())
            }),
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        match T::TYPE.plain() {
            TypeDescriptor::Optional(_) => T::decode(reader).map(Some),
            some => reader.optional(some, T::decode),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    #[test]
    fn bare_values_and_unions_read_alike() {
        let storage = Storage::new();
        for value in [Some(7i64), None] {
            let literal = to_literal(&value).unwrap();
            assert_eq!(from_literal::<Option<i64>>(&literal, &storage).unwrap(), value);
        }
        let bare = to_literal(&7i64).unwrap();
        assert_eq!(from_literal::<Option<i64>>(&bare, &storage).unwrap(), Some(7));
        let none = to_literal(&()).unwrap();
        assert_eq!(from_literal::<Option<i64>>(&none, &storage).unwrap(), None);
    }

    #[test]
    fn another_variant_is_named() {
        let literal = to_literal(&Some("x".to_owned())).unwrap();
        let error = from_literal::<Option<i64>>(&literal, &Storage::new()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a union value tagged `int` or `none`, found one tagged `str`"
        );
    }
}
