//! What Flyte calls the types of Arrow's columns.

use arrow_schema::{DataType, Field, Schema};
use flyte_idl::core::structured_dataset_type::DatasetColumn;
use flyte_idl::core::{LiteralType, SimpleType};

use super::DatasetError;
use crate::types::DatasetType;
use crate::types::dataset::declared::{collection, map, simple};

/// The columns of a schema, as far as Flyte has words for their types; those of a struct inside under names such as
/// `outer.inner`.
pub(super) fn columns_of(schema: &Schema) -> Vec<DatasetColumn> {
    let mut columns = Vec::new();
    schema.fields().iter().for_each(|field| flatten(field, "", &mut columns));
    columns
}

/// Checks that a table has the declared columns, each of the declared type. It may have more.
///
/// # Errors
/// With the first column that is missing or of another type.
pub(super) fn check(schema: &Schema, declared: &DatasetType) -> Result<(), DatasetError> {
    for column in declared.columns().map_err(|error| DatasetError::new(error.to_string()))? {
        let Some(field) = find(schema, &column.name) else {
            let names: Vec<_> = schema.fields().iter().map(|field| format!("`{}`", field.name())).collect();
            return Err(DatasetError::new(format!(
                "the dataset has no column `{}`, which its type declares; it has {}",
                column.name,
                if names.is_empty() { "none".to_owned() } else { names.join(", ") }
            )));
        };
        let found = column_type(field.data_type());
        if found.is_some() && found != column.literal_type {
            return Err(DatasetError::new(format!(
                "the column `{}` is declared to be {}, and is {} (Arrow's {})",
                column.name,
                word(column.literal_type.as_ref()),
                word(found.as_ref()),
                field.data_type()
            )));
        }
    }
    Ok(())
}

/// The type of a column's values; none where Flyte has no word for it.
pub(super) fn column_type(ty: &DataType) -> Option<LiteralType> {
    use DataType as Arrow;
    Some(match ty {
        Arrow::Int8 | Arrow::Int16 | Arrow::Int32 | Arrow::Int64 => simple(SimpleType::Integer),
        Arrow::UInt8 | Arrow::UInt16 | Arrow::UInt32 | Arrow::UInt64 => simple(SimpleType::Integer),
        Arrow::Float16 | Arrow::Float32 | Arrow::Float64 => simple(SimpleType::Float),
        Arrow::Boolean => simple(SimpleType::Boolean),
        Arrow::Utf8 | Arrow::LargeUtf8 | Arrow::Utf8View => simple(SimpleType::String),
        Arrow::Binary | Arrow::LargeBinary | Arrow::BinaryView | Arrow::FixedSizeBinary(_) => {
            simple(SimpleType::String)
        }
        Arrow::Timestamp(..) | Arrow::Date32 | Arrow::Date64 => simple(SimpleType::Datetime),
        Arrow::Duration(_) => simple(SimpleType::Duration),
        Arrow::List(item)
        | Arrow::LargeList(item)
        | Arrow::ListView(item)
        | Arrow::LargeListView(item)
        | Arrow::FixedSizeList(item, _) => collection(column_type(item.data_type())?),
        Arrow::Map(entries, _) => match entries.data_type() {
            Arrow::Struct(fields) => map(column_type(fields.get(1)?.data_type())?),
            _ => return None,
        },
        Arrow::Dictionary(_, values) => return column_type(values),
        _ => return None,
    })
}

fn flatten(field: &Field, prefix: &str, columns: &mut Vec<DatasetColumn>) {
    let name = format!("{prefix}{}", field.name());
    match field.data_type() {
        DataType::Struct(fields) => {
            fields.iter().for_each(|inner| flatten(inner, &format!("{name}."), columns));
        }
        ty => columns.push(DatasetColumn { name, literal_type: column_type(ty) }),
    }
}

/// The column of that name, or the one inside structs that the name leads to.
fn find<'a>(schema: &'a Schema, name: &str) -> Option<&'a Field> {
    let fields = schema.fields();
    if let Some(field) = fields.iter().find(|field| field.name() == name) {
        return Some(field);
    }
    let mut parts = name.split('.');
    let first = parts.next()?;
    let root = fields.iter().find(|field| field.name() == first)?;
    parts.try_fold(root.as_ref(), |field, part| match field.data_type() {
        DataType::Struct(fields) => fields.iter().find(|inner| inner.name() == part).map(AsRef::as_ref),
        _ => None,
    })
}

/// A type in the words of Python's users.
fn word(ty: Option<&LiteralType>) -> String {
    use flyte_idl::core::literal_type::Type;
    match ty.and_then(|ty| ty.r#type.as_ref()) {
        Some(Type::Simple(ty)) => match SimpleType::try_from(*ty) {
            Ok(SimpleType::Integer) => "an integer",
            Ok(SimpleType::Float) => "a float",
            Ok(SimpleType::String) => "a string",
            Ok(SimpleType::Boolean) => "a boolean",
            Ok(SimpleType::Datetime) => "a datetime",
            Ok(SimpleType::Duration) => "a duration",
            _ => "something else",
        }
        .to_owned(),
        Some(Type::CollectionType(element)) => format!("a list, each element {}", word(Some(element))),
        Some(Type::MapValueType(value)) => format!("a map, each value {}", word(Some(value))),
        _ => "something else".to_owned(),
    }
}
