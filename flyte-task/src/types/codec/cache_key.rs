//! What of a literal counts when cached results are looked up.

use std::collections::BTreeMap;

use super::literal::{Shape, for_each_entry, literal_hash};
use super::references::{Reference, check_depth, of_scalar};
use super::wire::{Field, Fields};
use crate::types::ConversionError;

/// A part of what tells a literal from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyPart<'a> {
    /// Bytes that count.
    Bytes(&'a [u8]),
    /// A place that the literal may point to, the content of which is not among the bytes.
    Place(Reference<'a>),
}

/// Hands what tells a literal from others to `digest`, part by part: of a literal with a hash that hash alone, also
/// within lists and maps; of a map its entries in the order of their keys; no metadata.
///
/// # Errors
/// When the bytes are no literal, or nest deeper than literals may.
pub(crate) fn cache_key(literal: &[u8], digest: &mut dyn FnMut(KeyPart<'_>)) -> Result<(), ConversionError> {
    literal_key(literal, 0, digest)
}

fn literal_key(
    literal: &[u8],
    depth: usize,
    digest: &mut dyn FnMut(KeyPart<'_>),
) -> Result<(), ConversionError> {
    check_depth(depth)?;
    if let Some(hash) = literal_hash(literal)? {
        piece(b'h', hash.as_bytes(), digest);
        return Ok(());
    }
    match Shape::of(literal)? {
        Shape::Empty => piece(b'e', &[], digest),
        Shape::Scalar(scalar) => {
            piece(b's', scalar, digest);
            of_scalar(scalar, depth, &mut |place| digest(KeyPart::Place(place)))?;
        }
        Shape::Offloaded(uri) => piece(b'o', uri.as_bytes(), digest),
        Shape::Collection(items) => {
            digest(KeyPart::Bytes(b"["));
            for_each_item(items, &mut |item| literal_key(item, depth + 1, digest))?;
            digest(KeyPart::Bytes(b"]"));
        }
        Shape::Map(entries) => {
            let mut sorted = BTreeMap::new();
            for_each_entry(entries, |key, value| {
                sorted.insert(key, value);
                Ok(())
            })?;
            digest(KeyPart::Bytes(b"{"));
            for (key, value) in sorted {
                piece(b'k', key.as_bytes(), digest);
                literal_key(value, depth + 1, digest)?;
            }
            digest(KeyPart::Bytes(b"}"));
        }
    }
    Ok(())
}

/// A piece says its length, so that no two sequences of pieces read alike.
fn piece(kind: u8, bytes: &[u8], digest: &mut dyn FnMut(KeyPart<'_>)) {
    let mut head = [kind; 9];
    if let Some((_, len)) = head.split_first_mut() {
        len.copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    }
    digest(KeyPart::Bytes(&head));
    digest(KeyPart::Bytes(bytes));
}

/// Walks the elements of a collection's body.
pub(super) fn for_each_item(
    collection: &[u8],
    item: &mut dyn FnMut(&[u8]) -> Result<(), ConversionError>,
) -> Result<(), ConversionError> {
    let mut fields = Fields::new(collection);
    while let Some((number, field)) = fields.next()? {
        if let (1, Field::Bytes(bytes)) = (number, field) {
            item(bytes)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use flyte_idl::core::{Literal, literal};
    use flyte_idl::prost::Message;

    use super::*;

    fn key(literal: &Literal) -> Vec<u8> {
        key_of_bytes(&literal.encode_to_vec())
    }

    fn key_of_bytes(literal: &[u8]) -> Vec<u8> {
        let mut key = Vec::new();
        cache_key(literal, &mut |part| match part {
            KeyPart::Bytes(bytes) => key.extend_from_slice(bytes),
            KeyPart::Place(place) => key.extend_from_slice(format!("{place:?}").as_bytes()),
        })
        .unwrap();
        key
    }

    fn hashed(hash: &str, value: i64) -> Literal {
        Literal { hash: hash.to_owned(), ..Literal::integer(value) }
    }

    #[test]
    fn hashes_stand_for_their_values() {
        assert_eq!(key(&hashed("h", 1)), key(&hashed("h", 2)));
        assert_ne!(key(&hashed("h", 1)), key(&hashed("g", 1)));
        assert_ne!(key(&hashed("h", 1)), key(&Literal::integer(1)));
        let list = |value| Literal::collection([hashed("h", value), Literal::integer(7)]);
        assert_eq!(key(&list(1)), key(&list(2)));
        let map = |value| Literal::map([("a", hashed("h", value))]);
        assert_eq!(key(&map(1)), key(&map(2)));
    }

    #[test]
    fn different_values_have_different_keys() {
        let one = || Literal::integer(1);
        let literals = [
            one(),
            Literal::integer(2),
            Literal::string("1"),
            Literal::collection([]),
            Literal::collection([one()]),
            Literal::collection([one(), one()]),
            Literal::collection([Literal::collection([one()]), one()]),
            Literal::collection([Literal::collection([one(), one()])]),
            Literal::map::<String>([]),
            Literal::map([("a", one())]),
            Literal::map([("b", one())]),
            Literal::map([("a", one()), ("b", one())]),
            Literal::default(),
        ];
        let keys: std::collections::BTreeSet<_> = literals.iter().map(key).collect();
        assert_eq!(keys.len(), literals.len());
    }

    #[test]
    fn the_order_of_a_map_and_metadata_do_not_count() {
        let entry = |name: &str, value| super::super::map_entry(name, value);
        let (a, b) = (Literal::integer(1).encode_to_vec(), Literal::integer(2).encode_to_vec());
        let (first, second) = ([entry("a", a.len()), a].concat(), [entry("b", b.len()), b].concat());
        let map = |body: Vec<u8>| {
            let mut literal = vec![0x1a, u8::try_from(body.len()).unwrap()];
            literal.extend(body);
            key_of_bytes(&literal)
        };
        assert_eq!(map([first.clone(), second.clone()].concat()), map([second, first].concat()));
        let noted = Literal { metadata: [("k".to_owned(), "v".to_owned())].into(), ..Literal::integer(1) };
        assert_eq!(key(&noted), key(&Literal::integer(1)));
    }

    #[test]
    fn bottomless_literals_are_refused() {
        let mut literal = Literal::integer(1);
        for _ in 0..200 {
            literal = Literal {
                value: Some(literal::Value::Collection(flyte_idl::core::LiteralCollection {
                    literals: vec![literal],
                })),
                ..Literal::default()
            };
        }
        assert!(cache_key(&literal.encode_to_vec(), &mut |_| ()).is_err());
    }
}
