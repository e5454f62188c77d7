//! What a type says of a dataset.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_idl::core::literal_type::Type;
use flyte_idl::core::{LiteralType, SimpleType};

use crate::FlyteType;
use crate::types::dataset::declared::{collection, map, simple};
use crate::types::{Columns, DatasetType, FlyteSchema, StructuredDataset};

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Inner {
    c: Option<i64>,
    d: Vec<Option<String>>,
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Row {
    a: u8,
    #[flyte(rename = "a column")]
    renamed: f32,
    flag: bool,
    at: DateTime<Utc>,
    day: NaiveDate,
    span: TimeDelta,
    b: Inner,
    entries: BTreeMap<String, f64>,
}

fn columns(ty: &LiteralType) -> Vec<(String, LiteralType)> {
    let Some(Type::StructuredDatasetType(of)) = &ty.r#type else { panic!("{ty:?}") };
    of.columns.iter().map(|column| (column.name.clone(), column.literal_type.clone().unwrap())).collect()
}

#[test]
fn fields_are_columns_in_order_and_those_of_inner_structs_have_dotted_names() {
    let ty = <StructuredDataset<Row> as FlyteType>::TYPE;
    ty.registrable().unwrap();
    let expected = [
        ("a", simple(SimpleType::Integer)),
        ("a column", simple(SimpleType::Float)),
        ("flag", simple(SimpleType::Boolean)),
        ("at", simple(SimpleType::Datetime)),
        ("day", simple(SimpleType::Datetime)),
        ("span", simple(SimpleType::Duration)),
        ("b.c", simple(SimpleType::Integer)),
        ("b.d", collection(simple(SimpleType::String))),
        ("entries", map(simple(SimpleType::Float))),
    ];
    assert_eq!(columns(&ty.literal_type()), expected.map(|(name, ty)| (name.to_owned(), ty)));
}

struct Arrow;

impl Columns for Arrow {
    const DATASET: &'static DatasetType =
        &DatasetType::of_rows::<Inner>().in_format("feather").with_external_schema("arrow", b"c: int64");
}

#[test]
fn a_format_and_a_schema_stand_beside_the_columns() {
    let ty = <StructuredDataset<Arrow> as FlyteType>::TYPE.literal_type();
    assert_eq!(columns(&ty).len(), 2);
    let Some(Type::StructuredDatasetType(of)) = ty.r#type else { panic!("{ty:?}") };
    assert_eq!((of.format.as_str(), of.external_schema_type.as_str()), ("feather", "arrow"));
    assert_eq!(of.external_schema_bytes, b"c: int64");
    let fingerprint = <StructuredDataset<Arrow> as FlyteType>::TYPE.fingerprint();
    assert_ne!(fingerprint, <StructuredDataset<Inner> as FlyteType>::TYPE.fingerprint());
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Union {
    x: serde_json::Value,
}

#[derive(FlyteType)]
#[flyte(crate = crate)]
struct Endless {
    n: i64,
    more: Option<Box<Endless>>,
}

#[test]
fn what_cannot_be_a_column_is_refused_by_name() {
    let refused = <StructuredDataset<Union> as FlyteType>::TYPE.registrable().unwrap_err();
    assert_eq!(refused.to_string(), "at `x`: a column cannot be of the type dict");
    let refused = <StructuredDataset<Endless> as FlyteType>::TYPE.registrable().unwrap_err();
    assert!(refused.to_string().contains("`Endless` holds itself"), "{refused}");
    let refused = <FlyteSchema<Row> as FlyteType>::TYPE.registrable().unwrap_err();
    assert_eq!(refused.to_string(), "at `b.d`: a column of a FlyteSchema holds no lists and no maps");
}
