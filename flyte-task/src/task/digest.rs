//! Digests as text.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of texts one after another, in hexadecimal digits.
pub(crate) fn sha256(texts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
    }
    hex(&hash.finalize())
}

/// The MD5 of a text, in hexadecimal digits: only where Flyte's names are made of it.
pub(super) fn md5(text: &str) -> String {
    hex(&md5::Md5::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
