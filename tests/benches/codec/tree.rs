//! The same values by way of Flyte's messages: a tree of literals, and serde's MessagePack for structs.

use std::collections::{BTreeMap, HashMap};

use flyte_idl::core::scalar::Value as ScalarValue;
use flyte_idl::core::{Binary, Literal, Primitive, Scalar, literal, primitive};
use flyte_idl::prost::Message;

use crate::cases::Sample;

/// A value that can be put into a tree of messages, and taken out again.
pub(crate) trait Tree: Sized {
    fn into_literal(value: &Self) -> Literal;
    fn from_literal(literal: Literal) -> Self;
}

/// The bytes of the value's literal.
pub(crate) fn encode<T: Tree>(value: &T) -> Vec<u8> {
    T::into_literal(value).encode_to_vec()
}

/// The value of a literal's bytes.
pub(crate) fn decode<T: Tree>(bytes: &[u8]) -> T {
    T::from_literal(Literal::decode(bytes).unwrap())
}

fn scalar(literal: Literal) -> ScalarValue {
    match literal.value {
        Some(literal::Value::Scalar(scalar)) => scalar.value.unwrap(),
        other => panic!("no scalar: {other:?}"),
    }
}

fn primitive(literal: Literal) -> primitive::Value {
    match scalar(literal) {
        ScalarValue::Primitive(Primitive { value }) => value.unwrap(),
        other => panic!("no primitive: {other:?}"),
    }
}

impl Tree for i64 {
    fn into_literal(value: &Self) -> Literal {
        Literal::integer(*value)
    }

    fn from_literal(literal: Literal) -> Self {
        match primitive(literal) {
            primitive::Value::Integer(value) => value,
            other => panic!("no integer: {other:?}"),
        }
    }
}

impl Tree for f64 {
    fn into_literal(value: &Self) -> Literal {
        Literal::float(*value)
    }

    fn from_literal(literal: Literal) -> Self {
        match primitive(literal) {
            primitive::Value::FloatValue(value) => value,
            other => panic!("no float: {other:?}"),
        }
    }
}

impl Tree for String {
    fn into_literal(value: &Self) -> Literal {
        Literal::string(value.clone())
    }

    fn from_literal(literal: Literal) -> Self {
        match primitive(literal) {
            primitive::Value::StringValue(value) => value,
            other => panic!("no string: {other:?}"),
        }
    }
}

impl<T: Tree> Tree for Vec<T> {
    fn into_literal(value: &Self) -> Literal {
        Literal::collection(value.iter().map(T::into_literal))
    }

    fn from_literal(literal: Literal) -> Self {
        match literal.value {
            Some(literal::Value::Collection(items)) => {
                items.literals.into_iter().map(T::from_literal).collect()
            }
            other => panic!("no collection: {other:?}"),
        }
    }
}

impl<T: Tree> Tree for BTreeMap<String, T> {
    fn into_literal(value: &Self) -> Literal {
        Literal::map(value.iter().map(|(key, value)| (key.clone(), T::into_literal(value))))
    }

    fn from_literal(literal: Literal) -> Self {
        match literal.value {
            Some(literal::Value::Map(map)) => {
                map.literals.into_iter().map(|(key, value)| (key, T::from_literal(value))).collect()
            }
            other => panic!("no map: {other:?}"),
        }
    }
}

impl<T: Tree> Tree for HashMap<String, T> {
    fn into_literal(value: &Self) -> Literal {
        Literal::map(value.iter().map(|(key, value)| (key.clone(), T::into_literal(value))))
    }

    fn from_literal(literal: Literal) -> Self {
        match literal.value {
            Some(literal::Value::Map(map)) => {
                map.literals.into_iter().map(|(key, value)| (key, T::from_literal(value))).collect()
            }
            other => panic!("no map: {other:?}"),
        }
    }
}

impl Tree for Sample {
    fn into_literal(value: &Self) -> Literal {
        let binary = Binary { value: rmp_serde::to_vec_named(value).unwrap(), tag: "msgpack".to_owned() };
        let scalar = Scalar { value: Some(ScalarValue::Binary(binary)) };
        Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
    }

    fn from_literal(literal: Literal) -> Self {
        match scalar(literal) {
            ScalarValue::Binary(binary) => rmp_serde::from_slice(&binary.value).unwrap(),
            other => panic!("no binary: {other:?}"),
        }
    }
}
