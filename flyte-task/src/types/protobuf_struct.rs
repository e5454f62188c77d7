//! `prost_types::Struct`: protobuf's own maps of anything.

use flyte_idl::prost::Message;
use flyte_idl::prost_types::value::Kind;
use flyte_idl::prost_types::{ListValue, Struct, Value};
use serde_json::{Map, Value as Json};

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// Its numbers are all floats, as everywhere in a protobuf `Struct`; `serde_json::Value` keeps integers.
impl FlyteType for Struct {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::ProtobufStruct;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        if writer.is_packed() {
            return writer.json(&Json::Object(to_json(self)?));
        }
        writer.generic(&self.encode_to_vec())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        if let Some(fields) = reader.generic()? {
            return Message::decode(fields.as_slice()).map_err(|error| {
                ConversionError::new(format!("malformed literal: {error}")).caused_by(error)
            });
        }
        match reader.json()? {
            Json::Object(fields) => Ok(from_json(&fields)),
            other => Err(ConversionError::mismatch("a struct", format!("`{other}`"))),
        }
    }
}

/// The message for a JSON object.
pub(crate) fn from_json(object: &Map<String, Json>) -> Struct {
    Struct { fields: object.iter().map(|(key, value)| (key.clone(), message(value))).collect() }
}

fn message(value: &Json) -> Value {
    let kind = match value {
        Json::Null => Kind::NullValue(0),
        Json::Bool(value) => Kind::BoolValue(*value),
        Json::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Kind::StringValue(text.clone()),
        Json::Array(items) => Kind::ListValue(ListValue { values: items.iter().map(message).collect() }),
        Json::Object(object) => Kind::StructValue(from_json(object)),
    };
    Value { kind: Some(kind) }
}

fn to_json(of: &Struct) -> Result<Map<String, Json>, ConversionError> {
    let json = |(key, value): (&String, &Value)| {
        Ok((key.clone(), plain(value).map_err(|error| error.at_name(key))?))
    };
    of.fields.iter().map(json).collect()
}

fn plain(value: &Value) -> Result<Json, ConversionError> {
    Ok(match &value.kind {
        None | Some(Kind::NullValue(_)) => Json::Null,
        Some(Kind::BoolValue(value)) => Json::Bool(*value),
        Some(Kind::NumberValue(number)) if number.is_finite() => Json::from(*number),
        Some(Kind::NumberValue(number)) => {
            return Err(ConversionError::mismatch(
                "a number that JSON has a word for",
                format!("the float {number}"),
            ));
        }
        Some(Kind::StringValue(text)) => Json::from(text.as_str()),
        Some(Kind::ListValue(list)) => Json::Array(list.values.iter().map(plain).collect::<Result<_, _>>()?),
        Some(Kind::StructValue(of)) => Json::Object(to_json(of)?),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::storage::Storage;
    use crate::types::{from_literal, hex, to_literal};

    fn sample() -> Struct {
        match json!({"a": 1, "b": [null, true]}) {
            Json::Object(fields) => from_json(&fields),
            _ => Struct::default(),
        }
    }

    #[test]
    fn structs_have_flytekits_bytes() {
        let storage = Storage::new();
        let bare = to_literal(&sample()).unwrap();
        let bytes = "0a233a210a0e0a0161120911000000000000f03f0a0f0a0162120a32080a0208000a022001";
        assert_eq!(hex::from(&bare), bytes);
        let some = to_literal(&Some(sample())).unwrap();
        let bytes = "0a774a750a250a233a210a0e0a0161120911000000000000f03f0a0f0a0162120a32080a0208000a022001\
                     124c080932300a2e0a0770625f7479706512231a21676f6f676c652e70726f746f6275662e737472756374\
                     5f7062322e5374727563745a160a1450726f746f6275662d5472616e73666f726d6572";
        assert_eq!(hex::from(&some), bytes);
        for literal in [bare, some, to_literal(&json!({"a": 1, "b": [null, true]})).unwrap()] {
            assert_eq!(from_literal::<Struct>(&literal, &storage).unwrap(), sample());
        }
        assert!(from_literal::<Struct>(&to_literal(&1i64).unwrap(), &storage).is_err());
    }
}
