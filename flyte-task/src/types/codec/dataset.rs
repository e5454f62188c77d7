//! Literals of datasets, which say where a table lies and what it is.

use flyte_idl::core::{self, Schema, StructuredDataset, StructuredDatasetMetadata};
use flyte_idl::prost::Message;

use super::literal::{Scalar, Shape};
use super::reader::{Source, packed};
use super::wire::malformed;
use super::writer::tag;
use super::{Reader, Writer};
use crate::types::ConversionError;
use crate::types::dataset::from_schema;

/// The format of tables whose literal has no word for it.
const PARQUET: &str = "parquet";

impl Writer {
    /// Writes a dataset; inside a struct only its place and format.
    pub(crate) fn dataset(&mut self, dataset: &StructuredDataset) -> Result<(), ConversionError> {
        if self.is_packed {
            self.pack_map(2);
            for part in ["uri", &dataset.uri, "file_format", format_of(dataset)] {
                self.pack_string(part);
            }
            return Ok(());
        }
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.bytes(tag::SCALAR_STRUCTURED_DATASET, &dataset.encode_to_vec());
            Ok(())
        })
    }

    /// Writes a table of the older kind; inside a struct only its place.
    pub(crate) fn schema(&mut self, schema: &Schema) -> Result<(), ConversionError> {
        if self.is_packed {
            self.pack_map(1);
            self.pack_string("remote_path");
            self.pack_string(&schema.uri);
            return Ok(());
        }
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.bytes(tag::SCALAR_SCHEMA, &schema.encode_to_vec());
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// Reads a dataset in any of its forms: a table of the older kind, and the map that stands for one in a struct.
    ///
    /// # Errors
    /// When the value is none, or does not say where it lies.
    pub(crate) fn dataset(&mut self) -> Result<StructuredDataset, ConversionError> {
        let misfit = |found: &str| Err(ConversionError::mismatch("a dataset", found));
        let Source::Literal(literal) = self.source else { return self.packed_dataset() };
        match Shape::of(literal)? {
            Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                Scalar::Dataset(dataset) => StructuredDataset::decode(dataset)
                    .map_err(|error| malformed("the dataset is no message").caused_by(error)),
                Scalar::Schema(schema) => Schema::decode(schema)
                    .map(from_legacy)
                    .map_err(|error| malformed("the schema is no message").caused_by(error)),
                Scalar::Binary(binary) => {
                    packed(binary.tag, binary.value)?;
                    self.packed_dataset()
                }
                Scalar::Generic(_) => self.packed_dataset(),
                Scalar::Union { value, .. } => self.inner(Source::Literal(value), self.storage)?.dataset(),
                other => misfit(other.name()),
            },
            Shape::Offloaded(uri) => self.offloaded(uri, dataset),
            Shape::Collection(_) => misfit("a list"),
            Shape::Map(_) => misfit("a map"),
            Shape::Empty => misfit("an empty literal"),
        }
    }

    fn packed_dataset(&mut self) -> Result<StructuredDataset, ConversionError> {
        let (mut uri, mut format) = (None, None);
        let text = crate::types::TypeDescriptor::String;
        self.map(|key, reader| {
            match key {
                "uri" | "remote_path" => uri = reader.optional(&text, |reader| reader.string())?,
                "file_format" => format = reader.optional(&text, |reader| reader.string())?,
                // Of packed values the next one comes only after this one.
                _ => {
                    if let Source::Packed(unpacker) = &mut reader.source {
                        unpacker.skip()?;
                    }
                }
            }
            Ok(())
        })?;
        let Some(uri) = uri else {
            return Err(ConversionError::mismatch("a dataset, whose `uri` says where it lies", "none"));
        };
        Ok(of(uri, core::StructuredDatasetType { format: format.unwrap_or_default(), ..Default::default() }))
    }
}

// Methods are of one lifetime of readers, this of any.
fn dataset(reader: &mut Reader<'_>) -> Result<StructuredDataset, ConversionError> {
    reader.dataset()
}

/// A dataset at a place.
pub(crate) fn of(uri: String, ty: core::StructuredDatasetType) -> StructuredDataset {
    let metadata = StructuredDatasetMetadata { structured_dataset_type: Some(ty) };
    StructuredDataset { uri, metadata: Some(metadata) }
}

fn from_legacy(schema: Schema) -> StructuredDataset {
    let columns = schema.r#type.as_ref().map(from_schema).unwrap_or_default();
    of(schema.uri, core::StructuredDatasetType { columns, format: PARQUET.to_owned(), ..Default::default() })
}

/// What a dataset says of itself.
pub(crate) fn type_of(dataset: &StructuredDataset) -> Option<&core::StructuredDatasetType> {
    dataset.metadata.as_ref()?.structured_dataset_type.as_ref()
}

/// The format that a dataset says it has; empty if it says none.
pub(crate) fn format_of(dataset: &StructuredDataset) -> &str {
    type_of(dataset).map_or("", |ty| &ty.format)
}
