//! Where a task's large outputs go: fresh names below the raw output prefix.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// Hands out places below a raw output prefix, each a new one.
///
/// The forms are flytekit's, so that whoever cleans up or looks around finds what they know.
#[derive(Debug, Clone)]
pub struct RawOutputs {
    prefix: String,
}

impl RawOutputs {
    /// Places below `prefix`, with or without its trailing slash.
    pub fn new(prefix: &str) -> Self {
        let mut prefix = prefix.to_owned();
        // An empty prefix stays relative; a slash alone would be the root.
        if !prefix.is_empty() && !prefix.ends_with('/') {
            prefix.push('/');
        }
        Self { prefix }
    }

    /// A new place for a file of this name: `<prefix><32 hex>/<name>`.
    ///
    /// Of a path only its last part is the name; without any the file is named at random.
    pub fn file(&self, name: &str) -> String {
        match name.trim_end_matches('/').rsplit('/').next().unwrap_or_default() {
            "" | "." | ".." => format!("{}{}/{}", self.prefix, random_hex(), random_hex()),
            name => format!("{}{}/{name}", self.prefix, random_hex()),
        }
    }

    /// The prefix that all places lie below, with its trailing slash.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// A new place for a folder: `<prefix><32 hex>`.
    pub fn folder(&self) -> String {
        format!("{}{}", self.prefix, random_hex())
    }

    /// The place of this name right below the prefix, the same each time.
    pub fn named(&self, name: &str) -> String {
        format!("{}{}", self.prefix, name.trim_start_matches('/'))
    }
}

/// 128 bits that nobody guesses and no other process draws, as 32 hex digits.
///
/// The standard library keys its hashers by the system's random numbers; a keyed hash of a counter is as good as the
/// key. The time is in for processes that were copied together with their keys.
pub(super) fn random_hex() -> String {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    let drawn = DRAWN.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let half = || RandomState::new().hash_one((drawn, now, std::process::id()));
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn places_have_flytekits_forms() {
        for prefix in ["s3://bucket/raw", "s3://bucket/raw/"] {
            let raw = RawOutputs::new(prefix);
            let file = raw.file("data/model.bin");
            let hex = file.strip_prefix("s3://bucket/raw/").unwrap().strip_suffix("/model.bin").unwrap();
            assert!(hex.len() == 32 && hex.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')), "{file}");
            assert_eq!(raw.folder().len(), "s3://bucket/raw/".len() + 32);
            assert_eq!(raw.file("").len(), "s3://bucket/raw/".len() + 65);
            assert_eq!(raw.named("model"), "s3://bucket/raw/model");
        }
    }

    #[test]
    fn no_place_is_handed_out_twice() {
        let raw = RawOutputs::new("");
        let drawn: HashSet<_> = (0..10_000).map(|_| raw.folder()).collect();
        assert_eq!(drawn.len(), 10_000);
    }
}
