//! What a URI names: a path of this machine, or a key in a bucket behind a scheme.

use std::path::PathBuf;

use super::error::StorageError;

/// A kind of object store, with the schemes that lead to it and the feature that brings it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    S3,
    Gcs,
    Azure,
    Http,
}

/// What a URI names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    Local(PathBuf),
    Remote(Object<'a>),
}

/// A key in a bucket or container.
///
/// The key is what stands in the URI, letter by letter: `%`, `#` and `?` mean nothing there, since fsspec, and
/// flytekit by it, write keys so. Only web addresses are URLs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Object<'a> {
    pub(super) service: Service,
    pub(super) scheme: &'a str,
    pub(super) bucket: &'a str,
    pub(super) key: &'a str,
}

impl Service {
    const ALL: [Self; 4] = [Self::S3, Self::Gcs, Self::Azure, Self::Http];

    fn schemes(self) -> &'static [&'static str] {
        match self {
            Self::S3 => &["s3", "s3a"],
            Self::Gcs => &["gs", "gcs"],
            Self::Azure => &["abfs", "abfss", "az", "adl", "azure"],
            Self::Http => &["http", "https"],
        }
    }

    /// The feature's name, and what it reaches.
    fn feature(self) -> (&'static str, &'static str) {
        match self {
            Self::S3 => ("s3", "Amazon S3 and what speaks its protocol"),
            Self::Gcs => ("gcs", "Google Cloud Storage"),
            Self::Azure => ("azure", "Azure Blob Storage and Data Lake"),
            Self::Http => ("http", "web servers, for reading"),
        }
    }

    fn is_built(self) -> bool {
        match self {
            Self::S3 => cfg!(feature = "s3"),
            Self::Gcs => cfg!(feature = "gcs"),
            Self::Azure => cfg!(feature = "azure"),
            Self::Http => cfg!(feature = "http"),
        }
    }
}

impl<'a> Address<'a> {
    pub(super) fn parse(uri: &'a str) -> Result<Self, StorageError> {
        if uri.is_empty() {
            return Err(StorageError::invalid(uri, "it is empty"));
        }
        let Some((scheme, rest)) = uri.split_once("://").filter(|(scheme, _)| is_scheme(scheme)) else {
            return Ok(Self::Local(PathBuf::from(uri)));
        };
        if scheme == "file" {
            return file(uri, rest);
        }
        let service = Service::ALL
            .into_iter()
            .find(|service| service.schemes().contains(&scheme))
            .ok_or_else(|| StorageError::unsupported(uri, &unknown_scheme(scheme)))?;
        if !service.is_built() {
            let (feature, reaches) = service.feature();
            return Err(StorageError::unsupported(
                uri,
                &format!(
                    "this build has no store for `{scheme}://`: turn on flyte-task's feature `{feature}` ({reaches})"
                ),
            ));
        }
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(StorageError::invalid(uri, "nothing stands between `://` and the next slash"));
        }
        Ok(Self::Remote(Object { service, scheme, bucket, key }))
    }
}

/// The path on this machine that a URI names, if it names one.
pub(crate) fn local_path(uri: &str) -> Option<PathBuf> {
    match Address::parse(uri) {
        Ok(Address::Local(path)) => Some(path),
        _ => None,
    }
}

/// `prefix` and `name` with exactly one slash between.
pub fn join(prefix: &str, name: &str) -> String {
    format!("{}/{name}", prefix.strip_suffix('/').unwrap_or(prefix))
}

/// A path that has `://` somewhere is still a path unless it opens like a URI.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn file<'a>(uri: &str, rest: &str) -> Result<Address<'a>, StorageError> {
    match rest.split_once('/') {
        Some(("", _)) => Ok(Address::Local(PathBuf::from(rest))),
        Some((host, path)) => Err(StorageError::invalid(
            uri,
            &format!(
                "`{host}` stands where a host does, and files of other hosts are out of reach; a file of this machine is `file:///{host}/{path}`"
            ),
        )),
        None => Err(StorageError::invalid(
            uri,
            "a file of this machine is `file://` and an absolute path, with three slashes in all",
        )),
    }
}

fn unknown_scheme(scheme: &str) -> String {
    let mut text = format!("`{scheme}://` is not known; known are local paths, `file://`");
    for (place, service) in Service::ALL.into_iter().enumerate() {
        let schemes: Vec<_> = service.schemes().iter().map(|scheme| format!("`{scheme}://`")).collect();
        text.push_str(if place + 1 == Service::ALL.len() { " and " } else { ", " });
        text.push_str(&schemes.join(", "));
        if !service.is_built() {
            text.push_str(&format!(" (feature `{}`, off in this build)", service.feature().0));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::StorageErrorKind;

    fn refused(uri: &str) -> StorageError {
        Address::parse(uri).unwrap_err()
    }

    #[test]
    fn names_join_with_one_slash() {
        assert_eq!(join("s3://b/out", "error.pb"), "s3://b/out/error.pb");
        assert_eq!(join("out/", "error.pb"), "out/error.pb");
    }

    #[test]
    fn paths_and_file_uris_are_local() {
        for (uri, path) in [
            ("a/b.pb", "a/b.pb"),
            ("/a/b c#1?%20.pb", "/a/b c#1?%20.pb"),
            ("file:///a/b%20c", "/a/b%20c"),
            ("notes/s3://b", "notes/s3://b"),
        ] {
            assert_eq!(Address::parse(uri).unwrap(), Address::Local(PathBuf::from(path)), "{uri}");
        }
    }

    #[test]
    fn a_file_uri_with_a_host_says_what_is_meant() {
        let error = refused("file://host/a/b");
        assert!(error.to_string().contains("`file:///host/a/b`"), "{error}");
        assert_eq!(refused("file://a").kind(), StorageErrorKind::Invalid);
    }

    #[test]
    fn an_unknown_scheme_lists_the_known_ones() {
        let error = refused("ftp://host/a");
        assert_eq!(error.kind(), StorageErrorKind::Unsupported);
        for word in ["`ftp://`", "`s3://`", "`abfs://`", "`https://`", "`file://`"] {
            assert!(error.to_string().contains(word), "{word}: {error}");
        }
    }

    #[cfg(not(feature = "azure"))]
    #[test]
    fn a_scheme_whose_feature_is_off_names_it() {
        let error = refused("abfs://container@account.dfs.core.windows.net/key");
        assert_eq!(error.kind(), StorageErrorKind::Unsupported);
        assert!(error.to_string().contains("feature `azure` (Azure Blob Storage"), "{error}");
    }

    #[cfg(feature = "s3")]
    #[test]
    fn keys_are_taken_letter_by_letter() {
        for (uri, scheme, bucket, key) in [
            ("s3://b/k", "s3", "b", "k"),
            ("s3a://b/a%20b/c?d#e /", "s3a", "b", "a%20b/c?d#e /"),
            ("s3://b", "s3", "b", ""),
            ("s3://b/", "s3", "b", ""),
        ] {
            let expected = Object { service: Service::S3, scheme, bucket, key };
            assert_eq!(Address::parse(uri).unwrap(), Address::Remote(expected), "{uri}");
        }
        assert_eq!(refused("s3:///k").kind(), StorageErrorKind::Invalid);
    }
}
