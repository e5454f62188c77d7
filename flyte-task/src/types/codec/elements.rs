//! Elements of collection literals as literals, for what maps over lists without knowing their types.

use std::borrow::Cow;

use super::Writer;
use super::literal::{Scalar, Shape};
use super::wire::{Field, Fields};
use crate::storage::Storage;
use crate::types::{ConversionError, TypeDescriptor};

/// The element `index` of a collection literal; none if it has fewer.
pub(crate) fn collection_item(
    literal: &[u8],
    index: usize,
    storage: &Storage,
) -> Result<Option<Vec<u8>>, ConversionError> {
    let body = body(literal, storage)?;
    items(&body).nth(index).transpose().map(|item| item.map(<[u8]>::to_vec))
}

/// How many elements a collection literal has.
pub(crate) fn collection_len(literal: &[u8], storage: &Storage) -> Result<usize, ConversionError> {
    items(&body(literal, storage)?).try_fold(0, |count, item| item.map(|_| count + 1))
}

/// A collection of literals. Where elements may be none, `optional` is the type of the others.
pub(crate) fn collection(
    elements: &[Option<Vec<u8>>],
    optional: Option<&TypeDescriptor>,
) -> Result<Vec<u8>, ConversionError> {
    Writer::literal(|writer| {
        writer.list(elements, |element, writer| match (element, optional) {
            (Some(literal), None) => {
                writer.encoded(literal);
                Ok(())
            }
            (Some(literal), Some(some)) => writer.union(some, |writer| {
                writer.encoded(literal);
                Ok(())
            }),
            (None, _) => writer.union(&TypeDescriptor::None, |writer| {
                writer.none();
                Ok(())
            }),
        })
    })
}

fn body<'a>(literal: &'a [u8], storage: &Storage) -> Result<Cow<'a, [u8]>, ConversionError> {
    let misfit = |found: &str| Err(ConversionError::mismatch("a list to map over", found));
    match Shape::of(literal)? {
        Shape::Collection(body) => Ok(Cow::Borrowed(body)),
        Shape::Offloaded(uri) => {
            let bytes = storage.read(uri).map_err(|error| {
                ConversionError::new(format!("the offloaded value cannot be fetched: {error}"))
                    .caused_by(error)
            })?;
            match Shape::of(&bytes)? {
                Shape::Collection(body) => Ok(Cow::Owned(body.to_vec())),
                _ => misfit("an offloaded value of another kind"),
            }
        }
        Shape::Scalar(scalar) => misfit(Scalar::of(scalar)?.name()),
        Shape::Map(_) => misfit("a map"),
        Shape::Empty => misfit("an empty literal"),
    }
}

fn items(body: &[u8]) -> impl Iterator<Item = Result<&[u8], ConversionError>> {
    let mut fields = Fields::new(body);
    std::iter::from_fn(move || {
        loop {
            match fields.next() {
                Ok(Some((1, Field::Bytes(item)))) => return Some(Ok(item)),
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{from_literal, to_literal};

    #[test]
    fn elements_come_out_and_go_in_again() {
        let storage = Storage::new();
        let list = to_literal(&vec!["a".to_owned(), "b".to_owned()]).unwrap();
        assert_eq!(collection_len(&list, &storage).unwrap(), 2);
        let second = collection_item(&list, 1, &storage).unwrap().unwrap();
        assert_eq!(from_literal::<String>(&second, &storage).unwrap(), "b");
        assert_eq!(collection_item(&list, 2, &storage).unwrap(), None);
        let partial = collection(&[Some(second), None], Some(&TypeDescriptor::String)).unwrap();
        let read: Vec<Option<String>> = from_literal(&partial, &storage).unwrap();
        assert_eq!(read, [Some("b".to_owned()), None]);
        assert!(collection_len(&to_literal(&1i64).unwrap(), &storage).is_err());
    }
}
