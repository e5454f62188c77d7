//! What a failed transfer tells: the reason in few words, and nothing that is secret.

use std::error::Error;
use std::io;

use object_store::client::{HttpError, HttpErrorKind};

use crate::storage::error::{StorageError, StorageErrorKind, shown};

/// The most of a server's own words that is passed on.
const MOST_WORDS: usize = 300;

/// Why a transfer failed.
#[derive(Debug)]
pub(super) enum TransferError {
    Store(object_store::Error),
    Io(io::Error),
}

impl TransferError {
    pub(super) fn told(&self, verb: &str, uri: &str, secrets: &[String], hint: Option<&str>) -> StorageError {
        let error = match self {
            Self::Io(error) => return StorageError::io(verb, uri, error),
            Self::Store(error) => error,
        };
        let mut text = redacted(&cause(error), secrets);
        if let Some(hint) = hint {
            text.push_str(&format!(" ({hint})"));
        }
        StorageError::new(kind(error), verb, uri, &text).retryable_if(is_retryable(error))
    }
}

impl From<io::Error> for TransferError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn kind(error: &object_store::Error) -> StorageErrorKind {
    match error {
        object_store::Error::NotFound { .. } => StorageErrorKind::NotFound,
        object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
            StorageErrorKind::Denied
        }
        object_store::Error::NotSupported { .. } | object_store::Error::NotImplemented { .. } => {
            StorageErrorKind::Unsupported
        }
        object_store::Error::InvalidPath { .. } => StorageErrorKind::Invalid,
        _ => StorageErrorKind::Other,
    }
}

fn is_retryable(error: &object_store::Error) -> bool {
    if let object_store::Error::Precondition { .. } | object_store::Error::AlreadyExists { .. } = error {
        // Somebody else was writing.
        return true;
    }
    if let Some(http) = chain(error).find_map(|error| error.downcast_ref::<HttpError>()) {
        return matches!(
            http.kind(),
            HttpErrorKind::Connect
                | HttpErrorKind::Request
                | HttpErrorKind::Timeout
                | HttpErrorKind::Interrupted
        );
    }
    let text = error.to_string();
    let code = status(&text).and_then(|status| status.get(..3)?.parse::<u16>().ok());
    code.is_some_and(|code| matches!(code, 408 | 429 | 500..))
}

/// The reason without the layers that it came up through.
fn cause(error: &object_store::Error) -> String {
    let text = error.to_string();
    let mut cause = if let object_store::Error::Precondition { .. } = error {
        "it was changed while it was being read".to_owned()
    } else if let Some(status) = status(&text) {
        match words(&text, status) {
            Some(words) => format!("{status}: {words}"),
            None => status.to_owned(),
        }
    } else if let Some(http) = chain(error).find_map(|error| error.downcast_ref::<HttpError>()) {
        let deepest = chain(error).last().map(ToString::to_string).unwrap_or_default();
        match http.kind() {
            HttpErrorKind::Connect => format!("no connection: {deepest}"),
            HttpErrorKind::Timeout => "the server took too long to answer".to_owned(),
            _ => format!("the connection broke: {deepest}"),
        }
    } else {
        plain(&text).to_owned()
    };
    if let Some(retries) = between(&text, ", after ", " retries") {
        cause.push_str(&format!(", also after {retries} retries"));
    }
    cause
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// `404 Not Found` and such, which `object_store`'s errors have in their text alone.
fn status(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("non-2xx status code: ")?;
    Some(rest.split(':').next().unwrap_or(rest).trim())
}

/// What the server says, if it is made for people: an XML error's code and message, or a short plain text.
fn words(text: &str, status: &str) -> Option<String> {
    let body = text.split_once(status)?.1.trim_start_matches(':').trim();
    let words = match (between(body, "<Code>", "</Code>"), between(body, "<Message>", "</Message>")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(words), None) | (None, Some(words)) => words.to_owned(),
        // A page, or markup that we know nothing of.
        (None, None) if body.starts_with('<') => return None,
        (None, None) => body.to_owned(),
    };
    let words: String =
        words.chars().take(MOST_WORDS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// `Generic S3 error: ..` without saying so.
fn plain(text: &str) -> &str {
    match text.strip_prefix("Generic ").and_then(|text| text.split_once(" error: ")) {
        Some((_, reason)) => reason,
        None => text,
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// The text without given secrets, and without what follows the path in web addresses.
fn redacted(text: &str, secrets: &[String]) -> String {
    let mut text = text.to_owned();
    for secret in secrets {
        text = text.replace(secret.as_str(), "..");
    }
    let words: Vec<_> = text
        .split(' ')
        .map(|word| match word.find("http://").or_else(|| word.find("https://")) {
            Some(start) => format!("{}{}", &word[..start], shown(&word[start..])),
            None => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: object_store::Error) -> StorageError {
        TransferError::Store(error).told("read", "s3://b/k", &["hushhush".to_owned()], Some("at http://h"))
    }

    fn generic(text: &str) -> object_store::Error {
        object_store::Error::Generic { store: "S3", source: text.to_owned().into() }
    }

    #[test]
    fn a_servers_xml_comes_down_to_its_code_and_message() {
        let error = told(generic(
            "Error performing GET http://h/b/k?X-Amz-Signature=f00 in 1s, after 3 retries, max_retries: 3, \
             retry_timeout: 180s  - Server returned non-2xx status code: 503 Service Unavailable: \
             <?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>hushhush, slowly</Message>\
             <StringToSign>AWS4</StringToSign></Error>",
        ));
        assert_eq!(
            error.to_string(),
            "cannot read `s3://b/k`: 503 Service Unavailable: SlowDown: .., slowly, also after 3 retries (at http://h)"
        );
        assert!(error.is_retryable());
    }

    #[test]
    fn signed_addresses_are_cut_wherever_they_stand() {
        let error = told(generic("see url(https://me:x@h/p?sig=1) there"));
        assert_eq!(error.to_string(), "cannot read `s3://b/k`: see url(https://h/p?.. there (at http://h)");
        assert!(!error.is_retryable());
    }
}
