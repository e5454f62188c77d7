//! Tables: which columns and formats pass for which.

use flyte_idl::core::schema_type::schema_column::SchemaColumnType;
use flyte_idl::core::{LiteralType, SchemaType, SimpleType, StructuredDatasetType};

use super::{fits, is_simple};

/// The one format that a schema is kept in.
const PARQUET: &str = "parquet";

pub(super) fn dataset_to_dataset(from: &StructuredDatasetType, to: &StructuredDatasetType) -> bool {
    if !from.format.is_empty() && !to.format.is_empty() && !from.format.eq_ignore_ascii_case(&to.format) {
        return false;
    }
    columns_fit(
        &from.columns,
        &to.columns,
        |column| &column.name,
        |column| &column.name,
        |given, wanted| match (&given.literal_type, &wanted.literal_type) {
            (Some(given), Some(wanted)) => fits(given, wanted),
            (given, wanted) => given == wanted,
        },
    )
}

pub(super) fn schema_to_dataset(from: &SchemaType, to: &StructuredDatasetType) -> bool {
    is_parquet(&to.format)
        && columns_fit(
            &from.columns,
            &to.columns,
            |column| &column.name,
            |column| &column.name,
            |given, wanted| is_same(given.r#type(), wanted.literal_type.as_ref()),
        )
}

pub(super) fn dataset_to_schema(from: &StructuredDatasetType, to: &SchemaType) -> bool {
    is_parquet(&from.format)
        && columns_fit(
            &from.columns,
            &to.columns,
            |column| &column.name,
            |column| &column.name,
            |given, wanted| is_same(wanted.r#type(), given.literal_type.as_ref()),
        )
}

pub(super) fn schema_to_schema(from: &SchemaType, to: &SchemaType) -> bool {
    columns_fit(
        &from.columns,
        &to.columns,
        |column| &column.name,
        |column| &column.name,
        |given, wanted| given.r#type == wanted.r#type,
    )
}

fn is_parquet(format: &str) -> bool {
    format.is_empty() || format.eq_ignore_ascii_case(PARQUET)
}

/// Whether every column asked for is there and fits; a table without columns may have any.
fn columns_fit<Given, Wanted>(
    given: &[Given],
    wanted: &[Wanted],
    given_name: impl Fn(&Given) -> &str,
    wanted_name: impl Fn(&Wanted) -> &str,
    fits: impl Fn(&Given, &Wanted) -> bool,
) -> bool {
    given.is_empty()
        || wanted.iter().all(|wanted| {
            // Of columns with one name the last one counts.
            let found = given.iter().rev().find(|given| given_name(given) == wanted_name(wanted));
            found.is_some_and(|given| fits(given, wanted))
        })
}

fn is_same(column: SchemaColumnType, ty: Option<&LiteralType>) -> bool {
    let simple = match column {
        SchemaColumnType::Integer => SimpleType::Integer,
        SchemaColumnType::Float => SimpleType::Float,
        SchemaColumnType::String => SimpleType::String,
        SchemaColumnType::Boolean => SimpleType::Boolean,
        SchemaColumnType::Datetime => SimpleType::Datetime,
        SchemaColumnType::Duration => SimpleType::Duration,
    };
    ty.is_some_and(|ty| is_simple(ty, simple))
}
