//! Texts without what web addresses are signed by.

use std::borrow::Cow;

/// The text, in which web addresses have lost user, password, query and fragment.
///
/// ```
/// use flyte_task::logging::redacted;
///
/// let said = redacted("cannot reach https://me:pw@host/a?X-Amz-Signature=abc: timed out");
/// assert_eq!(said, "cannot reach https://host/a?..: timed out");
/// ```
pub fn redacted(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, url, after)) = next_url(rest) {
        shown.push_str(before);
        push_without_secrets(url, &mut shown);
        rest = after;
    }
    if shown.is_empty() {
        return Cow::Borrowed(text);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// What stands before the next web address, the address, and what stands behind it.
fn next_url(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let colon = from + text.get(from..)?.find("://")?;
        let head = text.get(..colon)?;
        let start = ["https", "http"].iter().find_map(|scheme| {
            let start = colon.checked_sub(scheme.len())?;
            head.get(start..)?.eq_ignore_ascii_case(scheme).then_some(start)
        });
        if let Some(start) = start {
            let (before, url) = text.split_at_checked(start)?;
            // A query may hold anything else, brackets and quotes too.
            let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '`' | '<' | '>');
            let length = url.find(ends).unwrap_or(url.len());
            let (url, _) = url.split_at_checked(length)?;
            // Punctuation belongs to the sentence around it.
            let url = url.trim_end_matches([')', ']', '}', '\'', ',', '.', ':', ';', '!']);
            return Some((before, url, text.get(start + url.len()..)?));
        }
        from = colon + 3;
    }
}

fn push_without_secrets(url: &str, shown: &mut String) {
    let (place, cut) = match url.find(['?', '#']) {
        Some(at) => (url.get(..at).unwrap_or_default(), "?.."),
        None => (url, ""),
    };
    let (scheme, rest) = place.split_once("://").unwrap_or(("", place));
    let (authority, path) = rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    for part in [scheme, "://", host, path, cut] {
        shown.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_lose_something() {
        for (text, shown) in [
            ("nothing", "nothing"),
            ("s3://bucket/a?b", "s3://bucket/a?b"),
            ("://", "://"),
            ("https://", "https://"),
            ("(https://h/p?sig=a%2F('b')&c): refused", "(https://h/p?..): refused"),
            ("HTTP://h?s and https://u@h/b#token, s3://x?", "HTTP://h?.. and https://h/b?.., s3://x?"),
            ("ä https://h/ä?ö \"http://h?q\"", "ä https://h/ä?.. \"http://h?..\""),
            ("https://h/a?x=https://other/?sig=b end", "https://h/a?.. end"),
        ] {
            assert_eq!(redacted(text), shown);
        }
    }
}
