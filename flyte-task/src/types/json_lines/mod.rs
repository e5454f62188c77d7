//! `JsonLines`: any number of JSON values, one after the other, in a file.

#[cfg(test)]
mod json_lines_tests;

use std::io::{BufRead, BufReader, Write};

use serde_json::Value;

use super::file::FlyteFile;
use super::formats::Jsonl;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};
use crate::storage::StorageError;

/// JSON values that are written and read one after the other, however many there are (flytekit: `Iterator[JSON]`).
///
/// They lie in a file, one on each line; neither side ever holds more than one of them.
///
/// ```
/// use flyte_task::prelude::*;
/// use flyte_task::types::JsonLines;
/// use serde_json::json;
///
/// #[task]
/// fn squares(count: i64) -> Result<JsonLines, TaskError> {
///     Ok(JsonLines::store((0..count).map(|i| json!({ "i": i, "square": i * i })))?)
/// }
///
/// #[task]
/// fn largest(squares: JsonLines) -> Result<Option<i64>, TaskError> {
///     let mut largest = None;
///     for value in squares.values()? {
///         largest = largest.max(value?["square"].as_i64());
///     }
///     Ok(largest)
/// }
/// ```
///
/// To flytekit an iterator of nothing is an error when it is written; here it is an empty file, which both read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonLines {
    file: FlyteFile<Jsonl>,
}

impl JsonLines {
    /// Stores the values among the run's raw outputs, as they come; they are there whole or not at all.
    ///
    /// # Errors
    /// When they cannot be stored.
    pub fn store(values: impl IntoIterator<Item = impl Into<Value>>) -> Result<Self, StorageError> {
        // flytekit gives the file no name of its own either.
        let mut writer = FlyteFile::new_remote_file("")?;
        for value in values {
            writeln!(writer, "{}", value.into())
                .map_err(|error| StorageError::io("write", writer.uri(), &error))?;
        }
        Ok(Self { file: writer.finish()? })
    }

    /// The values, read as they are asked for.
    ///
    /// # Errors
    /// When the file cannot be opened. Later ones come with the values: when it cannot be read further, or a line is
    /// not JSON, which is named by its number.
    pub fn values(
        &self,
    ) -> Result<impl Iterator<Item = Result<Value, ConversionError>> + Send + use<>, StorageError> {
        let lines = BufReader::new(self.file.open()?).lines();
        let uri = self.file.uri()?.to_owned();
        Ok(lines.zip(1..).filter_map(move |(line, number)| match line {
            // A line that says nothing is no value.
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(serde_json::from_str(&line).map_err(|error| {
                ConversionError::new(format!("line {number} of `{uri}` is not JSON: {error}"))
                    .caused_by(error)
            })),
            Err(error) => {
                let error = StorageError::io("read", &uri, &error);
                Some(Err(ConversionError::new(format!("line {number}: {error}")).caused_by(error)))
            }
        }))
    }

    /// The file that they lie in.
    pub fn file(&self) -> &FlyteFile<Jsonl> {
        &self.file
    }
}

/// What lies in a file of such lines.
impl From<FlyteFile<Jsonl>> for JsonLines {
    fn from(file: FlyteFile<Jsonl>) -> Self {
        Self { file }
    }
}

impl FlyteType for JsonLines {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::JsonLines;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        self.file.encode_as(Self::TYPE, writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        FlyteFile::decode(reader).map(Self::from)
    }
}
