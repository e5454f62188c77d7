//! Makes literal types, and writes them as a user reads them in a table.

use std::fmt;

use prost_types::Struct;

use crate::core::blob_type::BlobDimensionality;
use crate::core::literal_type::Type;
use crate::core::schema_type::schema_column::SchemaColumnType;
use crate::core::{
    BlobType, EnumType, LiteralType, SchemaType, SimpleType, StructuredDatasetType, TypeAnnotation,
    TypeStructure, UnionType,
};
use crate::value;

/// Constructors.
impl LiteralType {
    /// Returns a type without parameters.
    ///
    /// ```
    /// use flyte_idl::core::{LiteralType, SimpleType};
    ///
    /// let scores = LiteralType::map_of(LiteralType::simple(SimpleType::Float));
    /// assert_eq!(scores.to_string(), "dict[str, float]");
    /// ```
    pub fn simple(simple: SimpleType) -> Self {
        Self::of(Type::Simple(simple.into()))
    }

    /// Returns the type of a list.
    pub fn collection_of(element: Self) -> Self {
        Self::of(Type::CollectionType(Box::new(element)))
    }

    /// Returns the type of a map from strings.
    pub fn map_of(value: Self) -> Self {
        Self::of(Type::MapValueType(Box::new(value)))
    }

    /// Returns the type of a value that is of one of the given types, in the given order.
    ///
    /// Readers tell variants apart by the tags in their structures; see [`with_tag`](Self::with_tag).
    pub fn union_of(variants: impl IntoIterator<Item = Self>) -> Self {
        Self::of(Type::UnionType(UnionType { variants: variants.into_iter().collect() }))
    }

    /// Returns the type of a value that may be absent: a union with the tagged type of `None`.
    ///
    /// The present variant keeps the tag it has; give it one.
    pub fn optional(present: Self) -> Self {
        Self::union_of([present, Self::simple(SimpleType::None).with_tag("none")])
    }

    /// Returns the type of a file or, with [`BlobDimensionality::Multipart`], of a directory.
    pub fn blob(format: impl Into<String>, dimensionality: BlobDimensionality) -> Self {
        Self::of(Type::Blob(BlobType { format: format.into(), dimensionality: dimensionality.into() }))
    }

    /// Returns the type of a string that is one of the given ones; the first is the default.
    pub fn enumeration<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self::of(Type::EnumType(EnumType { values: values.into_iter().map(Into::into).collect() }))
    }

    /// Returns the type of a table.
    pub fn structured_dataset(dataset: StructuredDatasetType) -> Self {
        Self::of(Type::StructuredDatasetType(dataset))
    }

    /// Returns the type with metadata, for a structured value its JSON schema.
    pub fn with_metadata(mut self, metadata: Struct) -> Self {
        self.metadata = Some(metadata);
        self
    }

    /// Returns the type with annotations, which users and plugins may read.
    pub fn with_annotation(mut self, annotations: Struct) -> Self {
        self.annotation = Some(TypeAnnotation { annotations: Some(annotations) });
        self
    }

    /// Returns the type with that structure, in place of any that it has.
    pub fn with_structure(mut self, structure: TypeStructure) -> Self {
        self.structure = Some(structure);
        self
    }

    /// Returns the type as a variant of a union, known by that tag; any structure it has is replaced, as flytekit does.
    pub fn with_tag(self, tag: impl Into<String>) -> Self {
        self.with_structure(TypeStructure { tag: tag.into(), ..Default::default() })
    }

    fn of(r#type: Type) -> Self {
        Self { r#type: Some(r#type), ..Self::default() }
    }
}

/// Writes the type in Python's words where it has some: `list[int]`, `dict[str, float]`, `file[csv]`, `struct Point`.
impl fmt::Display for LiteralType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.r#type {
            None => f.write_str("unknown"),
            Some(Type::Simple(simple)) => match SimpleType::try_from(*simple) {
                Ok(SimpleType::Struct) => match self.title() {
                    Some(title) => write!(f, "struct {title}"),
                    None => f.write_str("struct"),
                },
                Ok(simple) => f.write_str(simple_word(simple)),
                Err(_) => write!(f, "unknown ({simple})"),
            },
            Some(Type::CollectionType(element)) => write!(f, "list[{element}]"),
            Some(Type::MapValueType(value)) => write!(f, "dict[str, {value}]"),
            Some(Type::Blob(blob)) => write_blob(f, blob),
            Some(Type::EnumType(one)) => write!(f, "enum[{}]", one.values.join(", ")),
            Some(Type::UnionType(union)) => {
                f.write_str("union")?;
                write_list(f, union.variants.iter().map(ToString::to_string))
            }
            Some(Type::StructuredDatasetType(dataset)) => write_dataset(f, dataset),
            Some(Type::Schema(schema)) => write_schema(f, schema),
        }
    }
}

impl LiteralType {
    /// The name of a structured type, as its JSON schema has it.
    fn title(&self) -> Option<&str> {
        let fields = &self.metadata.as_ref()?.fields;
        if let Some(title) = fields.get("title").and_then(value::as_str) {
            return Some(title);
        }
        // Older schemas name a definition instead: "#/definitions/Point".
        let definition = fields.get("$ref").and_then(value::as_str)?;
        definition.rsplit('/').next()
    }
}

fn simple_word(simple: SimpleType) -> &'static str {
    match simple {
        SimpleType::None => "none",
        SimpleType::Integer => "int",
        SimpleType::Float => "float",
        SimpleType::String => "str",
        SimpleType::Boolean => "bool",
        SimpleType::Datetime => "datetime",
        SimpleType::Duration => "duration",
        SimpleType::Binary => "binary",
        SimpleType::Error => "error",
        SimpleType::Struct => "struct",
    }
}

fn write_blob(f: &mut fmt::Formatter<'_>, blob: &BlobType) -> fmt::Result {
    f.write_str(match blob.dimensionality() {
        BlobDimensionality::Single => "file",
        BlobDimensionality::Multipart => "directory",
    })?;
    if blob.format.is_empty() { Ok(()) } else { write!(f, "[{}]", blob.format) }
}

fn write_dataset(f: &mut fmt::Formatter<'_>, dataset: &StructuredDatasetType) -> fmt::Result {
    f.write_str("dataframe")?;
    let format = Some(dataset.format.clone()).filter(|format| !format.is_empty());
    let columns = dataset.columns.iter().map(|column| match &column.literal_type {
        Some(r#type) => format!("{}: {type}", column.name),
        None => column.name.clone(),
    });
    let parts: Vec<_> = format.into_iter().chain(columns).collect();
    if parts.is_empty() { Ok(()) } else { write_list(f, parts) }
}

fn write_schema(f: &mut fmt::Formatter<'_>, schema: &SchemaType) -> fmt::Result {
    f.write_str("schema")?;
    let columns = schema.columns.iter().map(|column| {
        let word = match column.r#type() {
            SchemaColumnType::Integer => "int",
            SchemaColumnType::Float => "float",
            SchemaColumnType::String => "str",
            SchemaColumnType::Boolean => "bool",
            SchemaColumnType::Datetime => "datetime",
            SchemaColumnType::Duration => "duration",
        };
        format!("{}: {word}", column.name)
    });
    if schema.columns.is_empty() { Ok(()) } else { write_list(f, columns) }
}

fn write_list(f: &mut fmt::Formatter<'_>, parts: impl IntoIterator<Item = String>) -> fmt::Result {
    let parts: Vec<_> = parts.into_iter().collect();
    write!(f, "[{}]", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::core::schema_type::SchemaColumn;
    use crate::core::structured_dataset_type::DatasetColumn;

    fn int() -> LiteralType {
        LiteralType::simple(SimpleType::Integer)
    }

    #[test]
    fn types_are_written_as_a_user_reads_them() {
        let float = LiteralType::simple(SimpleType::Float);
        let point = value::structure([("title", value::string("Point"))]);
        let older = value::structure([("$ref", value::string("#/definitions/Point"))]);
        let column = DatasetColumn { name: "age".to_owned(), literal_type: Some(int()) };
        let table = StructuredDatasetType {
            format: "parquet".to_owned(),
            columns: vec![column],
            ..StructuredDatasetType::default()
        };
        let column = SchemaColumn { name: "x".to_owned(), r#type: SchemaColumnType::Boolean.into() };
        let schema = LiteralType::of(Type::Schema(SchemaType { columns: vec![column] }));
        let cases = [
            (int(), "int"),
            (LiteralType::simple(SimpleType::Duration), "duration"),
            (LiteralType::collection_of(LiteralType::collection_of(int())), "list[list[int]]"),
            (LiteralType::map_of(float), "dict[str, float]"),
            (LiteralType::optional(int().with_tag("int")), "union[int, none]"),
            (LiteralType::enumeration(["a", "b"]), "enum[a, b]"),
            (LiteralType::blob("", BlobDimensionality::Single), "file"),
            (LiteralType::blob("csv", BlobDimensionality::Single), "file[csv]"),
            (LiteralType::blob("", BlobDimensionality::Multipart), "directory"),
            (LiteralType::simple(SimpleType::Struct), "struct"),
            (LiteralType::simple(SimpleType::Struct).with_metadata(point), "struct Point"),
            (LiteralType::simple(SimpleType::Struct).with_metadata(older), "struct Point"),
            (LiteralType::structured_dataset(StructuredDatasetType::default()), "dataframe"),
            (LiteralType::structured_dataset(table), "dataframe[parquet, age: int]"),
            (schema, "schema[x: bool]"),
            (LiteralType::default(), "unknown"),
            (LiteralType::of(Type::Simple(99)), "unknown (99)"),
        ];
        for (r#type, text) in cases {
            assert_eq!(r#type.to_string(), text);
        }
    }

    // types_pb2.LiteralType(...).SerializeToString(deterministic=True).hex() of flyteidl 1.16.8.
    #[test]
    fn bytes_are_those_of_flyteidl() {
        let hex = |r#type: &LiteralType| -> String {
            r#type.encode_to_vec().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
        };
        assert_eq!(hex(&LiteralType::simple(SimpleType::None)), "0800");
        assert_eq!(hex(&LiteralType::blob("", BlobDimensionality::Single)), "2a00");
        assert_eq!(hex(&LiteralType::structured_dataset(StructuredDatasetType::default())), "4200");
        assert_eq!(
            hex(&LiteralType::optional(int().with_tag("int"))),
            "52170a0908015a050a03696e740a0a08005a060a046e6f6e65"
        );
    }
}
