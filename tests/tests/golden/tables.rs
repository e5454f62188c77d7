//! Tables by what they hold: how writers encode and compress their files is their own business.

use std::io::Write;
use std::sync::Arc;

use flyte_task::arrow_array::cast::AsArray;
use flyte_task::arrow_array::{ArrayRef, StringArray};
use flyte_task::types::{AnyColumns, StructuredDataset};

/// The columns of a Parquet file, with their types and values; nothing for any other file.
pub(crate) fn content(bytes: &[u8]) -> Option<String> {
    if !bytes.starts_with(b"PAR1") {
        return None;
    }
    Some(told(bytes).unwrap_or_else(|problem| format!("a table that cannot be read: {problem}")))
}

fn told(bytes: &[u8]) -> Result<String, Box<dyn std::error::Error>> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(bytes)?;
    let path = file.path().to_str().ok_or("the temporary folder's name is not Unicode")?;
    let table = StructuredDataset::<AnyColumns>::from_uri(path).read()?;
    let schema = table.schema();
    let columns = schema.fields().iter().zip(table.columns());
    Ok(columns
        .map(|(field, values)| {
            // Texts are texts, however long they may be all together.
            let values: ArrayRef = match values.as_string_opt::<i64>() {
                Some(texts) => Arc::new(texts.iter().collect::<StringArray>()),
                None => Arc::clone(values),
            };
            format!("{} ({}): {values:?}", field.name(), values.data_type())
        })
        .collect::<Vec<_>>()
        .join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tables_are_told_and_broken_ones_as_such() {
        assert_eq!(content(b"a,b\n"), None);
        assert!(content(b"PAR1 and no more").is_some_and(|told| told.contains("cannot be read")));
    }
}
