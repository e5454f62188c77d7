//! The places that a literal points to.

use super::cache_key::for_each_item;
use super::literal::{Scalar, Shape, for_each_entry};
use super::msgpack::{Token, Unpacker};
use super::reader::packed;
use super::wire::{Field, Fields, MAX_DEPTH, last_bytes, malformed, text};
use crate::types::ConversionError;

/// How a literal says a text that may be a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference<'a> {
    /// The URI of a file, a folder, a data frame or an offloaded value.
    Uri(&'a str),
    /// A text in a struct, where files are texts too.
    Text(&'a str),
}

/// Hands every place that a literal may point to, to `found`.
///
/// # Errors
/// When the bytes are no literal, or nest deeper than literals may.
pub(crate) fn references(
    literal: &[u8],
    found: &mut dyn FnMut(Reference<'_>),
) -> Result<(), ConversionError> {
    of_literal(literal, 0, found)
}

fn of_literal(
    literal: &[u8],
    depth: usize,
    found: &mut dyn FnMut(Reference<'_>),
) -> Result<(), ConversionError> {
    check_depth(depth)?;
    match Shape::of(literal)? {
        Shape::Empty => Ok(()),
        Shape::Offloaded(uri) => {
            found(Reference::Uri(uri));
            Ok(())
        }
        Shape::Collection(items) => for_each_item(items, &mut |item| of_literal(item, depth + 1, found)),
        Shape::Map(entries) => for_each_entry(entries, |_, value| of_literal(value, depth + 1, found)),
        Shape::Scalar(scalar) => of_scalar(scalar, depth, found),
    }
}

/// The places that a scalar points to, which stands that deep.
pub(super) fn of_scalar(
    scalar: &[u8],
    depth: usize,
    found: &mut dyn FnMut(Reference<'_>),
) -> Result<(), ConversionError> {
    let mut fields = Fields::new(scalar);
    while let Some((number, field)) = fields.next()? {
        let Field::Bytes(bytes) = field else { continue };
        // A blob tells its URI in another field than schemas and data frames do.
        let uri = match number {
            2 => last_bytes(bytes, 3)?,
            4 | 8 => last_bytes(bytes, 1)?,
            _ => None,
        };
        if let Some(uri) = uri {
            found(Reference::Uri(text(uri)?));
        }
    }
    match Scalar::of(scalar)? {
        Scalar::Binary(binary) => match packed(binary.tag, binary.value) {
            Ok(packed) => of_packed(packed, found),
            // Bytes of other formats are nobody's business here.
            Err(_) => Ok(()),
        },
        Scalar::Generic(fields) => of_struct(fields, depth + 1, found),
        Scalar::Union { value, .. } => of_literal(value, depth + 1, found),
        _ => Ok(()),
    }
}

fn of_packed(packed: &[u8], found: &mut dyn FnMut(Reference<'_>)) -> Result<(), ConversionError> {
    let mut unpacker = Unpacker::new(packed);
    // Containers are taken by their heads alone, so that all that they hold comes by here.
    while !unpacker.is_empty() {
        if let Token::String(text) = unpacker.token()? {
            found(Reference::Text(text));
        }
    }
    Ok(())
}

fn of_struct(
    fields: &[u8],
    depth: usize,
    found: &mut dyn FnMut(Reference<'_>),
) -> Result<(), ConversionError> {
    check_depth(depth)?;
    for_each_entry(fields, |_, value| of_value(value, depth + 1, found))
}

fn of_value(value: &[u8], depth: usize, found: &mut dyn FnMut(Reference<'_>)) -> Result<(), ConversionError> {
    check_depth(depth)?;
    let mut fields = Fields::new(value);
    while let Some((number, field)) = fields.next()? {
        match (number, field) {
            (3, Field::Bytes(bytes)) => found(Reference::Text(text(bytes)?)),
            (5, Field::Bytes(bytes)) => of_struct(bytes, depth + 1, found)?,
            (6, Field::Bytes(bytes)) => for_each_item(bytes, &mut |item| of_value(item, depth + 1, found))?,
            _ => {}
        }
    }
    Ok(())
}

/// Refuses what nests deeper than literals may.
pub(super) fn check_depth(depth: usize) -> Result<(), ConversionError> {
    if depth > MAX_DEPTH { Err(malformed("it nests too deep")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use flyte_idl::core::{
        Blob, Literal, LiteralOffloadedMetadata, Scalar, Schema, StructuredDataset, Union, literal, scalar,
    };
    use flyte_idl::prost::Message;
    use serde_json::json;

    use super::*;
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    fn found(literal: &[u8]) -> Vec<String> {
        let mut places = Vec::new();
        references(literal, &mut |place| {
            places.push(match place {
                Reference::Uri(uri) => uri.to_owned(),
                Reference::Text(text) => format!("text {text}"),
            });
        })
        .unwrap();
        places
    }

    fn scalar(value: scalar::Value) -> Literal {
        let scalar = Scalar { value: Some(value) };
        Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
    }

    #[test]
    fn every_kind_of_place_is_found() {
        let blob = scalar(scalar::Value::Blob(Blob { uri: "/blob".to_owned(), ..Blob::default() }));
        let schema = scalar(scalar::Value::Schema(Schema { uri: "/schema".to_owned(), ..Schema::default() }));
        let dataset = scalar(scalar::Value::StructuredDataset(StructuredDataset {
            uri: "/dataset".to_owned(),
            ..StructuredDataset::default()
        }));
        let union = scalar(scalar::Value::Union(Box::new(Union {
            value: Some(Box::new(blob.clone())),
            ..Union::default()
        })));
        let offloaded = LiteralOffloadedMetadata { uri: "/large".to_owned(), ..Default::default() };
        let offloaded =
            Literal { value: Some(literal::Value::OffloadedMetadata(offloaded)), ..Literal::default() };
        let all = Literal::collection([
            union,
            Literal::map([("x", schema), ("y", Literal::string("/no place"))]),
            dataset,
            offloaded,
        ]);
        assert_eq!(found(&all.encode_to_vec()), ["/blob", "/schema", "/dataset", "/large"]);
    }

    #[test]
    fn texts_of_structs_are_found() {
        let value = json!({"path": "/a", "deep": [{"path": "/b"}]});
        let packed = to_literal(&value).unwrap();
        let texts = found(&packed);
        assert!(texts.contains(&"text /a".to_owned()) && texts.contains(&"text /b".to_owned()), "{texts:?}");
        let generic: flyte_idl::prost_types::Struct = from_literal(&packed, &Storage::new()).unwrap();
        let texts = found(&to_literal(&generic).unwrap());
        assert!(texts.contains(&"text /a".to_owned()) && texts.contains(&"text /b".to_owned()), "{texts:?}");
    }
}
