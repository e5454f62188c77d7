//! The key of a result: what must be equal for a run to be the same as an earlier one.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::storage::local_path;
use crate::task::Task;
use crate::types::ConversionError;
use crate::types::codec::{KeyPart, LiteralMap, Reference, cache_key};

/// The key of a run: the task's name, cache version and interface, and its inputs without the ignored ones.
///
/// As for Flyte's own cache, hashes stand for the values that bear them, and a change of the interface changes the
/// key. Files of this machine count by size and time of change too, since their content is not in the literals.
///
/// # Errors
/// When the inputs are no literals.
pub(super) fn key(task: &dyn Task, inputs: &[u8]) -> Result<String, ConversionError> {
    let mut digest = Sha256::new();
    let metadata = task.metadata();
    text("task", &task.name(), &mut digest);
    text("version", metadata.cache_version().trim(), &mut digest);
    let interface = task.interface();
    for input in interface.inputs() {
        text("input", input.name, &mut digest);
        text("type", &input.ty.fingerprint(), &mut digest);
    }
    for output in interface.outputs() {
        text("output", output.name, &mut digest);
        text("type", &output.ty.fingerprint(), &mut digest);
    }
    let ignored = metadata.cache_ignore_input_vars();
    let literals = LiteralMap::parse(inputs)?;
    let mut counted: Vec<_> =
        literals.entries().filter(|(name, _)| ignored.iter().all(|ignored| ignored != name)).collect();
    counted.sort_unstable_by_key(|(name, _)| *name);
    for (name, literal) in counted {
        text("value", name, &mut digest);
        cache_key(literal, &mut |part| match part {
            KeyPart::Bytes(bytes) => digest.update(bytes),
            KeyPart::Place(place) => content(place, &mut digest),
        })
        .map_err(|error| error.at_name(name))?;
    }
    Ok(hex(&digest.finalize()))
}

/// A text with its length, so that no two sequences of texts read alike.
fn text(kind: &str, text: &str, digest: &mut Sha256) {
    digest.update(format!("{kind} {} ", text.len()));
    digest.update(text);
}

/// What can be told of a file or folder of this machine without reading it.
fn content(place: Reference<'_>, digest: &mut Sha256) {
    match place {
        Reference::Uri(uri) => {
            if let Some(path) = local_path(uri) {
                stamp(&path, 0, digest);
            }
        }
        // Only files: a text that names a folder may well name the root of all.
        Reference::Text(text) if text.starts_with('/') || text.starts_with("file:///") => {
            if let Some(path) = local_path(text).filter(|path| path.is_file()) {
                stamp(&path, 0, digest);
            }
        }
        Reference::Text(_) => {}
    }
}

/// Folders that lead into themselves end here.
const DEEPEST: usize = 40;

fn stamp(path: &Path, depth: usize, digest: &mut Sha256) {
    // What is not there, or cannot be looked at, the task will complain about.
    let Ok(metadata) = fs::metadata(path) else { return };
    if metadata.is_dir() {
        let Ok(items) = fs::read_dir(path) else { return };
        let mut names: Vec<_> = items.flatten().map(|item| item.file_name()).collect();
        names.sort_unstable();
        for name in names.iter().filter(|_| depth < DEEPEST) {
            text("file", &name.to_string_lossy(), digest);
            stamp(&path.join(name), depth + 1, digest);
        }
        digest.update("end ");
    } else {
        let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        digest.update(format!("{} {} ", metadata.len(), changed.unwrap_or_default().as_nanos()));
    }
}

/// Hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
