//! Makes and reads the JSON-like `Struct` and `Value` of protobuf.
//!
//! Every number in them is a double: what must stay an exact integer does not belong here.

use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value};

/// Returns the null value.
pub fn null() -> Value {
    // The only member of the enum NullValue.
    kind(Kind::NullValue(0))
}

/// Returns a boolean value.
pub fn boolean(value: bool) -> Value {
    kind(Kind::BoolValue(value))
}

/// Returns a number; only those integers convert that a double holds exactly.
pub fn number(value: impl Into<f64>) -> Value {
    kind(Kind::NumberValue(value.into()))
}

/// Returns a string value.
pub fn string(value: impl Into<String>) -> Value {
    kind(Kind::StringValue(value.into()))
}

/// Returns a list value.
pub fn list(values: impl IntoIterator<Item = Value>) -> Value {
    kind(Kind::ListValue(ListValue { values: values.into_iter().collect() }))
}

/// Returns a `Struct` as a value, to nest in another.
pub fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Value {
    kind(Kind::StructValue(structure(fields)))
}

/// Returns a `Struct` of the given fields.
///
/// ```
/// use flyte_idl::value;
///
/// let schema = value::structure([
///     ("title", value::string("Point")),
///     ("required", value::list(["x", "y"].map(value::string))),
/// ]);
/// assert_eq!(value::as_str(&schema.fields["title"]), Some("Point"));
/// ```
pub fn structure<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Struct {
    Struct { fields: fields.into_iter().map(|(key, value)| (key.into(), value)).collect() }
}

/// Returns whether the value is null, or unset as in an empty message.
pub fn is_null(value: &Value) -> bool {
    matches!(value.kind, None | Some(Kind::NullValue(_)))
}

/// Returns the boolean that the value holds.
pub fn as_bool(value: &Value) -> Option<bool> {
    match value.kind {
        Some(Kind::BoolValue(value)) => Some(value),
        _ => None,
    }
}

/// Returns the number that the value holds.
pub fn as_f64(value: &Value) -> Option<f64> {
    match value.kind {
        Some(Kind::NumberValue(value)) => Some(value),
        _ => None,
    }
}

/// Returns the string that the value holds.
pub fn as_str(value: &Value) -> Option<&str> {
    match &value.kind {
        Some(Kind::StringValue(value)) => Some(value),
        _ => None,
    }
}

/// Returns the elements of the list that the value holds.
pub fn as_list(value: &Value) -> Option<&[Value]> {
    match &value.kind {
        Some(Kind::ListValue(list)) => Some(&list.values),
        _ => None,
    }
}

/// Returns the `Struct` that the value holds.
pub fn as_struct(value: &Value) -> Option<&Struct> {
    match &value.kind {
        Some(Kind::StructValue(value)) => Some(value),
        _ => None,
    }
}

fn kind(kind: Kind) -> Value {
    Value { kind: Some(kind) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out() {
        let value = object([("a", number(3)), ("b", list([boolean(true), null()])), ("c", string("x"))]);
        let fields = &as_struct(&value).unwrap().fields;
        assert_eq!(as_f64(&fields["a"]), Some(3.0));
        let list = as_list(&fields["b"]).unwrap();
        assert_eq!((as_bool(&list[0]), is_null(&list[1])), (Some(true), true));
        assert_eq!(as_str(&fields["c"]), Some("x"));
        assert_eq!(as_bool(&fields["c"]), None);
    }
}
