//! Comparing literals by what they mean.

use std::fmt::Debug;

use flyte_idl::core::{Binary, Literal, LiteralMap, Primitive, Scalar, literal, primitive, scalar};

use crate::metadata;

/// Compares what two outputs files mean, and returns the differences, each with its place.
///
/// `tolerance` is what times may differ by, in nanoseconds.
pub(crate) fn literal_maps(golden: &LiteralMap, ours: &LiteralMap, tolerance: i128) -> Vec<String> {
    let mut comparison = Comparison { tolerance, differences: Vec::new() };
    comparison.maps("", golden, ours);
    comparison.differences
}

/// Returns what times may differ by, where the inputs are finer than Python's microseconds: flytekit truncates those,
/// we keep them, so that a sum or a negation is less than one microsecond away. Other times must be equal.
pub(crate) fn tolerance_for(inputs: &LiteralMap) -> i128 {
    let fine = |literal: &Literal| {
        let nanos = literal.as_datetime().map(|time| time.nanos);
        nanos.or(literal.as_duration().map(|span| span.nanos)).is_some_and(|nanos| nanos % 1000 != 0)
    };
    if inputs.literals.values().any(fine) { 999 } else { 0 }
}

struct Comparison {
    tolerance: i128,
    differences: Vec<String>,
}

impl Comparison {
    fn maps(&mut self, at: &str, golden: &LiteralMap, ours: &LiteralMap) {
        let keys = |map: &LiteralMap| map.literals.keys().cloned().collect::<Vec<_>>();
        self.equal(&format!("{at} (names)"), &keys(golden), &keys(ours));
        for (key, golden) in &golden.literals {
            if let Some(ours) = ours.literals.get(key) {
                self.literals(&format!("{at}.{key}"), golden, ours);
            }
        }
    }

    fn literals(&mut self, at: &str, golden: &Literal, ours: &Literal) {
        use literal::Value::{Collection, Map, Scalar};
        self.equal(&format!("{at} (hash)"), &golden.hash, &ours.hash);
        let same = metadata::same(&golden.metadata, &ours.metadata);
        self.check(&format!("{at} (metadata)"), same, &golden.metadata, &ours.metadata);
        match (&golden.value, &ours.value) {
            (Some(Scalar(golden)), Some(Scalar(ours))) => self.scalars(at, golden, ours),
            (Some(Map(golden)), Some(Map(ours))) => self.maps(at, golden, ours),
            (Some(Collection(golden)), Some(Collection(ours))) => {
                self.equal(&format!("{at} (length)"), &golden.literals.len(), &ours.literals.len());
                for (index, (golden, ours)) in golden.literals.iter().zip(&ours.literals).enumerate() {
                    self.literals(&format!("{at}[{index}]"), golden, ours);
                }
            }
            (golden, ours) => self.equal(at, golden, ours),
        }
    }

    fn scalars(&mut self, at: &str, golden: &Scalar, ours: &Scalar) {
        use scalar::Value::{Binary, Primitive, Union};
        match (&golden.value, &ours.value) {
            (Some(Primitive(golden)), Some(Primitive(ours))) => self.primitives(at, golden, ours),
            (Some(Binary(golden)), Some(Binary(ours))) => self.binaries(at, golden, ours),
            (Some(Union(golden)), Some(Union(ours))) => {
                self.equal(&format!("{at} (variant)"), &golden.r#type, &ours.r#type);
                match (&golden.value, &ours.value) {
                    (Some(golden), Some(ours)) => self.literals(at, golden, ours),
                    (golden, ours) => self.equal(at, golden, ours),
                }
            }
            (golden, ours) => self.equal(at, golden, ours),
        }
    }

    fn primitives(&mut self, at: &str, golden: &Primitive, ours: &Primitive) {
        use primitive::Value::{Datetime, Duration, FloatValue};
        match (&golden.value, &ours.value) {
            (Some(FloatValue(golden)), Some(FloatValue(ours))) => {
                self.check(at, same_float(*golden, *ours), golden, ours);
            }
            (Some(Datetime(golden)), Some(Datetime(ours))) => {
                // A timestamp's nanos never carry the sign.
                let near = self.near((golden.seconds, golden.nanos), (ours.seconds, ours.nanos));
                self.check(at, near && ours.nanos >= 0, golden, ours);
            }
            (Some(Duration(golden)), Some(Duration(ours))) => {
                // Both parts of a duration carry the sign.
                let near = self.near((golden.seconds, golden.nanos), (ours.seconds, ours.nanos));
                self.check(
                    at,
                    near && ours.seconds.signum() * i64::from(ours.nanos.signum()) >= 0,
                    golden,
                    ours,
                );
            }
            (golden, ours) => self.equal(at, golden, ours),
        }
    }

    fn near(&self, golden: (i64, i32), ours: (i64, i32)) -> bool {
        let nanos = |(seconds, nanos): (i64, i32)| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        (nanos(golden) - nanos(ours)).abs() <= self.tolerance
    }

    fn binaries(&mut self, at: &str, golden: &Binary, ours: &Binary) {
        self.equal(&format!("{at} (tag)"), &golden.tag, &ours.tag);
        if golden.tag != "msgpack" {
            self.equal(at, &golden.value, &ours.value);
            return;
        }
        let (golden, ours) = (unpacked(&golden.value), unpacked(&ours.value));
        let same = matches!((&golden, &ours), (Ok(golden), Ok(ours)) if same_msgpack(golden, ours));
        self.check(at, same, &golden, &ours);
    }

    fn equal<T: PartialEq + Debug>(&mut self, at: &str, golden: &T, ours: &T) {
        self.check(at, golden == ours, golden, ours);
    }

    fn check(&mut self, at: &str, same: bool, golden: &impl Debug, ours: &impl Debug) {
        if !same {
            self.differences.push(format!("{at}: flytekit wrote {golden:?}, we wrote {ours:?}"));
        }
    }
}

/// Floats are the same when their bits are, but a NaN is a NaN.
fn same_float(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

fn unpacked(mut bytes: &[u8]) -> Result<rmpv::Value, String> {
    let value = rmpv::decode::read_value(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.is_empty() { Ok(value) } else { Err(format!("{} bytes after {value}", bytes.len())) }
}

/// Packs JSON: integers as integers, floats as floats.
pub(crate) fn packed(json: &serde_json::Value) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &value(json)).map_err(|e| e.to_string())?;
    Ok(bytes)
}

fn value(json: &serde_json::Value) -> rmpv::Value {
    use serde_json::Value::{Array, Bool, Null, Number, Object, String};
    match json {
        Null => rmpv::Value::Nil,
        Bool(value) => (*value).into(),
        Number(number) => {
            number.as_i64().map_or_else(|| number.as_f64().unwrap_or(f64::NAN).into(), Into::into)
        }
        String(text) => text.as_str().into(),
        Array(items) => rmpv::Value::Array(items.iter().map(value).collect()),
        Object(entries) => {
            rmpv::Value::Map(entries.iter().map(|(key, item)| (key.as_str().into(), value(item))).collect())
        }
    }
}

/// Packed values are the same whatever their keys' order; an integer is no float.
fn same_msgpack(a: &rmpv::Value, b: &rmpv::Value) -> bool {
    use rmpv::Value::{Array, F64, Map};
    match (a, b) {
        (F64(a), F64(b)) => same_float(*a, *b),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_msgpack(a, b)),
        (Map(a), Map(b)) => {
            let found = |(key, value): &(rmpv::Value, rmpv::Value)| {
                b.iter().any(|(other, theirs)| key == other && same_msgpack(value, theirs))
            };
            a.len() == b.len() && a.iter().all(found)
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use flyte_idl::prost_types::{Duration, Timestamp};
    use rmpv::Value;

    use super::*;

    fn map(literal: Literal) -> LiteralMap {
        [("o0", literal)].into_iter().collect()
    }

    fn packed(value: &Value) -> LiteralMap {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, value).unwrap();
        map(Literal::binary_msgpack(bytes))
    }

    #[test]
    fn floats_are_compared_by_bits_but_for_nan() {
        let float = |value| map(Literal::float(value));
        let differ = |a, b| !literal_maps(&float(a), &float(b), 0).is_empty();
        assert!(!differ(f64::NAN, -f64::NAN));
        assert!(differ(0.0, -0.0));
        assert!(!differ(0.1, 0.1));
    }

    #[test]
    fn times_may_differ_by_the_tolerance_only() {
        let at = |nanos| map(Literal::datetime(Timestamp { seconds: 1, nanos }));
        assert!(literal_maps(&at(123_456_000), &at(123_456_789), 999).is_empty());
        assert!(!literal_maps(&at(123_456_000), &at(123_457_000), 999).is_empty());
        assert!(!literal_maps(&at(0), &at(1), 0).is_empty());
        assert_eq!((tolerance_for(&at(1)), tolerance_for(&at(1000))), (999, 0));
    }

    #[test]
    fn a_duration_of_mixed_signs_is_a_difference() {
        let golden = map(Literal::duration(Duration { seconds: -1, nanos: -500_000_000 }));
        let mixed = map(Literal::duration(Duration { seconds: -2, nanos: 500_000_000 }));
        assert!(!literal_maps(&golden, &mixed, 0).is_empty());
    }

    #[test]
    fn msgpack_is_compared_unpacked() {
        let (a, b) = ((Value::from("a"), Value::from(1)), (Value::from("b"), Value::from(2.0)));
        let golden = packed(&Value::Map(vec![a.clone(), b.clone()]));
        let reordered = packed(&Value::Map(vec![b.clone(), a]));
        let float_for_integer = packed(&Value::Map(vec![(Value::from("a"), Value::from(1.0)), b]));
        assert!(literal_maps(&golden, &reordered, 0).is_empty());
        assert!(!literal_maps(&golden, &float_for_integer, 0).is_empty());
    }

    #[test]
    fn a_missing_output_is_a_difference() {
        let golden = map(Literal::integer(1));
        assert_eq!(literal_maps(&golden, &LiteralMap::default(), 0).len(), 1);
    }
}
