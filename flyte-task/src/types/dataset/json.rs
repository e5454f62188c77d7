//! Datasets as people write and read them: where they lie, and in which format.

use flyte_idl::core::{Schema, StructuredDataset};
use serde_json::{Value, json};

use super::DatasetType;
use crate::types::blob::whole;
use crate::types::codec::{Reader, Writer, dataset_of, format_of};
use crate::types::{ConversionError, TypeDescriptor};

impl DatasetType {
    /// The literal's part for a dataset of this type at a place; `format` counts where none is declared.
    pub(crate) fn at(&self, uri: &str, format: &str) -> StructuredDataset {
        let mut ty = self.message();
        if ty.format.is_empty() {
            format.clone_into(&mut ty.format);
        }
        dataset_of(uri.to_owned(), ty)
    }

    /// The same for the older kind of table.
    pub(crate) fn schema_at(&self, uri: &str) -> Schema {
        Schema { uri: uri.to_owned(), r#type: Some(self.schema_message()) }
    }
}

/// Writes a dataset that is given as its URI, or as an object of `uri` and `file_format`.
pub(crate) fn write_json(
    ty: &TypeDescriptor,
    value: &Value,
    writer: &mut Writer,
) -> Result<(), ConversionError> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let uri = value.as_str().or_else(|| text("uri")).or_else(|| text("remote_path"));
    let Some(uri) = uri.and_then(whole) else {
        return Err(ConversionError::mismatch(
            format!(
                "{ty}: the URI at which it lies, or an object such as {{\"uri\": \"s3://bucket/table\", \"file_format\": \"parquet\"}}"
            ),
            value,
        ));
    };
    match ty {
        TypeDescriptor::Schema(of) => writer.schema(&of.schema_at(&uri)),
        TypeDescriptor::StructuredDataset(of) => {
            writer.dataset(&of.at(&uri, text("file_format").unwrap_or_default()))
        }
        _ => Err(ConversionError::new("a dataset was to be written as a type that is none")),
    }
}

/// Reads a dataset as an object of `uri` and `file_format`.
pub(crate) fn read_json(reader: &mut Reader<'_>) -> Result<Value, ConversionError> {
    let dataset = reader.dataset()?;
    Ok(json!({ "uri": dataset.uri, "file_format": format_of(&dataset) }))
}
