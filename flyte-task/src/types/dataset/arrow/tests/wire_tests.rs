//! Datasets as literals.

use std::collections::BTreeMap;

use serde_json::json;

use crate::FlyteType;
use crate::storage::Storage;
use crate::types::{
    AnyColumns, Columns, ConversionError, DatasetType, FlyteSchema, StructuredDataset, from_literal, hex,
    to_literal,
};

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Row {
    a: i64,
    l: Vec<String>,
    m: BTreeMap<String, f64>,
}

fn at<C: Columns>(uri: &str) -> StructuredDataset<C> {
    StructuredDataset::from_uri(uri)
}

fn read<T: FlyteType>(literal: &[u8]) -> Result<T, ConversionError> {
    from_literal(literal, &Storage::new())
}

// The bytes are `TypeEngine.to_literal(..).to_flyte_idl().SerializeToString().hex()` of flytekit 1.16.31 for
// `StructuredDataset(uri="s3://a/b")` as `Annotated[StructuredDataset, kwtypes(a=int, l=List[str], m=Dict[str, float])]`.
#[test]
fn a_dataset_has_flytekits_bytes() {
    let bytes =
        "0a2f422d0a0873333a2f2f612f6212210a1f0a070a0161120208010a090a016c12041a0208030a090a016d120422020802";
    let literal = to_literal(&at::<Row>("s3://a/b")).unwrap();
    assert_eq!(hex::from(&literal), bytes);
    let back: StructuredDataset<Row> = read(&literal).unwrap();
    assert_eq!((back.uri(), back.format(), back.columns().len()), (Some("s3://a/b"), "", 3));
}

struct Csv;

impl Columns for Csv {
    const DATASET: &'static DatasetType = &DatasetType::ANY.in_format("csv");
}

#[test]
fn an_input_goes_on_as_it_came_and_a_declared_format_counts_more_than_a_said_one() {
    let literal = to_literal(&at::<Row>("s3://a/b").with_format("orc")).unwrap();
    let input: StructuredDataset<Csv> = read(&literal).unwrap();
    assert_eq!(input.format(), "orc");
    assert_eq!(to_literal(&input.with_format("csv")).unwrap(), literal);
    let said: StructuredDataset =
        read(&to_literal(&at::<Csv>("s3://a/b").with_format("orc")).unwrap()).unwrap();
    assert_eq!(said.format(), "csv");
}

#[test]
fn the_older_kind_is_read_as_the_newer_one_and_the_other_way() {
    let ty = <FlyteSchema<Flat> as FlyteType>::TYPE;
    let schema = ty.literal_from_json(&json!("s3://a/b")).unwrap();
    let dataset: StructuredDataset = read(&schema).unwrap();
    assert_eq!((dataset.uri(), dataset.format(), dataset.columns().len()), (Some("s3://a/b"), "parquet", 2));
    assert_eq!(dataset.columns(), DatasetType::of_rows::<Flat>().columns().unwrap());
    let old: FlyteSchema<Flat> = read(&to_literal(&dataset).unwrap()).unwrap();
    assert_eq!(to_literal(&old).unwrap(), schema);
    assert_eq!(old.into_dataset().uri(), Some("s3://a/b"));
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Flat {
    a: i64,
    b: String,
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Held {
    dataset: StructuredDataset<Flat>,
    schema: FlyteSchema,
    none: Option<StructuredDataset>,
}

#[test]
fn inside_structs_only_place_and_format_are_told() {
    let ty = <Held as FlyteType>::TYPE;
    let value = json!({
        "dataset": {"uri": "s3://a/b", "file_format": "csv"},
        "schema": "s3://c",
        "none": null,
    });
    let literal = ty.literal_from_json(&value).unwrap();
    let held: Held = read(&literal).unwrap();
    assert_eq!((held.dataset.uri(), held.dataset.format()), (Some("s3://a/b"), "csv"));
    assert_eq!((held.schema.uri(), held.none.is_none()), (Some("s3://c"), true));
    assert_eq!(to_literal(&held).unwrap(), literal);
    let told = ty.json_from_literal(&literal, &Storage::new()).unwrap();
    assert_eq!(told["schema"], json!({"uri": "s3://c", "file_format": ""}));
}

#[test]
fn a_command_line_names_a_dataset_by_its_uri() {
    let ty = <StructuredDataset<Flat> as FlyteType>::TYPE;
    let read = |text: &str| {
        let literal = ty.literal_from_text(text).unwrap();
        ty.json_from_literal(&literal, &Storage::new()).unwrap()
    };
    // As it is known wherever the value goes.
    let here = std::path::absolute("data/table").unwrap();
    assert_eq!(read("data/table"), json!({"uri": here.to_str().unwrap(), "file_format": ""}));
    let whole = "{\"uri\": \"gs://a\", \"file_format\": \"parquet\"}";
    assert_eq!(read(whole), json!({"uri": "gs://a", "file_format": "parquet"}));
    for wrong in ["{}", "[1]", "7"] {
        let error = ty.literal_from_text(wrong).unwrap_err().to_string();
        assert!(error.starts_with("expected StructuredDataset: the URI at which it lies"), "{error}");
    }
}

#[test]
fn other_values_are_refused() {
    let refused = |literal: Vec<u8>| read::<StructuredDataset<AnyColumns>>(&literal).unwrap_err().to_string();
    assert_eq!(refused(to_literal(&1i64).unwrap()), "expected a dataset, found an integer");
    assert_eq!(refused(to_literal(&vec![1i64]).unwrap()), "expected a dataset, found a list");
    assert_eq!(
        refused(to_literal(&json!({"file_format": "csv", "x": [1]})).unwrap()),
        "expected a dataset, whose `uri` says where it lies, found none"
    );
    let packed: StructuredDataset =
        read(&to_literal(&json!({"x": {"y": 1}, "uri": "s3://a"})).unwrap()).unwrap();
    assert_eq!(packed.uri(), Some("s3://a"));
}
