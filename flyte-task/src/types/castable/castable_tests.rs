//! Each rule of castability, on messages and on types of Rust.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use flyte_idl::core::blob_type::BlobDimensionality;
use flyte_idl::core::literal_type::Type;
use flyte_idl::core::schema_type::SchemaColumn;
use flyte_idl::core::schema_type::schema_column::SchemaColumnType;
use flyte_idl::core::structured_dataset_type::DatasetColumn;
use flyte_idl::core::{LiteralType, SchemaType, SimpleType, StructuredDatasetType};
use flyte_idl::prost_types::Value;
use flyte_idl::value;

use super::castable;
use crate::types::{FlyteType, TypeDescriptor};

fn simple(simple: SimpleType) -> LiteralType {
    LiteralType::simple(simple)
}

fn int() -> LiteralType {
    simple(SimpleType::Integer)
}

fn string() -> LiteralType {
    simple(SimpleType::String)
}

fn none() -> LiteralType {
    simple(SimpleType::None)
}

fn both_ways(a: &LiteralType, b: &LiteralType) -> (bool, bool) {
    (castable(a, b), castable(b, a))
}

#[test]
fn simple_types_pass_for_themselves_alone() {
    let simples = [
        SimpleType::None,
        SimpleType::Integer,
        SimpleType::Float,
        SimpleType::String,
        SimpleType::Boolean,
        SimpleType::Datetime,
        SimpleType::Duration,
        SimpleType::Binary,
        SimpleType::Error,
        SimpleType::Struct,
    ];
    for from in simples {
        for to in simples {
            assert_eq!(castable(&simple(from), &simple(to)), from == to, "{from:?} to {to:?}");
        }
    }
    // An interface that says nothing of a type takes nothing but the same.
    assert_eq!(both_ways(&LiteralType::default(), &int()), (false, false));
}

#[test]
fn metadata_and_annotations_do_not_count() {
    let noted = int()
        .with_metadata(value::structure([("a", value::null())]))
        .with_annotation(value::structure([("b", value::null())]));
    assert_eq!(both_ways(&noted, &int()), (true, true));
}

#[test]
fn enums_are_strings_and_strings_may_be_enums() {
    let (ab, ba) = (LiteralType::enumeration(["a", "b"]), LiteralType::enumeration(["b", "a"]));
    assert_eq!(both_ways(&ab, &string()), (true, true));
    assert_eq!(both_ways(&ab, &ab.clone()), (true, true));
    assert_eq!(both_ways(&ab, &ba), (false, false));
    assert_eq!(both_ways(&ab, &int()), (false, false));
    assert_eq!(both_ways(&ab, &none()), (false, false));
}

#[test]
fn a_tag_fits_only_its_like() {
    let (tagged, other) = (int().with_tag("int"), int().with_tag("other"));
    assert_eq!(both_ways(&tagged, &other), (false, false));
    assert!(castable(&int(), &tagged));
    assert!(!castable(&tagged, &int()));
    // Enums and strings are compared before tags are.
    assert!(castable(&LiteralType::enumeration(["a"]).with_tag("x"), &string().with_tag("y")));
}

fn object(title: &str, properties: &[(&str, Value)], required: &[&str]) -> Value {
    value::object([
        ("type", value::string("object")),
        ("title", value::string(title)),
        ("properties", value::object(properties.iter().cloned())),
        ("required", value::list(required.iter().map(|name| value::string(*name)))),
    ])
}

fn described(schema: Value) -> LiteralType {
    let schema = value::as_struct(&schema).cloned().unwrap_or_default();
    simple(SimpleType::Struct).with_metadata(schema)
}

fn of_type(name: &str) -> Value {
    value::object([("type", value::string(name))])
}

#[test]
fn a_struct_without_a_schema_fits_every_struct() {
    let point = described(object("Point", &[("x", of_type("integer"))], &["x"]));
    assert_eq!(both_ways(&point, &simple(SimpleType::Struct)), (true, true));
    assert_eq!(both_ways(&point, &simple(SimpleType::Binary)), (false, false));
}

#[test]
fn a_struct_with_more_passes_for_one_with_less() {
    let x = ("x", of_type("integer"));
    let parent = described(object("Parent", std::slice::from_ref(&x), &["x"]));
    let child = described(object("Child", &[x.clone(), ("y", of_type("number"))], &["x", "y"]));
    assert_eq!(both_ways(&child, &parent), (true, false));
    // That the field has a default makes no difference to Flyte.
    let lenient = described(object("Lenient", &[x.clone(), ("y", of_type("number"))], &["x"]));
    assert_eq!(both_ways(&lenient, &parent), (true, false));
    let needless = described(object("Needless", std::slice::from_ref(&x), &[]));
    assert_eq!(both_ways(&needless, &parent), (true, true));
    let other = described(object("Parent", &[("x", of_type("number"))], &["x"]));
    assert_eq!(both_ways(&other, &parent), (false, false));
    let renamed = described(object("Renamed", &[x], &["x"]));
    assert_eq!(both_ways(&renamed, &parent), (true, true));
}

#[test]
fn parts_of_structs_are_compared_as_well() {
    let day = value::object([("type", value::string("string")), ("format", value::string("date"))]);
    let inner = |name: &str| object("Inner", &[(name, of_type("integer"))], &[name]);
    let list = |of: Value| value::object([("type", value::string("array")), ("items", of)]);
    let option = |of: Value| value::object([("anyOf", value::list([of, of_type("null")]))]);
    let words = |words: &[&str]| {
        value::object([("enum", value::list(words.iter().map(|word| value::string(*word))))])
    };
    let cases = [
        (inner("a"), inner("a"), true),
        (inner("a"), inner("b"), false),
        (list(inner("a")), list(inner("a")), true),
        (list(inner("a")), list(inner("b")), false),
        (list(inner("a")), inner("a"), false),
        (inner("a"), option(inner("a")), true),
        (option(inner("a")), inner("a"), false),
        (option(of_type("integer")), option(of_type("integer")), true),
        (option(of_type("integer")), option(of_type("string")), false),
        (day.clone(), of_type("string"), true),
        (of_type("string"), day, false),
        (words(&["a"]), words(&["a", "b"]), true),
        (words(&["a", "b"]), words(&["a"]), false),
        (of_type("string"), words(&["a"]), false),
    ];
    for (given, wanted, fits) in cases {
        let from = described(object("T", &[("p", given.clone())], &["p"]));
        // Another title, so that the schemas are never equal.
        let to = described(object("U", &[("p", wanted.clone())], &["p"]));
        assert_eq!(castable(&from, &to), fits, "{given:?} to {wanted:?}");
    }
}

#[test]
fn older_schemas_refer_to_their_definitions() {
    let older = |properties: &[(&str, Value)]| {
        described(value::object([
            ("$ref", value::string("#/definitions/T")),
            ("definitions", value::object([("T", object("T", properties, &["x"]))])),
        ]))
    };
    let x = ("x", of_type("integer"));
    let plain = described(object("T", std::slice::from_ref(&x), &["x"]));
    assert_eq!(both_ways(&older(std::slice::from_ref(&x)), &plain), (true, true));
    let other = older(&[("x", of_type("string"))]);
    assert_eq!(both_ways(&other, &plain), (false, false));
    // One that refers to itself ends, too.
    let itself = |title| {
        let itself = value::object([("$ref", value::string("#/definitions/T"))]);
        described(value::object([
            ("$ref", value::string("#/definitions/T")),
            ("definitions", value::object([("T", object(title, &[("next", itself)], &["next"]))])),
        ]))
    };
    assert_eq!(both_ways(&itself("A"), &itself("B")), (true, true));
}

#[test]
fn lists_and_maps_fit_by_their_elements() {
    for of in [LiteralType::collection_of, LiteralType::map_of] {
        assert!(castable(&of(int()), &of(int())));
        assert_eq!(both_ways(&of(int()), &of(string())), (false, false));
        assert_eq!(both_ways(&of(int()), &int()), (false, false));
        assert_eq!(both_ways(&of(of(int())), &of(int())), (false, false));
        // What an empty literal holds is none.
        assert_eq!(both_ways(&of(none()), &of(of(int()))), (true, false));
        assert!(castable(&of(LiteralType::enumeration(["a"])), &of(string())));
        assert_eq!(both_ways(&of(int()), &of(LiteralType::optional(int().with_tag("int")))), (true, false));
    }
    assert_eq!(both_ways(&LiteralType::collection_of(int()), &LiteralType::map_of(int())), (false, false));
}

#[test]
fn files_fit_by_their_formats() {
    let blob = LiteralType::blob;
    let (file, folder) = (BlobDimensionality::Single, BlobDimensionality::Multipart);
    assert_eq!(both_ways(&blob("csv", file), &blob("csv", file)), (true, true));
    assert_eq!(both_ways(&blob("csv", file), &blob("", file)), (true, true));
    assert_eq!(both_ways(&blob("csv", file), &blob("CSV", file)), (false, false));
    assert_eq!(both_ways(&blob("csv", file), &blob("csv", folder)), (true, true));
    assert_eq!(both_ways(&blob("", file), &none()), (false, false));
    assert_eq!(both_ways(&blob("", file), &string()), (false, false));
}

fn dataset(format: &str, columns: &[(&str, SimpleType)]) -> LiteralType {
    LiteralType::structured_dataset(StructuredDatasetType {
        format: format.to_owned(),
        columns: columns
            .iter()
            .map(|(name, of)| DatasetColumn { name: (*name).to_owned(), literal_type: Some(simple(*of)) })
            .collect(),
        ..StructuredDatasetType::default()
    })
}

fn schema(columns: &[(&str, SchemaColumnType)]) -> LiteralType {
    let column = |(name, of): &(&str, SchemaColumnType)| SchemaColumn {
        name: (*name).to_owned(),
        r#type: (*of).into(),
    };
    let columns = columns.iter().map(column).collect();
    LiteralType { r#type: Some(Type::Schema(SchemaType { columns })), ..LiteralType::default() }
}

#[test]
fn tables_fit_by_format_and_columns() {
    let (a, b) = (("a", SimpleType::Integer), ("b", SimpleType::String));
    assert_eq!(both_ways(&dataset("parquet", &[]), &dataset("PARQUET", &[])), (true, true));
    assert_eq!(both_ways(&dataset("parquet", &[]), &dataset("csv", &[])), (false, false));
    assert_eq!(both_ways(&dataset("parquet", &[]), &dataset("", &[])), (true, true));
    assert_eq!(both_ways(&dataset("", &[a, b]), &dataset("", &[b])), (true, false));
    assert_eq!(both_ways(&dataset("", &[a, b]), &dataset("", &[b, a])), (true, true));
    assert_eq!(both_ways(&dataset("", &[a]), &dataset("", &[])), (true, true));
    assert_eq!(both_ways(&dataset("", &[a]), &dataset("", &[("a", SimpleType::Float)])), (false, false));
    assert_eq!(both_ways(&none(), &dataset("", &[a])), (true, false));
    assert_eq!(both_ways(&string(), &dataset("", &[])), (false, false));
}

#[test]
fn schemas_and_tables_pass_for_each_other() {
    let columns = [
        ("i", SchemaColumnType::Integer, SimpleType::Integer),
        ("f", SchemaColumnType::Float, SimpleType::Float),
        ("s", SchemaColumnType::String, SimpleType::String),
        ("b", SchemaColumnType::Boolean, SimpleType::Boolean),
        ("t", SchemaColumnType::Datetime, SimpleType::Datetime),
        ("d", SchemaColumnType::Duration, SimpleType::Duration),
    ];
    let (old, new): (Vec<_>, Vec<_>) =
        columns.iter().map(|(name, old, new)| ((*name, *old), (*name, *new))).unzip();
    assert_eq!(both_ways(&schema(&old), &dataset("", &new)), (true, true));
    assert_eq!(both_ways(&schema(&old), &dataset("Parquet", &new)), (true, true));
    assert_eq!(both_ways(&schema(&old), &dataset("csv", &new)), (false, false));
    assert_eq!(both_ways(&schema(&old), &dataset("", &new[..2])), (true, false));
    assert_eq!(both_ways(&schema(&old), &dataset("", &[("i", SimpleType::Float)])), (false, false));
    assert_eq!(both_ways(&schema(&old), &schema(&old[..2])), (true, false));
    assert_eq!(both_ways(&schema(&old), &schema(&[])), (true, true));
    assert_eq!(both_ways(&schema(&old), &schema(&[("i", SchemaColumnType::Float)])), (false, false));
    assert_eq!(both_ways(&schema(&[]), &none()), (false, false));
}

#[test]
fn unions_take_what_fits_one_variant() {
    let union = |variants: &[LiteralType]| LiteralType::union_of(variants.iter().cloned());
    let (tagged_int, tagged_str) = (int().with_tag("int"), string().with_tag("str"));
    let either = union(&[tagged_int.clone(), tagged_str.clone()]);
    assert_eq!(both_ways(&int(), &either), (true, false));
    assert_eq!(both_ways(&simple(SimpleType::Float), &either), (false, false));
    // Of two variants that would do, none is chosen.
    let enums = union(&[LiteralType::enumeration(["a"]).with_tag("e"), tagged_str.clone()]);
    assert!(!castable(&string(), &enums));
    // All that may come must fit.
    let more = union(&[tagged_int.clone(), tagged_str.clone(), none().with_tag("none")]);
    assert_eq!(both_ways(&either, &more), (true, false));
    assert_eq!(both_ways(&either, &union(&[tagged_str.clone(), tagged_int.clone()])), (true, true));
    // A union of one variant is that variant, too.
    assert!(castable(&union(&[int()]), &int()));
    assert!(castable(&union(std::slice::from_ref(&tagged_int)), &either));
    assert!(!castable(&union(&[tagged_int]), &int()));
    assert_eq!(both_ways(&union(&[]), &int()), (false, false));
}

/// The cases that Flyte's compiler itself is tested by (`typing_test.go`), under their names there.
#[test]
fn flytes_own_cases_hold() {
    let union = |variants: &[LiteralType]| LiteralType::union_of(variants.iter().cloned());
    let (list, map) = (LiteralType::collection_of, LiteralType::map_of);
    let tagged = |of: LiteralType, tag: &str| of.with_tag(tag);
    let float = || simple(SimpleType::Float);
    let part = |name: &str, of: &str| object(name, &[("p", of_type(of))], &["p"]);
    let nested = |name: &str, field: &str, of: Value| described(object(name, &[(field, of)], &[field]));
    let a = ("a", of_type("integer"));
    let b = ("b", value::object([("anyOf", value::list([of_type("string"), of_type("null")]))]));
    let small = described(object("A", std::slice::from_ref(&a), &["a"]));
    let big = described(object("B", &[a, b], &["a", "b"]));
    let cases = [
        ("VoidToInteger", none(), int(), false),
        ("StringToUnionUnambiguously", string(), union(&[tagged(string(), "str"), int()]), true),
        ("StringToUnionAmbiguously", string(), union(&[string(), tagged(string(), "other")]), false),
        ("UnionToUnionSuperset", union(&[int(), string()]), union(&[string(), float(), int()]), true),
        (
            "UnionToUnionTagMismatch",
            union(&[tagged(int(), "A"), tagged(string(), "B")]),
            union(&[tagged(int(), "A"), tagged(string(), "C")]),
            false,
        ),
        ("UnionToUnionTypeMismatch", union(&[int(), string()]), union(&[int(), float()]), false),
        ("SingularUnionToUnderlyingType", union(&[int()]), int(), true),
        ("Empty collection", list(none()), list(int()), true),
        ("MismatchedNestLevels_Scalar", list(int()), int(), false),
        ("MismatchedNestLevels_Collections", list(int()), list(list(int())), false),
        ("Nullable_Collections", none(), list(list(int())), false),
        ("ScalarIntegerMapToScalarFloatMap", map(int()), map(float()), false),
        ("ScalarStructToStruct", simple(SimpleType::Struct), simple(SimpleType::Struct), true),
        (
            "DiffDataclassTwoLevel",
            nested("B", "b", part("A", "integer")),
            nested("D", "d", part("C", "string")),
            false,
        ),
        ("BigToSmallAndChildToParent", big.clone(), small.clone(), true),
        ("SmallToBigAndParentToChild", small, big, false),
        ("MismatchedMapNestLevels_Maps", map(int()), map(map(int())), false),
        ("SchemasAreNullable", none(), schema(&[("a", SchemaColumnType::Integer)]), false),
        ("StructuredDatasetsAreNullable", none(), dataset("", &[("a", SimpleType::Integer)]), true),
        ("BlobsAreNullable", none(), LiteralType::blob("", BlobDimensionality::Single), false),
    ];
    for (name, from, to, fits) in cases {
        assert_eq!(castable(&from, &to), fits, "{name}");
    }
}

#[test]
fn a_union_of_one_variant_is_its_variant_only_where_it_stands_alone() {
    let one = LiteralType::union_of([int()]);
    assert!(castable(&one, &int()));
    for of in [LiteralType::collection_of, LiteralType::map_of] {
        assert_eq!(both_ways(&of(one.clone()), &of(int())), (false, true));
        // Into a union each variant is compared as it stands alone.
        assert!(castable(&of(one.clone()), &of(LiteralType::union_of([int(), string()]))));
        assert!(castable(&LiteralType::union_of([of(int())]), &of(int())));
        assert!(!castable(&LiteralType::union_of([of(one.clone())]), &of(int())));
    }
    let column = |of: &LiteralType| {
        let column = DatasetColumn { name: "a".to_owned(), literal_type: Some(of.clone()) };
        let columns = vec![column];
        LiteralType::structured_dataset(StructuredDatasetType { columns, ..StructuredDatasetType::default() })
    };
    assert_eq!(both_ways(&column(&one), &column(&int())), (false, true));
}

#[derive(crate::FlyteType)]
#[flyte(crate = crate)]
struct Point {
    x: i64,
    y: i64,
}

#[derive(crate::FlyteType)]
#[flyte(crate = crate)]
struct Spot {
    x: i64,
    y: i64,
    #[flyte(default = "here")]
    name: String,
}

#[derive(crate::FlyteType)]
#[flyte(crate = crate)]
enum Color {
    Red,
    Green,
}

#[derive(crate::FlyteType)]
#[flyte(crate = crate)]
enum Either {
    Number(i64),
    Text(String),
}

#[test]
fn types_of_rust_follow_the_same_rules() {
    let cases: [(&TypeDescriptor, &TypeDescriptor, bool); 20] = [
        (u8::TYPE, i64::TYPE, true),
        (i64::TYPE, f64::TYPE, false),
        (i64::TYPE, bool::TYPE, false),
        (<DateTime<Utc>>::TYPE, NaiveDate::TYPE, true),
        (TimeDelta::TYPE, i64::TYPE, false),
        (Color::TYPE, String::TYPE, true),
        (String::TYPE, Color::TYPE, true),
        (<Vec<i64>>::TYPE, <Vec<Option<i64>>>::TYPE, true),
        (<Vec<Option<i64>>>::TYPE, <Vec<i64>>::TYPE, false),
        (<BTreeMap<String, i64>>::TYPE, <HashMap<String, i64>>::TYPE, true),
        (<BTreeMap<String, i64>>::TYPE, <BTreeMap<i64, i64>>::TYPE, false),
        // An untyped dict takes any struct, and gives one.
        (Point::TYPE, serde_json::Value::TYPE, true),
        (serde_json::Value::TYPE, Point::TYPE, true),
        (Spot::TYPE, Point::TYPE, true),
        (Point::TYPE, Spot::TYPE, false),
        (Point::TYPE, i64::TYPE, false),
        (i64::TYPE, Either::TYPE, true),
        (<Option<i64>>::TYPE, Either::TYPE, false),
        (<()>::TYPE, <Option<i64>>::TYPE, true),
        (<Option<Option<i64>>>::TYPE, <Option<i64>>::TYPE, true),
    ];
    for (from, to, fits) in cases {
        assert_eq!(from.castable_to(to), fits, "{from} to {to}");
    }
}
