//! Files and directories: where they lie, and what is said of them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::literal::{Scalar, Shape};
use super::msgpack::Unpacker;
use super::reader::{Source, packed};
use super::wire::{Field, Fields, last_bytes, text};
use super::writer::tag;
use super::{Reader, Writer};
use crate::storage::Storage;
use crate::types::literal_type::{JSON_LINES_FORMAT, NUMPY_FORMAT};
use crate::types::{ConversionError, TypeDescriptor};

/// A file or a directory as its value tells it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct BlobValue {
    pub(crate) uri: String,
    pub(crate) metadata: BTreeMap<String, String>,
}

impl Writer {
    /// Writes a file or a directory; in a struct a directory bears no metadata.
    ///
    /// # Errors
    /// When `ty` is neither.
    pub(crate) fn blob(&mut self, ty: &TypeDescriptor, value: &BlobValue) -> Result<(), ConversionError> {
        let (format, directory) = match ty {
            TypeDescriptor::Blob { format, directory } => (*format, *directory),
            TypeDescriptor::JsonLines => (JSON_LINES_FORMAT, false),
            TypeDescriptor::NumpyArray => (NUMPY_FORMAT, false),
            _ => return Err(ConversionError::new("a file was to be converted by a type that is none")),
        };
        let BlobValue { uri, metadata } = value;
        if self.is_packed {
            let says_more = !directory && !metadata.is_empty();
            self.pack_map(1 + usize::from(says_more));
            self.pack_string("path");
            self.pack_string(uri);
            if says_more {
                self.pack_string("metadata");
                self.pack_map(metadata.len());
                for (key, value) in metadata {
                    self.pack_string(key);
                    self.pack_string(value);
                }
            }
            return Ok(());
        }
        self.message(tag::LITERAL_SCALAR, |writer| {
            writer.message(tag::SCALAR_BLOB, |writer| {
                writer.message(tag::BLOB_METADATA, |writer| {
                    writer.message(tag::BLOB_TYPE, |writer| {
                        if !format.is_empty() {
                            writer.bytes(tag::BLOB_FORMAT, format.as_bytes());
                        }
                        if directory {
                            writer.put(2, |out| out.extend_from_slice(&[tag::BLOB_DIMENSIONALITY, 1]));
                        }
                        Ok(())
                    })
                })?;
                writer.bytes(tag::BLOB_URI, uri.as_bytes());
                Ok(())
            })
        })?;
        for (key, value) in metadata {
            self.put_entry(key, value);
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// What fetches the parts of the value that lie elsewhere.
    pub(crate) fn storage(&self) -> &Storage {
        self.storage
    }

    /// Reads a file or a directory: a blob, or a struct with its `path`, as attribute access yields it.
    ///
    /// # Errors
    /// When the value is neither, or the other of the two.
    pub(crate) fn blob(&mut self, directory: bool) -> Result<BlobValue, ConversionError> {
        let misfit = |found: &str| ConversionError::mismatch(name(directory), found);
        let value = match self.source {
            Source::Literal(literal) => match Shape::of(literal)? {
                Shape::Scalar(scalar) => match Scalar::of(scalar)? {
                    Scalar::Blob(blob) => literal_blob(literal, blob, directory)?,
                    Scalar::Binary(binary) => {
                        let unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        let mut reader = self.inner(Source::Packed(unpacker), self.storage)?;
                        let value = reader.blob(directory)?;
                        reader.ended()?;
                        value
                    }
                    Scalar::Generic(_) => self.blob_fields(directory)?,
                    Scalar::Union { value, .. } => {
                        self.inner(Source::Literal(value), self.storage)?.blob(directory)?
                    }
                    other => return Err(misfit(other.name())),
                },
                Shape::Offloaded(uri) => self.offloaded(uri, |reader| reader.blob(directory))?,
                Shape::Collection(_) => return Err(misfit("a list")),
                Shape::Map(_) => return Err(misfit("a map")),
                Shape::Empty => return Err(misfit("an empty literal")),
            },
            Source::Packed(mut unpacker) if !unpacker.at_map() => {
                return Err(misfit(unpacker.token()?.name()));
            }
            Source::Packed(_) | Source::Generic(_) => self.blob_fields(directory)?,
        };
        if value.uri.is_empty() { Err(misfit("one that does not say where it lies")) } else { Ok(value) }
    }

    fn blob_fields(&mut self, directory: bool) -> Result<BlobValue, ConversionError> {
        let mut path = None;
        let mut metadata = BTreeMap::new();
        self.map(|key, reader| {
            match key {
                "path" => path = Some(reader.string()?),
                "metadata" => {
                    if let Value::Object(entries) = reader.json()? {
                        metadata = entries.into_iter().map(|(key, value)| (key, plain(value))).collect();
                    }
                }
                _ => {
                    if let Some(unpacker) = reader.unpacker() {
                        unpacker.skip()?;
                    }
                }
            }
            Ok(())
        })?;
        match path {
            Some(uri) => Ok(BlobValue { uri, metadata }),
            None => Err(ConversionError::mismatch(name(directory), "a struct without `path`")),
        }
    }
}

fn name(directory: bool) -> &'static str {
    if directory { "a directory" } else { "a file" }
}

/// What stands in a blob, with the metadata of the literal around it.
fn literal_blob(literal: &[u8], blob: &[u8], directory: bool) -> Result<BlobValue, ConversionError> {
    let kind = match last_bytes(blob, 1)? {
        Some(metadata) => last_bytes(metadata, 1)?.unwrap_or_default(),
        None => &[],
    };
    let (mut fields, mut found) = (Fields::new(kind), false);
    while let Some((number, field)) = fields.next()? {
        if let (2, Field::Varint(dimensionality)) = (number, field) {
            found = dimensionality == 1;
        }
    }
    if found != directory {
        return Err(ConversionError::mismatch(name(directory), name(found)));
    }
    let mut entries = BTreeMap::new();
    let mut fields = Fields::new(literal);
    while let Some((number, field)) = fields.next()? {
        if let (5, Field::Bytes(entry)) = (number, field) {
            let part = |number| {
                Ok::<_, ConversionError>(text(last_bytes(entry, number)?.unwrap_or_default())?.to_owned())
            };
            entries.insert(part(1)?, part(2)?);
        }
    }
    Ok(BlobValue { uri: text(last_bytes(blob, 3)?.unwrap_or_default())?.to_owned(), metadata: entries })
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
