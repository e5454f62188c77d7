//! Bytes that no writer at hand produces, but that protobuf allows: what flytekit reads, we read.

use flyte_idl::prost::encoding::encode_varint;

/// Inputs whose one literal named `a` is an integer, and what is odd about their bytes.
pub(crate) fn integers() -> Vec<(&'static str, Vec<u8>)> {
    let seven = literal(&scalar(&integer(7)));
    vec![
        ("nothing", inputs(&seven)),
        ("the value stands before the name", entries(&[[message(2, &seven), message(1, b"a")].concat()])),
        ("the last of two entries of one name counts", {
            let eight = literal(&scalar(&integer(8)));
            entries(&[entry(b"a", &eight), entry(b"a", &seven)])
        }),
        ("the last of two values of a oneof counts", {
            inputs(&literal(&scalar(&[integer(1), float(2.5), integer(7)].concat())))
        }),
        ("a list, and then a scalar instead", {
            inputs(&[message(2, &message(1, &seven)), seven.clone()].concat())
        }),
        ("a hash and metadata", {
            let metadata = message(5, &[message(1, b"key"), message(2, b"value")].concat());
            inputs(&[message(4, b"hash"), metadata, seven.clone()].concat())
        }),
        ("fields from the future at every level", {
            let future = || [message(99, b"?"), varint_field(100, 1), fixed_field(101)].concat();
            let scalar =
                [future(), message(1, &[future(), integer(7), future()].concat()), future()].concat();
            let literal = [future(), message(1, &scalar), future()].concat();
            // Not inside the entry: Python's parser then drops it whole.
            [future(), message(1, &entry(b"a", &literal)), future()].concat()
        }),
        ("numbers in more bytes than they need", {
            inputs(&literal(&scalar(&[vec![0x08], vec![0x87, 0x80, 0x80, 0x00]].concat())))
        }),
        ("a length in more bytes than it needs", {
            let length = u8::try_from(seven.len()).unwrap_or(0x7f) | 0x80;
            let value = [&[0x12, length, 0x80, 0x00], seven.as_slice()].concat();
            entries(&[[message(1, b"a"), value].concat()])
        }),
        ("a negative number", inputs(&literal(&scalar(&varint_field(1, u64::MAX))))),
    ]
}

/// Inputs whose one literal named `m` is a list of lists of integers, and what is odd about their bytes.
pub(crate) fn lists() -> Vec<(&'static str, Vec<u8>)> {
    let number = |value| literal(&scalar(&integer(value)));
    let list =
        |items: &[Vec<u8>]| message(2, &items.iter().flat_map(|item| message(1, item)).collect::<Vec<_>>());
    let inputs = |literal: &[u8]| entries(&[entry(b"m", literal)]);
    vec![
        ("nothing", inputs(&list(&[list(&[number(1), number(2)]), list(&[])]))),
        ("a list after a scalar", inputs(&[number(9), list(&[list(&[number(1)])])].concat())),
        ("fields from the future between the items", {
            let item = message(1, &list(&[number(4)]));
            inputs(&message(2, &[varint_field(50, 3), item.clone(), message(51, b"?"), item].concat()))
        }),
    ]
}

fn inputs(literal: &[u8]) -> Vec<u8> {
    entries(&[entry(b"a", literal)])
}

fn entries(entries: &[Vec<u8>]) -> Vec<u8> {
    entries.iter().flat_map(|entry| message(1, entry)).collect()
}

fn entry(name: &[u8], literal: &[u8]) -> Vec<u8> {
    [message(1, name), message(2, literal)].concat()
}

fn literal(scalar: &[u8]) -> Vec<u8> {
    message(1, scalar)
}

fn scalar(primitive: &[u8]) -> Vec<u8> {
    message(1, primitive)
}

fn integer(value: u64) -> Vec<u8> {
    varint_field(1, value)
}

fn float(value: f64) -> Vec<u8> {
    [vec![0x11], value.to_le_bytes().to_vec()].concat()
}

fn varint_field(number: u64, value: u64) -> Vec<u8> {
    let mut field = Vec::new();
    encode_varint(number << 3, &mut field);
    encode_varint(value, &mut field);
    field
}

fn fixed_field(number: u64) -> Vec<u8> {
    let mut field = Vec::new();
    encode_varint((number << 3) | 5, &mut field);
    field.extend_from_slice(&[1, 2, 3, 4]);
    field
}

/// A field of any content that has a length: a message, text or bytes.
fn message(number: u64, content: &[u8]) -> Vec<u8> {
    let mut field = Vec::new();
    encode_varint((number << 3) | 2, &mut field);
    encode_varint(content.len() as u64, &mut field);
    field.extend_from_slice(content);
    field
}
