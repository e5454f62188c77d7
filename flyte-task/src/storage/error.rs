//! Why bytes could not be moved.

use std::fmt;
use std::io;
use std::path::Path;

/// What went wrong, as far as a caller may want to decide by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StorageErrorKind {
    /// Nothing lies there.
    NotFound,
    /// The store knows the caller and refuses, or does not know it.
    Denied,
    /// This build, or this kind of store, cannot do that.
    Unsupported,
    /// The URI names nothing that could exist.
    Invalid,
    /// Anything else: networks, disks, servers.
    Other,
}

/// Bytes that could not be read or written, with the place and the reason in its text.
///
/// Secrets and the query parts of web addresses are never in it.
#[derive(Debug, Clone)]
pub struct StorageError {
    kind: StorageErrorKind,
    retryable: bool,
    text: String,
}

impl StorageError {
    pub(super) fn new(kind: StorageErrorKind, verb: &str, uri: &str, cause: &str) -> Self {
        Self { kind, retryable: false, text: format!("cannot {verb} `{}`: {cause}", shown(uri)) }
    }

    pub(crate) fn io(verb: &str, uri: &str, error: &io::Error) -> Self {
        // A storage error that passed through `io::Read` is itself again.
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return inner.clone();
        }
        let kind = match error.kind() {
            io::ErrorKind::NotFound => StorageErrorKind::NotFound,
            io::ErrorKind::PermissionDenied => StorageErrorKind::Denied,
            _ => StorageErrorKind::Other,
        };
        let retryable = matches!(
            error.kind(),
            io::ErrorKind::Interrupted
                | io::ErrorKind::TimedOut
                | io::ErrorKind::WouldBlock
                | io::ErrorKind::ResourceBusy
                | io::ErrorKind::StaleNetworkFileHandle
        );
        Self { retryable, ..Self::new(kind, verb, uri, &error.to_string()) }
    }

    /// An error between a URI and a path of this machine: `cannot fetch <uri> to <path>: ..`.
    pub(super) fn between(verb: &str, uri: &str, way: &str, path: &Path, error: &io::Error) -> Self {
        let error = Self::io(verb, uri, error);
        let place = format!("`{}`: ", shown(uri));
        let text = error.text.replacen(&place, &format!("`{}` {way} `{}`: ", shown(uri), path.display()), 1);
        Self { text, ..error }
    }

    pub(super) fn unsupported(uri: &str, cause: &str) -> Self {
        Self::new(StorageErrorKind::Unsupported, "reach", uri, cause)
    }

    pub(crate) fn invalid(uri: &str, cause: &str) -> Self {
        Self::new(StorageErrorKind::Invalid, "reach", uri, cause)
    }

    #[cfg(feature = "_object-stores")]
    pub(super) fn retryable_if(self, retryable: bool) -> Self {
        Self { retryable, ..self }
    }

    /// What went wrong, in few words.
    pub fn kind(&self) -> StorageErrorKind {
        self.kind
    }

    /// Whether the object does not exist.
    pub fn is_not_found(&self) -> bool {
        self.kind == StorageErrorKind::NotFound
    }

    /// Whether the same may succeed later, all else unchanged.
    ///
    /// What can be tried again was tried again already, so this is about minutes, not milliseconds.
    pub fn is_retryable(&self) -> bool {
        self.retryable
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

// The cause's text is part of the message already, so it is no source of its own.
impl std::error::Error for StorageError {}

impl From<StorageError> for io::Error {
    fn from(error: StorageError) -> Self {
        let kind = match error.kind {
            StorageErrorKind::NotFound => io::ErrorKind::NotFound,
            StorageErrorKind::Denied => io::ErrorKind::PermissionDenied,
            StorageErrorKind::Unsupported => io::ErrorKind::Unsupported,
            StorageErrorKind::Invalid => io::ErrorKind::InvalidInput,
            StorageErrorKind::Other => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}

/// The URI without what a signed or personal web address carries: user, password, query.
pub(crate) fn shown(uri: &str) -> String {
    let Some((scheme @ ("http" | "https"), rest)) = uri.split_once("://") else { return uri.to_owned() };
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (place, rest) = rest.split_at(end);
    let authority_end = place.find('/').unwrap_or(place.len());
    let (authority, path) = place.split_at(authority_end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let cut = if rest.is_empty() { "" } else { "?.." };
    format!("{scheme}://{host}{path}{cut}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_what_was_tried_where_and_why() {
        let error = StorageError::io("read", "/a/b", &io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(error.to_string(), "cannot read `/a/b`: entity not found");
        assert!(error.is_not_found());
        let absent = io::Error::from(io::ErrorKind::NotFound);
        let error = StorageError::between("fetch", "/a/b", "to", Path::new("/c"), &absent);
        assert_eq!(error.to_string(), "cannot fetch `/a/b` to `/c`: entity not found");
        assert!(!error.is_retryable());
    }

    #[test]
    fn signed_addresses_lose_what_signs_them() {
        for (uri, text) in [
            ("https://me:pass@host/a/b?X-Amz-Signature=abc&x=1#f", "https://host/a/b?.."),
            ("https://host/a@b", "https://host/a@b"),
            ("http://host", "http://host"),
            ("s3://bucket/what?#", "s3://bucket/what?#"),
            ("/local/what?", "/local/what?"),
        ] {
            assert_eq!(shown(uri), text);
        }
    }

    #[test]
    fn an_error_survives_the_way_through_a_reader() {
        let error = StorageError::new(StorageErrorKind::Denied, "read", "s3://b/k", "403");
        let back = StorageError::io("copy", "elsewhere", &io::Error::from(error));
        assert_eq!(back.kind(), StorageErrorKind::Denied);
        assert_eq!(back.to_string(), "cannot read `s3://b/k`: 403");
    }
}
