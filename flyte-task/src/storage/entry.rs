//! What a listing names.

/// A file or a folder that lies below a listed prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Where it lies, in the form that all of [`Storage`](super::Storage) takes.
    pub uri: String,
    /// How many bytes a file has; a folder has no size.
    pub size: Option<u64>,
}

impl Entry {
    pub(super) fn file(uri: String, size: u64) -> Self {
        Self { uri, size: Some(size) }
    }

    pub(super) fn folder(uri: String) -> Self {
        Self { uri, size: None }
    }

    /// Whether more may lie below.
    pub fn is_folder(&self) -> bool {
        self.size.is_none()
    }

    /// The last part of where it lies.
    pub fn name(&self) -> &str {
        let whole = self.uri.trim_end_matches('/');
        whole.rsplit('/').next().unwrap_or(whole)
    }
}
