//! Literals that any type may be sent: every kind, with values from the edges.

use flyte_idl::core::Literal;
use flyte_idl::prost_types::{Duration, Struct, Timestamp};

/// The literals; most are no values of any one type.
pub(super) fn odd_literals() -> Vec<Literal> {
    let integers = [0, 1, -1, 255, i64::from(i32::MAX) + 1, i64::MAX, i64::MIN].map(Literal::integer);
    let floats = [0.0, -0.0, 0.5, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    let texts =
        ["", " ", "\0", "0", "-1", "null", "\u{e9}\u{1f980}", "1970-01-01", "#", "+1", "a/b", "{}", "[]"];
    let mut odd = Vec::from(integers);
    odd.extend(floats.map(Literal::float));
    odd.extend(texts.map(Literal::string));
    odd.push(Literal::string("x".repeat(100_000)));
    odd.extend([true, false].map(Literal::boolean));
    for (seconds, nanos) in [(0, 0), (-1, 999_999_999), (i64::MAX, i32::MAX), (i64::MIN, i32::MIN)] {
        odd.push(Literal::datetime(Timestamp { seconds, nanos }));
        odd.push(Literal::duration(Duration { seconds, nanos }));
    }
    odd.push(Literal::none());
    odd.push(Literal::default());
    odd.push(Literal::collection([]));
    odd.push(Literal::collection([Literal::none(), Literal::collection([])]));
    odd.push(Literal::map([] as [(&str, Literal); 0]));
    odd.push(Literal::map([("", Literal::none())]));
    // Packed: nothing, none, an empty map, a byte that means nothing, a list that says it is longer than it is.
    for packed in [
        &[][..],
        &[0xc0],
        &[0x80],
        &[0xc1],
        &[0xdd, 0xff, 0xff, 0xff, 0xff],
        &[0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0],
    ] {
        odd.push(Literal::binary_msgpack(packed));
    }
    odd.push(Literal::binary([1, 2, 3], "no such format"));
    odd.push(Literal::generic(Struct::default()));
    odd.push(Literal::error("n0", "failed"));
    odd
}
