//! Comparing the metadata of literals.

use std::collections::BTreeMap;

use flyte_idl::core::ArtifactId;
use flyte_idl::prost::Message;
use flyte_task::types::DYNAMIC_PARTITIONS;

/// Whether two literals' metadata says the same: the order of an artifact's partitions means nothing.
pub(crate) fn same(golden: &BTreeMap<String, String>, ours: &BTreeMap<String, String>) -> bool {
    golden.len() == ours.len()
        && golden.iter().all(|(key, golden)| match ours.get(key) {
            Some(ours) if key == DYNAMIC_PARTITIONS => {
                matches!((artifact(golden), artifact(ours)), (Some(golden), Some(ours)) if golden == ours)
            }
            ours => ours == Some(golden),
        })
}

fn artifact(base64: &str) -> Option<ArtifactId> {
    ArtifactId::decode(decoded(base64)?.as_slice()).ok()
}

/// The bytes that standard base64 with padding stands for.
fn decoded(base64: &str) -> Option<Vec<u8>> {
    let digits = base64.trim_end_matches('=');
    if !base64.len().is_multiple_of(4) || base64.len() - digits.len() > 2 {
        return None;
    }
    let mut bytes = Vec::new();
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0;
        for digit in group {
            bits = bits << 6 | value(*digit)?;
        }
        // A group of n digits tells n - 1 bytes, at the upper end of its 24 bits.
        bits <<= 6 * (4 - group.len());
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(group.len() - 1));
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(key: &str, value: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(key.to_owned(), value.to_owned())])
    }

    #[test]
    fn partitions_are_compared_whatever_their_order() {
        // Serialized: b is 22 and a is 11, then the other way round.
        let golden = metadata(DYNAMIC_PARTITIONS, "GhYKCQoBYhIECgIyMgoJCgFhEgQKAjEx");
        let ours = metadata(DYNAMIC_PARTITIONS, "GhYKCQoBYRIECgIxMQoJCgFiEgQKAjIy");
        assert!(same(&golden, &ours));
        let other = metadata(DYNAMIC_PARTITIONS, "GhYKCQoBYRIECgIxMgoJCgFiEgQKAjIy");
        assert!(!same(&golden, &other));
        assert!(!same(&golden, &BTreeMap::new()));
    }

    #[test]
    fn base64_is_decoded_and_nothing_else() {
        assert_eq!(decoded("Zm9vYg=="), Some(b"foob".to_vec()));
        assert_eq!(decoded("//79"), Some(vec![0xff, 0xfe, 0xfd]));
        assert_eq!((decoded("Zg="), decoded("Z*=="), decoded("====")), (None, None, None));
    }
}
