//! Text that is taken out of a literal's bytes.

/// How much is checked and copied at a time: what fits well into a processor's nearest caches.
const BLOCK: usize = 16 * 1024;

/// The bytes as text of its own; none if they are not UTF-8.
///
/// Long text is checked and copied block by block, so that it is fetched from memory once instead of twice.
pub(super) fn owned(bytes: &[u8]) -> Option<String> {
    if bytes.len() <= BLOCK {
        return std::str::from_utf8(bytes).ok().map(str::to_owned);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (block, after) = rest.split_at_checked(block_len(rest))?;
        text.push_str(std::str::from_utf8(block).ok()?);
        rest = after;
    }
    Some(text)
}

/// How long the block is that begins here: it ends where a character does.
fn block_len(bytes: &[u8]) -> usize {
    // A character takes four bytes at most; where none begins among as many, the bytes are not UTF-8.
    let starts = |at: &usize| bytes.get(*at).is_some_and(|byte| !(0x80..0xc0).contains(byte));
    (BLOCK - 3..=BLOCK).rev().find(starts).unwrap_or(bytes.len().min(BLOCK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_of_every_width_survives() {
        for character in ["a", "é", "€", "🦀"] {
            for before in 0..4 {
                let text = "x".repeat(before) + &character.repeat(2 * BLOCK / character.len() + 1);
                assert_eq!(owned(text.as_bytes()).as_deref(), Some(text.as_str()));
            }
        }
    }

    #[test]
    fn what_is_not_utf8_is_none_wherever_it_stands() {
        let text = "🦀".repeat(BLOCK / 2);
        for at in (0..8).chain(BLOCK - 8..BLOCK + 8).chain(text.len() - 8..text.len()) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = 0xff;
            assert_eq!(owned(&bytes), None, "{at}");
            assert_eq!(owned(&text.as_bytes()[..at]).is_some(), at % 4 == 0, "{at}");
        }
        assert_eq!(owned(&vec![0x80; 3 * BLOCK]), None);
    }
}
