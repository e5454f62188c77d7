//! Base64, for data URIs and for hashes.

use std::fmt;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes that are displayed in base64, with padding.
pub(crate) struct Base64<'a>(pub(crate) &'a [u8]);

impl fmt::Display for Base64<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Larger pieces at a time, as each write_str is looked through for what must be escaped.
        for block in self.0.chunks(3 * 256) {
            let mut text = String::with_capacity(4 * 256);
            for group in block.chunks(3) {
                push(&mut text, group);
            }
            f.write_str(&text)?;
        }
        Ok(())
    }
}

impl Base64<'_> {
    /// The bytes that a text in base64 stands for: with padding, and with line breaks or spaces wherever they are.
    pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
        let (mut bits, mut letters, mut padding) = (0_u32, 0, 0);
        for letter in text.bytes().filter(|letter| !letter.is_ascii_whitespace()) {
            let value = match ALPHABET.iter().position(|known| *known == letter) {
                Some(value) if padding == 0 => u32::try_from(value).ok()?,
                None if letter == b'=' && letters >= 2 => {
                    padding += 1;
                    0
                }
                _ => return None,
            };
            (bits, letters) = (bits << 6 | value, letters + 1);
            if letters == 4 {
                let [_, group @ ..] = bits.to_be_bytes();
                let (known, rest) = group.split_at_checked(3_usize.checked_sub(padding)?)?;
                // What padding cuts off must be nothing, so that bytes have one text.
                if rest.iter().any(|byte| *byte != 0) {
                    return None;
                }
                bytes.extend_from_slice(known);
                (bits, letters) = (0, 0);
            }
        }
        (letters == 0).then_some(bytes)
    }
}

/// One to three bytes as four characters.
fn push(text: &mut String, group: &[u8]) {
    let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    for at in 0..4 {
        let index = usize::try_from(bits >> (18 - 6 * at) & 63).unwrap_or(0);
        let character = ALPHABET.get(index).copied().map_or('=', char::from);
        text.push(if usize::try_from(at).unwrap_or(0) <= group.len() { character } else { '=' });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_hold() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, encoded) in cases {
            assert_eq!(Base64(plain.as_bytes()).to_string(), encoded);
        }
        assert_eq!(Base64(&[0xff, 0xfe, 0xfb]).to_string(), "//77");
        assert_eq!(Base64(&[0; 769]).to_string().len(), 1028);
        for (plain, encoded) in cases {
            assert_eq!(Base64::decode(encoded).as_deref(), Some(plain.as_bytes()));
        }
        // base64.encodebytes of Python's breaks lines.
        assert_eq!(Base64::decode("Zm9v\nYmFy\n").as_deref(), Some(&b"foobar"[..]));
    }

    #[test]
    fn what_is_no_base64_is_none() {
        for text in ["Z", "Zg", "Zg=", "Zg===", "=", "====", "Zg==Zg==", "Zh==", "Zm9=", "Z-==", "Zm9vé"] {
            assert_eq!(Base64::decode(text), None, "{text}");
        }
    }
}
