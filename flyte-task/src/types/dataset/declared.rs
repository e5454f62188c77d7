//! What a task's interface says of a dataset: its columns, format and schema, as constant data.

use flyte_idl::core::schema_type::SchemaColumn;
use flyte_idl::core::schema_type::schema_column::SchemaColumnType;
use flyte_idl::core::structured_dataset_type::DatasetColumn;
use flyte_idl::core::{self, LiteralType, SchemaType, SimpleType, literal_type::Type};

use crate::types::named::StructType;
use crate::types::{ConversionError, FlyteType, TypeDescriptor, TypeIdentity};

/// What is declared of a dataset; see [`Columns`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DatasetType {
    /// The struct whose fields are the columns, in order; without one any columns will do.
    pub row: Option<&'static StructType>,
    /// The format in which it is kept; empty for any.
    pub format: &'static str,
    /// The kind of the schema that stands beside, such as `arrow`; empty if there is none.
    pub external_schema_type: &'static str,
    /// That schema, in the form of its kind; flytekit writes Arrow's as the text that pyarrow shows of it.
    pub external_schema: &'static [u8],
}

impl DatasetType {
    /// Any columns in any format.
    pub const ANY: Self = Self { row: None, format: "", external_schema_type: "", external_schema: b"" };

    /// The columns that the fields of the struct `R` name, in order.
    ///
    /// Fields of a struct inside are columns too, under names such as `outer.inner`. An option stands for a column
    /// that has nulls.
    ///
    /// # Panics
    /// When `R` is no struct with `#[derive(FlyteType)]`. In a constant that is a compile error.
    pub const fn of_rows<R: FlyteType>() -> Self {
        let row = match R::TYPE {
            TypeDescriptor::Struct(row) => Some(row),
            _ => None,
        };
        assert!(
            row.is_some(),
            "the columns of a dataset are the fields of a struct with #[derive(FlyteType)]"
        );
        Self { row, ..Self::ANY }
    }

    /// The same, kept in that format.
    pub const fn in_format(self, format: &'static str) -> Self {
        Self { format, ..self }
    }

    /// The same, with a schema of another library's beside: its kind, such as `arrow`, and its bytes.
    pub const fn with_external_schema(self, kind: &'static str, schema: &'static [u8]) -> Self {
        Self { external_schema_type: kind, external_schema: schema, ..self }
    }

    /// The columns, in order, with the types that flytekit has for them.
    ///
    /// # Errors
    /// When the type of a field is none that a column can have.
    pub(crate) fn columns(&self) -> Result<Vec<DatasetColumn>, ConversionError> {
        let mut columns = Vec::new();
        if let Some(row) = self.row {
            flatten(row, "", &mut Vec::new(), &mut columns)?;
        }
        Ok(columns)
    }

    /// The message that describes it in a task's interface.
    pub(crate) fn message(&self) -> core::StructuredDatasetType {
        core::StructuredDatasetType {
            // What cannot be a column is refused when the type is registered.
            columns: self.columns().unwrap_or_default(),
            format: self.format.to_owned(),
            external_schema_type: self.external_schema_type.to_owned(),
            external_schema_bytes: self.external_schema.to_vec(),
        }
    }

    /// The columns as the older kind of table has them.
    ///
    /// # Errors
    /// When the type of a field is none that a column of it can have.
    pub(crate) fn schema_columns(&self) -> Result<Vec<SchemaColumn>, ConversionError> {
        let columns = self.columns()?.into_iter();
        columns
            .map(|column| match schema_column_type(&column) {
                Some(ty) => Ok(SchemaColumn { name: column.name, r#type: ty.into() }),
                None => Err(ConversionError::new("a column of a FlyteSchema holds no lists and no maps")
                    .at_name(column.name)),
            })
            .collect()
    }

    /// The message that describes the older kind of table in a task's interface.
    pub(crate) fn schema_message(&self) -> SchemaType {
        SchemaType { columns: self.schema_columns().unwrap_or_default() }
    }
}

/// The columns of the older kind of table, as a dataset has them.
pub(crate) fn from_schema(schema: &SchemaType) -> Vec<DatasetColumn> {
    let columns = schema.columns.iter();
    columns
        .map(|column| {
            let ty = match column.r#type() {
                SchemaColumnType::Integer => SimpleType::Integer,
                SchemaColumnType::Float => SimpleType::Float,
                SchemaColumnType::String => SimpleType::String,
                SchemaColumnType::Boolean => SimpleType::Boolean,
                SchemaColumnType::Datetime => SimpleType::Datetime,
                SchemaColumnType::Duration => SimpleType::Duration,
            };
            DatasetColumn { name: column.name.clone(), literal_type: Some(simple(ty)) }
        })
        .collect()
}

fn schema_column_type(column: &DatasetColumn) -> Option<SchemaColumnType> {
    let Some(Type::Simple(ty)) = column.literal_type.as_ref()?.r#type else { return None };
    Some(match SimpleType::try_from(ty).ok()? {
        SimpleType::Integer => SchemaColumnType::Integer,
        SimpleType::Float => SchemaColumnType::Float,
        SimpleType::String => SchemaColumnType::String,
        SimpleType::Boolean => SchemaColumnType::Boolean,
        SimpleType::Datetime => SchemaColumnType::Datetime,
        SimpleType::Duration => SchemaColumnType::Duration,
        _ => return None,
    })
}

fn flatten(
    row: &StructType,
    prefix: &str,
    open: &mut Vec<TypeIdentity>,
    columns: &mut Vec<DatasetColumn>,
) -> Result<(), ConversionError> {
    if open.contains(&row.id) {
        return Err(ConversionError::new(format!(
            "the struct `{}` holds itself, and columns must come to an end",
            row.name
        )));
    }
    open.push(row.id);
    for field in row.definition().fields {
        let name = format!("{prefix}{}", field.name);
        match present(field.ty) {
            TypeDescriptor::Struct(inner) => flatten(inner, &format!("{name}."), open, columns)?,
            ty => {
                let ty = column_type(ty).map_err(|error| error.at_name(&name))?;
                columns.push(DatasetColumn { name, literal_type: Some(ty) });
            }
        }
    }
    open.pop();
    Ok(())
}

/// The type of the values of a column that may have nulls.
fn present(ty: &TypeDescriptor) -> &TypeDescriptor {
    match ty.plain() {
        TypeDescriptor::Optional(some) => present(some),
        ty => ty,
    }
}

fn column_type(ty: &TypeDescriptor) -> Result<LiteralType, ConversionError> {
    Ok(match present(ty) {
        TypeDescriptor::Integer => simple(SimpleType::Integer),
        TypeDescriptor::Float => simple(SimpleType::Float),
        TypeDescriptor::String | TypeDescriptor::Enum(_) => simple(SimpleType::String),
        TypeDescriptor::Boolean => simple(SimpleType::Boolean),
        TypeDescriptor::Datetime | TypeDescriptor::Date => simple(SimpleType::Datetime),
        TypeDescriptor::Duration => simple(SimpleType::Duration),
        TypeDescriptor::List(element) => collection(column_type(element)?),
        TypeDescriptor::Map(value) => map(column_type(value)?),
        other => return Err(ConversionError::new(format!("a column cannot be of the type {other}"))),
    })
}

/// The type of a column that is neither a list nor a map.
pub(crate) fn simple(ty: SimpleType) -> LiteralType {
    LiteralType { r#type: Some(Type::Simple(ty.into())), ..LiteralType::default() }
}

/// The type of a column of lists.
pub(crate) fn collection(element: LiteralType) -> LiteralType {
    LiteralType { r#type: Some(Type::CollectionType(Box::new(element))), ..LiteralType::default() }
}

/// The type of a column of maps.
pub(crate) fn map(value: LiteralType) -> LiteralType {
    LiteralType { r#type: Some(Type::MapValueType(Box::new(value))), ..LiteralType::default() }
}
