//! Literals of outputs, which may bear metadata.

use std::collections::BTreeMap;

use super::Writer;
use super::wire::{delimited_len, put_head};
use super::writer::tag;
use crate::types::ConversionError;

impl Writer {
    /// The bytes of the literal that `encode` writes for the output of that name.
    ///
    /// # Errors
    /// With `encode`'s own, or when its two walks differ.
    pub(crate) fn output(
        name: &str,
        encode: &mut dyn FnMut(&mut Self) -> Result<(), ConversionError>,
    ) -> Result<Vec<u8>, ConversionError> {
        let mut writer = Self::new(false);
        writer.output = Some(name.to_owned());
        writer.walk_twice(encode)
    }

    /// Adds to the metadata of an output's literal; to be called before its value is written.
    ///
    /// `entries` makes keys and values from the output's name. It is not called for what is no output as a whole, such
    /// as an element of a list or the default of an input: there flytekit has no metadata either. Of two values for
    /// one key the first counts.
    ///
    /// # Errors
    /// With `entries`' own.
    pub fn metadata(
        &mut self,
        entries: impl FnOnce(&str) -> Result<BTreeMap<String, String>, ConversionError>,
    ) -> Result<(), ConversionError> {
        let whole = self.measuring && !self.is_packed && self.opened() == 0;
        let Some(output) = self.output.as_deref().filter(|_| whole) else { return Ok(()) };
        for (key, value) in entries(output)? {
            self.metadata.entry(key).or_insert(value);
        }
        Ok(())
    }

    /// Writes the metadata, behind the value and its hash.
    pub(super) fn put_metadata(&mut self) {
        let metadata = std::mem::take(&mut self.metadata);
        for (key, value) in &metadata {
            self.put_entry(key, value);
        }
        self.metadata = metadata;
    }
    /// Writes one key and value of the metadata of the literal at hand.
    pub(super) fn put_entry(&mut self, key: &str, value: &str) {
        let len = delimited_len(key.len()) + delimited_len(value.len());
        self.put(delimited_len(len), |out| {
            put_head(out, tag::LITERAL_METADATA, len);
            for (tag, text) in [(tag::KEY, key), (tag::VALUE, value)] {
                put_head(out, tag, text.len());
                out.extend_from_slice(text.as_bytes());
            }
        });
    }
}
