//! Flyte's types as JSON, in the words of protobuf's JSON form; what callers do not count on is left out.

use flyte_idl::core::blob_type::BlobDimensionality;
use flyte_idl::core::literal_type::Type;
use flyte_idl::core::schema_type::SchemaColumn;
use flyte_idl::core::schema_type::schema_column::SchemaColumnType;
use flyte_idl::core::structured_dataset_type::DatasetColumn;
use flyte_idl::core::{
    BlobType, EnumType, LiteralType, SchemaType, SimpleType, StructuredDatasetType, TypeStructure, UnionType,
};
use flyte_idl::prost_types::{self, value::Kind};
use flyte_idl::value;
use serde_json::{Map, Value, json};

/// How deep types nest at most; Flyte's own types end long before.
const DEEPEST: usize = 64;

/// The type without annotations and all else that does not decide what passes for it.
pub(super) fn locked(ty: &LiteralType) -> LiteralType {
    let inner = |ty: &LiteralType| Box::new(locked(ty));
    let kind = ty.r#type.as_ref().map(|kind| match kind {
        Type::CollectionType(element) => Type::CollectionType(inner(element)),
        Type::MapValueType(value) => Type::MapValueType(inner(value)),
        Type::UnionType(union) => {
            Type::UnionType(UnionType { variants: union.variants.iter().map(locked).collect() })
        }
        Type::StructuredDatasetType(dataset) => Type::StructuredDatasetType(StructuredDatasetType {
            columns: dataset
                .columns
                .iter()
                .map(|column| DatasetColumn {
                    name: column.name.clone(),
                    literal_type: column.literal_type.as_ref().map(locked),
                })
                .collect(),
            format: dataset.format.clone(),
            ..StructuredDatasetType::default()
        }),
        other => other.clone(),
    });
    let tag = ty.structure.as_ref().map(|structure| structure.tag.clone()).filter(|tag| !tag.is_empty());
    LiteralType {
        r#type: kind,
        metadata: ty.metadata.clone(),
        structure: tag.map(|tag| TypeStructure { tag, ..TypeStructure::default() }),
        ..LiteralType::default()
    }
}

/// The JSON of a type that is [`locked`].
pub(super) fn write(ty: &LiteralType) -> Value {
    let (word, kind) = match &ty.r#type {
        None => return json!({}),
        Some(Type::Simple(simple)) => match SimpleType::try_from(*simple) {
            Ok(known) => ("simple", Value::from(known.as_str_name())),
            Err(_) => ("simple", Value::from(*simple)),
        },
        Some(Type::CollectionType(element)) => ("collectionType", write(element)),
        Some(Type::MapValueType(value)) => ("mapValueType", write(value)),
        Some(Type::UnionType(union)) => {
            ("unionType", json!({ "variants": union.variants.iter().map(write).collect::<Vec<_>>() }))
        }
        Some(Type::EnumType(of)) => ("enumType", json!({ "values": of.values })),
        Some(Type::Blob(blob)) => {
            ("blob", json!({ "format": blob.format, "dimensionality": blob.dimensionality().as_str_name() }))
        }
        Some(Type::StructuredDatasetType(dataset)) => {
            let column = |column: &DatasetColumn| json!({ "name": column.name, "literalType": column.literal_type.as_ref().map(write) });
            let columns: Vec<_> = dataset.columns.iter().map(column).collect();
            ("structuredDatasetType", json!({ "format": dataset.format, "columns": columns }))
        }
        Some(Type::Schema(schema)) => {
            let column =
                |column: &SchemaColumn| json!({ "name": column.name, "type": column.r#type().as_str_name() });
            ("schema", json!({ "columns": schema.columns.iter().map(column).collect::<Vec<_>>() }))
        }
    };
    let mut json = Map::from_iter([(word.to_owned(), kind)]);
    if let Some(structure) = &ty.structure {
        json.insert("structure".to_owned(), json!({ "tag": structure.tag }));
    }
    if let Some(metadata) = &ty.metadata {
        json.insert("metadata".to_owned(), struct_json(metadata));
    }
    Value::Object(json)
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// What of it is not a type.
pub(super) fn read(json: &Value) -> Result<LiteralType, String> {
    read_within(json, 0)
}

fn read_within(json: &Value, depth: usize) -> Result<LiteralType, String> {
    if depth > DEEPEST {
        return Err(format!("a type nests deeper than {DEEPEST}"));
    }
    let inner = |json: &Value| read_within(json, depth + 1);
    let object = json.as_object().ok_or_else(|| format!("a type must be an object, found {json}"))?;
    let mut ty = LiteralType::default();
    for (word, value) in object {
        match word.as_str() {
            "structure" => {
                let tag = text(value, "tag")?;
                ty.structure = Some(TypeStructure { tag, ..TypeStructure::default() });
            }
            "metadata" => ty.metadata = Some(struct_message(value)?),
            _ if ty.r#type.is_some() => return Err(format!("a type is one thing, found `{word}` as well")),
            "simple" => ty.r#type = Some(Type::Simple(simple(value)?)),
            "collectionType" => ty.r#type = Some(Type::CollectionType(Box::new(inner(value)?))),
            "mapValueType" => ty.r#type = Some(Type::MapValueType(Box::new(inner(value)?))),
            "unionType" => {
                let variants = list(value, "variants")?.iter().map(inner).collect::<Result<_, _>>()?;
                ty.r#type = Some(Type::UnionType(UnionType { variants }));
            }
            "enumType" => {
                let values = list(value, "values")?.iter().map(|value| {
                    value.as_str().map(str::to_owned).ok_or_else(|| format!("{value} is no value of an enum"))
                });
                ty.r#type = Some(Type::EnumType(EnumType { values: values.collect::<Result<_, _>>()? }));
            }
            "blob" => {
                let dimensionality = text(value, "dimensionality")?;
                let dimensionality = BlobDimensionality::from_str_name(&dimensionality)
                    .ok_or_else(|| format!("`{dimensionality}` is no dimensionality"))?;
                ty.r#type = Some(Type::Blob(BlobType {
                    format: text(value, "format")?,
                    dimensionality: dimensionality.into(),
                }));
            }
            "structuredDatasetType" => {
                let columns = list(value, "columns")?.iter().map(|column| {
                    let literal_type = match column.get("literalType") {
                        None | Some(Value::Null) => None,
                        Some(ty) => Some(inner(ty)?),
                    };
                    Ok(DatasetColumn { name: text(column, "name")?, literal_type })
                });
                ty.r#type = Some(Type::StructuredDatasetType(StructuredDatasetType {
                    columns: columns.collect::<Result<_, String>>()?,
                    format: text(value, "format")?,
                    ..StructuredDatasetType::default()
                }));
            }
            "schema" => {
                let columns = list(value, "columns")?.iter().map(|column| {
                    let word = text(column, "type")?;
                    let of = SchemaColumnType::from_str_name(&word)
                        .ok_or_else(|| format!("`{word}` is no type of a column"))?;
                    Ok(SchemaColumn { name: text(column, "name")?, r#type: of.into() })
                });
                ty.r#type =
                    Some(Type::Schema(SchemaType { columns: columns.collect::<Result<_, String>>()? }));
            }
            other => return Err(format!("`{other}` is no part of a type")),
        }
    }
    Ok(ty)
}

fn simple(value: &Value) -> Result<i32, String> {
    let known = value.as_str().and_then(SimpleType::from_str_name).map(i32::from);
    // A newer Flyte may know more; its number stands for it.
    let number = || value.as_i64().and_then(|number| i32::try_from(number).ok());
    known.or_else(number).ok_or_else(|| format!("{value} is no simple type"))
}

fn text(value: &Value, word: &str) -> Result<String, String> {
    let text = value.get(word).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| format!("`{word}` must be a string"))
}

fn list<'a>(value: &'a Value, word: &str) -> Result<&'a Vec<Value>, String> {
    value.get(word).and_then(Value::as_array).ok_or_else(|| format!("`{word}` must be a list"))
}

fn struct_json(of: &prost_types::Struct) -> Value {
    Value::Object(of.fields.iter().map(|(name, value)| (name.clone(), value_json(value))).collect())
}

fn value_json(of: &prost_types::Value) -> Value {
    match &of.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::BoolValue(value)) => Value::Bool(*value),
        Some(Kind::NumberValue(number)) => json!(number),
        Some(Kind::StringValue(text)) => Value::from(text.as_str()),
        Some(Kind::ListValue(list)) => list.values.iter().map(value_json).collect(),
        Some(Kind::StructValue(of)) => struct_json(of),
    }
}

fn struct_message(json: &Value) -> Result<prost_types::Struct, String> {
    let object = json.as_object().ok_or_else(|| "`metadata` must be an object".to_owned())?;
    Ok(value::structure(object.iter().map(|(name, value)| (name.clone(), message(value)))))
}

fn message(json: &Value) -> prost_types::Value {
    match json {
        Value::Null => value::null(),
        Value::Bool(boolean) => value::boolean(*boolean),
        // A Struct has no numbers but floats, and none that is not finite comes from JSON.
        Value::Number(number) => value::number(number.as_f64().unwrap_or_default()),
        Value::String(text) => value::string(text.as_str()),
        Value::Array(items) => value::list(items.iter().map(message)),
        Value::Object(entries) => {
            value::object(entries.iter().map(|(name, value)| (name.clone(), message(value))))
        }
    }
}
