//! The files that a dataset consists of.

use std::fs::File;

use super::DatasetError;
use super::scratch::Scratch;
use crate::storage::{Storage, local_path, shown};

/// The URIs of a dataset's files, in the order in which their rows come.
///
/// A dataset is a file, or all files below a folder but those whose name, or whose folder's, starts with `_` or `.`,
/// which writers such as Spark leave for themselves.
pub(super) fn parts(storage: &Storage, uri: &str) -> Result<Vec<String>, DatasetError> {
    let failed = |error| DatasetError::at("list", uri, error);
    let is_web = uri.starts_with("http://") || uri.starts_with("https://");
    // Web servers have no listings.
    if is_web || local_path(uri).is_some_and(|path| path.is_file()) {
        return Ok(vec![uri.to_owned()]);
    }
    let mut parts = Vec::new();
    for entry in storage.walk(uri).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let relative = entry.uri.strip_prefix(uri).unwrap_or(&entry.uri).trim_start_matches('/');
        if relative.is_empty() || relative.ends_with('/') {
            continue;
        }
        if relative.split('/').any(|name| name.starts_with(['_', '.'])) {
            continue;
        }
        let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder.contains('=') {
            return Err(DatasetError::new(format!(
                "cannot read the dataset at `{}`: folders such as `{folder}` hold a column in their name, \
                 which is not supported; read one of the folders, or write the column into the files",
                shown(uri)
            )));
        }
        parts.push(entry.uri);
    }
    if parts.is_empty() {
        return if storage.exists(uri).map_err(failed)? && local_path(uri).is_none() {
            Ok(vec![uri.to_owned()])
        } else {
            Err(DatasetError::new(format!("cannot read the dataset at `{}`: no file lies there", shown(uri))))
        };
    }
    parts.sort_unstable();
    Ok(parts)
}

/// A file of this machine with the bytes of a dataset's file.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) file: File,
    /// Keeps the folder into which it was fetched.
    pub(super) scratch: Option<Scratch>,
}

impl Part {
    /// Opens a file; one that lies elsewhere is fetched whole, since its end says where its columns are.
    pub(super) fn open(storage: &Storage, uri: &str) -> Result<Self, DatasetError> {
        if let Some(path) = local_path(uri) {
            let file = File::open(path).map_err(|error| DatasetError::at("read", uri, error))?;
            return Ok(Self { file, scratch: None });
        }
        let scratch = Scratch::new().map_err(|error| DatasetError::at("fetch", uri, error))?;
        let path = scratch.path().join("part");
        storage.download(uri, &path).map_err(|error| DatasetError::at("fetch", uri, error))?;
        let file = File::open(path).map_err(|error| DatasetError::at("read", uri, error))?;
        Ok(Self { file, scratch: Some(scratch) })
    }
}
