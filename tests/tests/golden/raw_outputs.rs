//! What tasks store below the raw output prefix: the same files as flytekit's, under names that are random.

use std::collections::BTreeMap;

use flyte_idl::core::{Literal, LiteralMap, literal, scalar};

use crate::tables;

/// What stands for a random name.
const RANDOM: &str = "<random>";

/// Compares the files that were stored, by relative path.
pub(crate) fn differences(
    golden: &BTreeMap<String, Vec<u8>>,
    ours: &BTreeMap<String, Vec<u8>>,
) -> Option<String> {
    let meant = |files: &BTreeMap<String, Vec<u8>>| {
        let mut files: Vec<_> = files.iter().map(|(path, bytes)| (unnamed(path), content(bytes))).collect();
        files.sort();
        files
    };
    let (golden, ours) = (meant(golden), meant(ours));
    (golden != ours).then(|| format!("flytekit stored {golden:?}, we stored {ours:?}"))
}

/// What a file says: of a table its columns and rows, of lines of JSON their values, since spaces between the words
/// mean nothing.
fn content(bytes: &[u8]) -> String {
    if let Some(table) = tables::content(bytes) {
        return table;
    }
    let text = String::from_utf8_lossy(bytes);
    let objects: Result<Vec<serde_json::Map<String, serde_json::Value>>, _> =
        text.lines().map(serde_json::from_str).collect();
    match objects {
        Ok(objects) if text.ends_with('\n') => format!("{objects:?}"),
        _ => format!("{bytes:?}"),
    }
}

/// Replaces the prefix, and the random names below it, wherever a literal says where something lies.
pub(crate) fn unname(literals: &mut LiteralMap, prefix: &str) {
    literals.literals.values_mut().for_each(|literal| unname_literal(literal, prefix));
}

fn unname_literal(literal: &mut Literal, prefix: &str) {
    let uri = match &mut literal.value {
        Some(literal::Value::Collection(list)) => {
            list.literals.iter_mut().for_each(|literal| unname_literal(literal, prefix));
            return;
        }
        Some(literal::Value::Map(map)) => return unname(map, prefix),
        Some(literal::Value::Scalar(scalar)) => match &mut scalar.value {
            Some(scalar::Value::Blob(blob)) => &mut blob.uri,
            Some(scalar::Value::StructuredDataset(dataset)) => &mut dataset.uri,
            Some(scalar::Value::Schema(schema)) => &mut schema.uri,
            Some(scalar::Value::Union(union)) => {
                union.value.iter_mut().for_each(|literal| unname_literal(literal, prefix));
                return;
            }
            _ => return,
        },
        _ => return,
    };
    if let Some(below) = uri.strip_prefix(prefix) {
        *uri = unnamed(&format!("<raw outputs>{below}"));
    }
}

fn unnamed(path: &str) -> String {
    let is_random = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default();
        stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    // What follows a random stem, such as an ending, is not random.
    let part = |part: &str| {
        if is_random(part) {
            format!("{RANDOM}{}", part.get(32..).unwrap_or_default())
        } else {
            part.to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use flyte_idl::core::blob_type::BlobDimensionality;

    use super::*;

    #[test]
    fn only_random_names_are_made_equal() {
        let hex = "0123456789abcdef0123456789abcdef";
        assert_eq!(unnamed(&format!("{hex}/a.txt")), "<random>/a.txt");
        assert_eq!(unnamed(&format!("{hex}/{hex}.npy")), "<random>/<random>.npy");
        assert_eq!(unnamed(&format!("{hex}0/x")), format!("{hex}0/x"));
        let blob = |uri: String| {
            let literal = Literal::blob(uri, "", BlobDimensionality::Single);
            [("o0", literal)].into_iter().collect::<LiteralMap>()
        };
        let (mut inside, mut outside) = (blob(format!("/raw/{hex}/x")), blob(format!("/other/{hex}/x")));
        unname(&mut inside, "/raw");
        unname(&mut outside, "/raw");
        assert_eq!(inside, blob("<raw outputs>/<random>/x".to_owned()));
        assert_eq!(outside, blob(format!("/other/{hex}/x")));
    }

    #[test]
    fn another_content_is_a_difference() {
        let files = |path: &str, text: &str| BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]);
        let hex = "f".repeat(32);
        assert!(
            differences(&files(&format!("{hex}/a"), "1"), &files(&format!("{}/a", "0".repeat(32)), "1"))
                .is_none()
        );
        assert!(differences(&files("a", "1"), &files("a", "2")).is_some());
        assert!(differences(&files("a", "1"), &BTreeMap::new()).is_some());
        assert!(differences(&files("a", "{\"b\": 1}\n"), &files("a", "{\"b\":1}\n")).is_none());
        assert!(differences(&files("a", "{\"b\": 1}\n"), &files("a", "{\"b\":1.0}\n")).is_some());
        assert!(differences(&files("a", "{\"b\": 1}\n"), &files("a", "{\"b\": 1}")).is_some());
    }
}
