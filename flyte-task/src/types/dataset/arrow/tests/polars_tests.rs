//! Data frames of polars.

use std::sync::Arc;

use arrow_array::builder::{MapBuilder, StringBuilder};
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date64Array, Decimal128Array, DictionaryArray, DurationSecondArray,
    FixedSizeBinaryArray, Int64Array, LargeListArray, ListArray, RecordBatch, StringArray, StringViewArray,
    StructArray, Time32SecondArray, TimestampSecondArray,
};
use arrow_schema::{DataType as Arrow, Field};
use polars_core::frame::DataFrame;
use polars_core::prelude::{DataType, IntoSeries, NamedFrom, PlSmallStr, StructChunked, TimeUnit, TimeZone};
use polars_core::series::Series;

use super::{Folder, batch, integers, texts};
use crate::FlyteType;
use crate::storage::Storage;
use crate::types::dataset::arrow::polars::frame_of;
use crate::types::{from_literal, to_literal};

fn series<T, P: ?Sized>(name: &str, values: T) -> Series
where
    Series: NamedFrom<T, P>,
{
    Series::new(PlSmallStr::from(name), values)
}

fn frame(columns: Vec<Series>) -> DataFrame {
    DataFrame::new_infer_height(columns.into_iter().map(Into::into).collect()).unwrap()
}

/// Three rows of every type of polars' that is written.
fn every() -> DataFrame {
    let whole = series("i64", [Some(i64::MAX), None, Some(i64::MIN)]);
    let small = series("small", [Some(1i64), None, Some(100)]);
    let as_type = |of: &Series, name: &str, ty: DataType| of.cast(&ty).unwrap().with_name(name.into());
    let zone = |name: &str| TimeZone::opt_try_new(Some(name)).unwrap();
    let text = series("text", [Some("naïve 🦀"), None, Some("")]);
    let mut columns = vec![
        series("flag", [Some(true), None, Some(false)]),
        series("u64", [Some(u64::MAX), None, Some(0)]),
        series("f64", [Some(-0.0), None, Some(f64::NAN)]),
        series("f32", [Some(0.1f32), None, Some(f32::INFINITY)]),
        series("bytes", [Some(&b"\x00\xff"[..]), None, Some(b"")]),
        series("nothing", [None::<i64>; 3]).cast(&DataType::Null).unwrap(),
        as_type(&small, "i8", DataType::Int8),
        as_type(&small, "i16", DataType::Int16),
        as_type(&small, "i32", DataType::Int32),
        as_type(&small, "u8", DataType::UInt8),
        as_type(&small, "u16", DataType::UInt16),
        as_type(&small, "u32", DataType::UInt32),
        as_type(&small.cast(&DataType::Int32).unwrap(), "day", DataType::Date),
        as_type(&small, "time", DataType::Time),
        as_type(&whole, "ms", DataType::Datetime(TimeUnit::Milliseconds, None)),
        as_type(&whole, "us", DataType::Datetime(TimeUnit::Microseconds, zone("UTC"))),
        as_type(&whole, "ns", DataType::Datetime(TimeUnit::Nanoseconds, zone("Asia/Kolkata"))),
        as_type(&whole, "for ms", DataType::Duration(TimeUnit::Milliseconds)),
        as_type(&whole, "for us", DataType::Duration(TimeUnit::Microseconds)),
        as_type(&whole, "for ns", DataType::Duration(TimeUnit::Nanoseconds)),
    ];
    columns.extend([whole, text]);
    let inside = StructChunked::from_series("a.struct".into(), 3, columns.iter()).unwrap().into_series();
    columns.push(inside);
    let lists = |column: &Series| {
        let name = format!("lists of {}", column.name());
        series(&name, [Some(column.clone()), None, Some(column.clear())])
    };
    let listed: Vec<_> = columns.iter().map(lists).collect();
    columns.extend(listed.iter().map(lists));
    columns.extend(listed);
    frame(columns)
}

fn read<T: FlyteType>(literal: &[u8]) -> T {
    from_literal(literal, &Storage::new()).unwrap()
}

/// Through a literal and a Parquet file.
fn round_trip<A: FlyteType, B: FlyteType>(value: &A) -> B {
    let folder = Folder::new();
    let back = folder.run(|| read(&to_literal(value).unwrap()));
    assert_eq!(folder.stored(), ["00000"]);
    back
}

#[track_caller]
fn assert_comes_back(frame: &DataFrame) {
    let back: DataFrame = round_trip(frame);
    assert_eq!(back.schema(), frame.schema());
    assert_eq!(back.height(), frame.height());
    // NaN equals itself here, as null does.
    assert!(back.equals_missing(frame), "{back:?}\n{frame:?}");
}

#[test]
fn every_type_comes_back_with_its_nulls() {
    assert_comes_back(&every());
}

#[test]
fn empty_sliced_and_chunked_frames_come_back() {
    assert_comes_back(&every().clear());
    assert_comes_back(&every().slice(1, 2));
    assert_comes_back(&every().slice(2, 1));
    let mut chunked = every();
    for part in [every().slice(1, 1), every().clear(), every()] {
        chunked.vstack_mut(&part).unwrap();
    }
    assert!(chunked.column("i64").unwrap().as_materialized_series().n_chunks() > 1);
    assert_eq!(chunked.height(), 7);
    assert_comes_back(&chunked);
    assert_comes_back(&DataFrame::empty());
}

#[test]
fn it_is_registered_as_a_batch_is() {
    assert_eq!(<DataFrame as FlyteType>::TYPE, <RecordBatch as FlyteType>::TYPE);
}

#[test]
fn a_batch_reads_what_a_frame_wrote() {
    let frame = frame(vec![series("n", [Some(1i64), None]), series("s", ["a", "b"])]);
    let back: RecordBatch = round_trip(&frame);
    assert_eq!(back.column(0).as_ref(), &Int64Array::from(vec![Some(1), None]));
    assert_eq!(back.column(1).as_ref(), &arrow_array::LargeStringArray::from(vec!["a", "b"]));
}

#[test]
fn types_that_only_arrow_has_become_the_nearest_of_polars() {
    let spans: ArrayRef = Arc::new(DurationSecondArray::from(vec![Some(7), None]));
    let lists = ListArray::from_iter_primitive::<Int8Type, _, _>([Some(vec![Some(1), None]), None]);
    let large = LargeListArray::from_iter_primitive::<Int8Type, _, _>([Some(vec![]), Some(vec![Some(2)])]);
    let held = StructArray::from(vec![(Arc::new(Field::new("x", Arrow::Utf8, true)), texts(vec!["a", "b"]))]);
    let given = batch([
        ("s", texts(vec!["a", "b"])),
        ("view", Arc::new(StringViewArray::from(vec![Some("longer than twelve bytes"), None]))),
        ("coded", Arc::new(DictionaryArray::<Int8Type>::from_iter([Some("x"), None]))),
        ("bytes", Arc::new(BinaryArray::from(vec![Some(&b"\xff"[..]), None]))),
        ("fixed", Arc::new(FixedSizeBinaryArray::try_from_iter([b"ab", b"cd"].into_iter()).unwrap())),
        ("date", Arc::new(Date64Array::from(vec![Some(86_400_000), None]))),
        ("moment", Arc::new(TimestampSecondArray::from(vec![Some(-1), None]).with_timezone("+05:30"))),
        ("time", Arc::new(Time32SecondArray::from(vec![Some(1), None]))),
        ("span", spans),
        ("list", Arc::new(lists)),
        ("large", Arc::new(large)),
        ("held", Arc::new(held)),
    ]);
    let back: DataFrame = round_trip(&given);
    let counts = |name: &str| {
        let counts = back.column(name).unwrap().cast(&DataType::Int64).unwrap();
        counts.as_materialized_series().i64().unwrap().iter().collect::<Vec<_>>()
    };
    let types: Vec<String> =
        back.columns().iter().map(|column| format!("{} {}", column.name(), column.dtype())).collect();
    assert_eq!(
        types,
        [
            "s str",
            "view str",
            "coded str",
            "bytes binary",
            "fixed binary",
            "date datetime[ms]",
            "moment datetime[ms, +05:30]",
            "time time",
            "span duration[ms]",
            "list list[i8]",
            "large list[i8]",
            "held struct[1]",
        ]
    );
    assert_eq!(counts("date"), [Some(86_400_000), None]);
    assert_eq!(counts("moment"), [Some(-1000), None]);
    assert_eq!(counts("time"), [Some(1_000_000_000), None]);
    assert_eq!(counts("span"), [Some(7000), None]);
    let text = |name: &str| {
        let column = back.column(name).unwrap().as_materialized_series().clone();
        column.str().unwrap().iter().map(|text| text.map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(text("view"), [Some("longer than twelve bytes".to_owned()), None]);
    assert_eq!(text("coded"), [Some("x".to_owned()), None]);
    let fixed = back.column("fixed").unwrap().as_materialized_series().clone();
    assert!(fixed.equals(&series("fixed", [&b"ab"[..], b"cd"])));
    let list = back.column("list").unwrap().as_materialized_series().clone();
    assert!(list.equals_missing(&series("list", [Some(series("", [Some(1i8), None])), None])));
}

#[test]
fn parts_of_arrays_are_read_as_what_they_are() {
    let flags: ArrayRef = Arc::new((0..40).map(|n| Some(n % 3 == 0)).collect::<BooleanArray>());
    let lists = ListArray::from_iter_primitive::<Int8Type, _, _>((0..40).map(|n| Some(vec![Some(n); 2])));
    let names: ArrayRef =
        Arc::new((0..40).map(|n| (n % 7 != 0).then(|| n.to_string())).collect::<StringArray>());
    let whole = batch([("flag", flags), ("n", integers(0..40)), ("list", Arc::new(lists)), ("name", names)]);
    let all: DataFrame = round_trip(&whole);
    // In memory, where the parts share their buffers.
    let part = frame_of(whole.slice(11, 20)).unwrap();
    assert!(part.equals_missing(&all.slice(11, 20)), "{part:?}");
    let part: DataFrame = round_trip(&whole.slice(11, 20));
    assert!(part.equals_missing(&all.slice(11, 20)), "{part:?}");
}

fn refused(given: &RecordBatch) -> String {
    let folder = Folder::new();
    folder.run(|| {
        let literal = to_literal(given).unwrap();
        from_literal::<DataFrame>(&literal, &Storage::new()).unwrap_err().to_string()
    })
}

#[test]
fn what_polars_has_no_type_for_is_refused_by_the_columns_name() {
    let decimals: ArrayRef =
        Arc::new(Decimal128Array::from(vec![1]).with_precision_and_scale(10, 2).unwrap());
    let advice =
        "; take the dataset as a `RecordBatch`, or as a `StructuredDataset` whose struct names other columns";
    assert_eq!(
        refused(&batch([("n", integers([1])), ("price", decimals)])),
        format!(
            "the column `price` (Arrow's Decimal128(10, 2)) cannot become one of polars': there is no type for \
             Decimal128(10, 2){advice}"
        )
    );
    let mut maps = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    maps.append(true).unwrap();
    let error = refused(&batch([("m", Arc::new(maps.finish()) as ArrayRef)]));
    assert!(error.starts_with("the column `m` (Arrow's Map(") && error.ends_with(advice), "{error}");
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let moments: ArrayRef = Arc::new(TimestampSecondArray::from(vec![i64::MAX]));
    let held =
        StructArray::from(vec![(Arc::new(Field::new("t", moments.data_type().clone(), true)), moments)]);
    let error = refused(&batch([("held", Arc::new(held) as ArrayRef)]));
    assert!(error.starts_with("the column `held` (Arrow's Struct("), "{error}");
    assert!(error.contains("Overflow"), "{error}");
}

#[test]
fn two_columns_of_one_name_are_no_frame() {
    let given = batch([("n", integers([1])), ("n", integers([2]))]);
    let error = frame_of(given).unwrap_err().to_string();
    assert!(error.starts_with("the dataset cannot become a frame of polars: "), "{error}");
    assert!(error.contains("duplicate"), "{error}");
}
