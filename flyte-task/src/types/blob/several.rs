//! Many files stored beside each other, where one after another would mostly wait.

use std::collections::HashSet;
use std::fs;
use std::sync::Arc;

use super::{Blob, Destination, Place};
use crate::context;
use crate::storage::{RawOutputs, TreeFile};
use crate::types::ConversionError;

/// Stores the files of a list that a run returns, as far as they go among its raw outputs and were not stored before.
///
/// Others are stored by their own turn, also those that cannot be read, for then the error says where they stand.
pub(in crate::types) fn store_all<'a>(blobs: impl Iterator<Item = &'a Blob>) -> Result<(), ConversionError> {
    let Some(run) = context::current() else { return Ok(()) };
    // Clones are one file.
    let mut seen = HashSet::new();
    let waiting = blobs.filter(|blob| blob.memory.stored.get().is_none());
    let (blobs, files): (Vec<&Blob>, Vec<TreeFile>) = waiting
        .filter(|blob| seen.insert(Arc::as_ptr(&blob.memory)))
        .filter_map(|blob| Some((blob, to_store(blob)?)))
        .unzip();
    if files.len() < 2 {
        return Ok(());
    }
    let raw = run.raw_outputs();
    let places: Vec<String> = files.iter().map(|file| raw.named(&file.relative)).collect();
    run.storage()
        .upload_files(files, raw.prefix())
        .map_err(|error| ConversionError::new(error.to_string()).caused_by(error))?;
    for (blob, place) in blobs.into_iter().zip(places) {
        blob.memory.stored.get_or_init(|| place);
    }
    Ok(())
}

/// A file of this machine that goes to a new place among the raw outputs.
fn to_store(blob: &Blob) -> Option<TreeFile> {
    let (Place::Local(path), Destination::RawOutputs) = (&blob.place, &blob.destination) else { return None };
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let relative = RawOutputs::new("").file(path.file_name()?.to_str()?);
    Some(TreeFile { path: path.clone(), relative, size: metadata.len() })
}
