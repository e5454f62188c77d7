//! Columns of rows that are here already, chosen as a file's are.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};

use super::DatasetError;

/// The columns of these names, in their order; a name such as `outer.inner` stands for a column inside a struct,
/// unless there is a column of that very name.
///
/// # Errors
/// With the first name that is none's.
pub(super) fn select(batch: &RecordBatch, names: &[String]) -> Result<RecordBatch, DatasetError> {
    let schema = batch.schema();
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for name in names {
        let whole = schema.fields().iter().position(|field| field.name() == name);
        let (position, path) = match (whole, name.split_once('.')) {
            (Some(position), _) => (Some(position), None),
            (None, Some((root, path))) => {
                (schema.fields().iter().position(|field| field.name() == root), Some(path))
            }
            (None, None) => (None, None),
        };
        let there = position.filter(|position| {
            path.is_none_or(|path| schema.fields().get(*position).is_some_and(|field| leads(field, path)))
        });
        let Some(position) = there else {
            let there: Vec<_> = schema.fields().iter().map(|field| format!("`{}`", field.name())).collect();
            return Err(DatasetError::new(format!(
                "the dataset has no column `{name}`; it has {}",
                if there.is_empty() { "none".to_owned() } else { there.join(", ") }
            )));
        };
        match wanted.iter_mut().find(|wanted| wanted.position == position) {
            Some(wanted) => wanted.paths.push(path),
            None => wanted.push(Wanted { position, paths: vec![path] }),
        }
    }
    let failed = |error| DatasetError::caused_by("the columns cannot be chosen", error);
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for Wanted { position, paths } in wanted {
        if let (Some(field), Some(column)) = (schema.fields().get(position), batch.columns().get(position)) {
            let (field, column) = match paths.into_iter().collect::<Option<Vec<_>>>() {
                Some(paths) => inside(field, column, &paths).map_err(failed)?,
                None => (Arc::clone(field), Arc::clone(column)),
            };
            fields.push(field);
            columns.push(column);
        }
    }
    let schema = Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()));
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(schema, columns, &options).map_err(failed)
}

/// A column and what of it is wanted: paths into it, or, where one is missing, all of it.
struct Wanted<'a> {
    position: usize,
    paths: Vec<Option<&'a str>>,
}

/// Whether a path leads to something inside a column.
fn leads(field: &Field, path: &str) -> bool {
    let DataType::Struct(fields) = field.data_type() else { return false };
    let (first, rest) = split(path);
    let inner = fields.iter().find(|inner| inner.name() == first);
    inner.is_some_and(|inner| rest.is_none_or(|rest| leads(inner, rest)))
}

/// Of a struct only what the paths lead to, in the struct's own order.
fn inside(
    field: &Arc<Field>,
    column: &ArrayRef,
    paths: &[&str],
) -> Result<(Arc<Field>, ArrayRef), ArrowError> {
    let Some(of) = column.as_struct_opt() else { return Ok((Arc::clone(field), Arc::clone(column))) };
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (inner, values) in of.fields().iter().zip(of.columns()) {
        let rest: Vec<_> =
            paths.iter().map(|path| split(path)).filter(|(first, _)| first == inner.name()).collect();
        if rest.is_empty() {
            continue;
        }
        let (inner, values) = match rest.into_iter().map(|(_, rest)| rest).collect::<Option<Vec<_>>>() {
            Some(paths) => inside(inner, values, &paths)?,
            None => (Arc::clone(inner), Arc::clone(values)),
        };
        fields.push(inner);
        columns.push(values);
    }
    let fields = Fields::from(fields);
    let chosen = StructArray::try_new(fields.clone(), columns, of.nulls().cloned())?;
    let field = field.as_ref().clone().with_data_type(DataType::Struct(fields));
    Ok((Arc::new(field), Arc::new(chosen)))
}

fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)))
}
