//! `serde_json::Value`: Python's untyped `dict`.

use serde_json::Value;

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl FlyteType for Value {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Json;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.json(self)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.json()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use flyte_idl::core::Literal;
    use flyte_idl::prost::Message;
    use flyte_idl::prost_types::Struct;
    use serde_json::{Value, json};

    use crate::storage::Storage;
    use crate::types::{FlyteError, FlyteType, from_literal, hex, to_literal};

    fn read(literal: &[u8]) -> Result<Value, String> {
        from_literal(literal, &Storage::new()).map_err(|error| error.to_string())
    }

    #[test]
    fn json_has_the_bytes_of_an_untyped_dict() {
        let value = json!({"a": [1, 2.0, null, true, "é", {"b": u64::MAX}]});
        let literal = to_literal(&value).unwrap();
        let bytes = "0a2c1a2a0a1f81a1619601cb4000000000000000c0c3a2c3a981a162cfffffffffffffffff\
                     12076d73677061636b";
        assert_eq!(hex::from(&literal), bytes);
        assert_eq!(read(&literal).unwrap(), value);
        let some = to_literal(&Some(json!({"a": 1}))).unwrap();
        let bytes = "0a6a4a680a130a111a0f0a0481a1610112076d73677061636b125108094a3f0a3d0a3b0a126361\
                     6368652d6b65792d6d6574616461746112252a230a210a1473657269616c697a6174696f6e2d66\
                     6f726d617412091a076d73677061636b5a0c0a0a54797065642044696374";
        assert_eq!(hex::from(&some), bytes);
        assert_eq!(read(&some).unwrap(), json!({"a": 1}));
    }

    #[test]
    fn other_forms_read_too() {
        assert_eq!(read(&to_literal(&vec![1i64, 2]).unwrap()).unwrap(), json!([1, 2]));
        assert_eq!(read(&to_literal(&()).unwrap()).unwrap(), Value::Null);
        for value in [json!(1), json!(-0.5), json!([]), json!({}), json!("x"), Value::Null] {
            assert_eq!(read(&to_literal(&value).unwrap()).unwrap(), value);
        }
    }

    #[test]
    fn what_json_has_no_word_for_is_refused_with_its_place() {
        let packed = |bytes: &[u8]| read(&Literal::binary_msgpack(bytes.to_vec()).encode_to_vec());
        assert_eq!(
            packed(&hex::to("81a16191cb7ff8000000000000")).unwrap_err(),
            "at `a[0]`: expected a number that JSON has a word for, found the float NaN"
        );
        assert_eq!(
            packed(&hex::to("8101a161")).unwrap_err(),
            "expected a map whose keys are strings, found an integer"
        );
        assert_eq!(packed(&hex::to("c40161")).unwrap_err(), "expected JSON, found bytes");
        assert!(packed(&vec![0x91; 100_000]).unwrap_err().contains("hundred levels"));
    }

    /// Neither a panic nor much memory or time, whatever comes of it.
    fn survive<T: FlyteType>(bytes: &[u8]) {
        let _ = from_literal::<T>(bytes, &Storage::new());
        let _ = T::TYPE.json_from_literal(bytes, &Storage::new());
    }

    #[test]
    fn hostile_bytes_are_values_or_errors() {
        let error = FlyteError { failed_node_id: "n".to_owned(), message: "m".to_owned() };
        let map = BTreeMap::from([(-300i64, json!({"a": [1, 2.5, null]}))]);
        let generic: Struct =
            from_literal(&to_literal(&json!({"a": [{}, 1]})).unwrap(), &Storage::new()).unwrap();
        for whole in
            [to_literal(&map).unwrap(), to_literal(&Some(error)).unwrap(), to_literal(&generic).unwrap()]
        {
            let cut = (0..whole.len()).map(|end| whole[..end].to_vec());
            let wrong = (0..whole.len()).flat_map(|at| {
                (0..=u8::MAX).map({
                    let whole = whole.clone();
                    move |byte| {
                        let mut bytes = whole.clone();
                        bytes[at] = byte;
                        bytes
                    }
                })
            });
            for bytes in cut.chain(wrong) {
                survive::<Value>(&bytes);
                survive::<BTreeMap<i64, Value>>(&bytes);
                survive::<Option<FlyteError>>(&bytes);
                survive::<Struct>(&bytes);
            }
        }
    }
}
