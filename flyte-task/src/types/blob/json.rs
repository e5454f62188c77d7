//! Files and directories as people write them: a path of this machine, or a URI.

use serde_json::Value;

use crate::storage::local_path;
use crate::types::codec::BlobValue;
use crate::types::{ConversionError, TypeDescriptor, Writer};

/// Writes what JSON says of a file or a directory: where it lies, or an object that says so under `path`, perhaps with
/// `metadata`.
pub(in crate::types) fn write_json(
    ty: &TypeDescriptor,
    value: &Value,
    writer: &mut Writer,
) -> Result<(), ConversionError> {
    let misfit = |found: &str| ConversionError::mismatch(format!("a path or a URI for {ty}"), found);
    let mut blob = BlobValue::default();
    let place = match value {
        Value::String(place) => place.as_str(),
        Value::Object(entries) => {
            if let Some(other) = entries.keys().find(|key| !matches!(key.as_str(), "path" | "metadata")) {
                return Err(misfit(&format!("an object with `{other}`; it takes `path` and `metadata`")));
            }
            for (key, value) in entries.get("metadata").and_then(Value::as_object).into_iter().flatten() {
                let text = value.as_str().ok_or_else(|| misfit("metadata that is not text").at_name(key))?;
                blob.metadata.insert(key.clone(), text.to_owned());
            }
            entries.get("path").and_then(Value::as_str).ok_or_else(|| misfit("an object without `path`"))?
        }
        other => return Err(misfit(&format!("`{other}`"))),
    };
    blob.uri = whole(place).ok_or_else(|| misfit("an empty text"))?;
    writer.blob(ty, &blob)
}

/// The place as it is known wherever the value goes: paths are relative to where a person wrote them.
pub(in crate::types) fn whole(place: &str) -> Option<String> {
    if place.is_empty() {
        return None;
    }
    // What cannot be made whole is named when it is read.
    let path = local_path(place).and_then(|path| std::path::absolute(path).ok());
    Some(path.and_then(|path| path.to_str().map(str::to_owned)).unwrap_or_else(|| place.to_owned()))
}
