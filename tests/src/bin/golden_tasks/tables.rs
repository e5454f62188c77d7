//! Golden cases of datasets and arrays.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use flyte_task::arrow_array::cast::AsArray;
use flyte_task::arrow_array::types::Float64Type;
use flyte_task::arrow_array::{Int64Array, RecordBatch, StringArray};
use flyte_task::ndarray::{Array2, ArrayD};
use flyte_task::polars_core::frame::DataFrame;
use flyte_task::prelude::*;
use flyte_task::types::{Columns, DatasetType, FlyteSchema, StructuredDataset};

#[derive(FlyteType)]
struct Named {
    i: i64,
    name: String,
}

#[task(name = "golden_dev.t34_dataframe_out")]
fn t34_dataframe_out(n: i64) -> Result<StructuredDataset<Named>, TaskError> {
    let names = StringArray::from_iter_values((0..n).map(|k| format!("r{k}")));
    let columns = [("i", Arc::new(Int64Array::from_iter_values(0..n)) as _), ("name", Arc::new(names) as _)];
    Ok(RecordBatch::try_from_iter(columns)?.into())
}

#[derive(FlyteType)]
struct Chosen {
    c: f64,
    a: i64,
}

#[task(name = "golden_dev.t35_dataset_in")]
fn t35_dataset_in(sd: StructuredDataset<Chosen>) -> Result<(f64, Vec<String>), TaskError> {
    let mut sum = 0.0;
    let batches = sd.batches()?;
    let names = batches.schema().fields().iter().map(|field| field.name().clone()).collect();
    for batch in batches {
        let batch = batch?;
        let column = batch.column_by_name("c").ok_or("there is no column `c`")?;
        sum += column.as_primitive::<Float64Type>().iter().flatten().sum::<f64>();
    }
    Ok((sum, names))
}

#[derive(FlyteType)]
struct Single {
    a: i64,
}

struct SingleAsCsv;

impl Columns for SingleAsCsv {
    const DATASET: &'static DatasetType = &DatasetType::of_rows::<Single>().in_format("csv");
}

#[task(name = "golden_dev.t36_dataset_uri")]
fn t36_dataset_uri(
    uri: String,
    sd: StructuredDataset,
) -> (StructuredDataset, StructuredDataset<SingleAsCsv>) {
    (sd, StructuredDataset::from_uri(uri))
}

#[task(name = "golden_dev.t37_plain_dataframe")]
fn t37_plain_dataframe(n: i64) -> Result<RecordBatch, TaskError> {
    let ones = Int64Array::from(vec![1; usize::try_from(n)?]);
    Ok(RecordBatch::try_from_iter([("a", Arc::new(ones) as _)])?)
}

#[derive(FlyteType)]
struct Old {
    a: i64,
    b: String,
}

#[task(name = "golden_dev.t38_schema")]
fn t38_schema(s: FlyteSchema<Old>) -> Result<i64, TaskError> {
    Ok(i64::try_from(s.read()?.num_rows())?)
}

#[task(name = "golden_dev.t39_numpy")]
fn t39_numpy(rows: i64) -> Result<Array2<f64>, TaskError> {
    let rows = usize::try_from(rows)?;
    Ok(Array2::from_shape_vec((rows, 2), (0u32..).map(f64::from).take(rows * 2).collect())?)
}

#[derive(FlyteType)]
struct Bundle {
    f: FlyteFile,
    d: FlyteDirectory,
    sd: StructuredDataset,
    fs: Vec<FlyteFile>,
    #[flyte(default)]
    n: i64,
}

#[task(name = "golden_dev.t33_dataclass_files")]
fn t33_dataclass_files(b: Bundle) -> Result<Bundle, TaskError> {
    let first = b.fs.into_iter().next().ok_or("there is no file")?;
    Ok(Bundle { f: first, d: b.d, sd: b.sd, fs: vec![b.f], n: b.n + 1 })
}

/// What flytekit writes and reads beside it: see the tests with flytekit.
#[derive(FlyteType)]
struct Held {
    dataset: StructuredDataset,
    maybe: Option<StructuredDataset>,
}

#[task]
fn tables(a: RecordBatch, b: StructuredDataset<Named>, c: Held, d: Option<FlyteSchema>) -> Tables {
    let rows = |dataset: StructuredDataset| dataset.read().map(StructuredDataset::from);
    let Held { dataset, maybe } = c;
    Ok((a, b.read()?.into(), Held { dataset: rows(dataset)?, maybe: maybe.map(rows).transpose()? }, d))
}

type Tables = Result<(RecordBatch, StructuredDataset<Named>, Held, Option<FlyteSchema>), TaskError>;

/// Whole tables, as polars keeps them in memory.
#[task]
fn frames(a: DataFrame, b: Vec<DataFrame>, c: Option<DataFrame>, d: DataFrame) -> Frames {
    (a, b, c, d)
}

type Frames = (DataFrame, Vec<DataFrame>, Option<DataFrame>, DataFrame);

#[task]
fn arrays(a: Array2<f64>, b: ArrayD<i64>, c: Option<ArrayD<bool>>, d: Vec<ArrayD<u8>>) -> Arrays {
    (a, b, c, d)
}

type Arrays = (Array2<f64>, ArrayD<i64>, Option<ArrayD<bool>>, Vec<ArrayD<u8>>);

#[derive(FlyteType)]
struct Inner {
    c: i64,
    d: Vec<String>,
}

#[derive(FlyteType)]
struct Every {
    a: i64,
    f: f64,
    s: String,
    b: bool,
    t: DateTime<Utc>,
    d: TimeDelta,
    inner: Inner,
    l: Vec<f64>,
    m: BTreeMap<String, i64>,
}

struct EveryAsParquet;

impl Columns for EveryAsParquet {
    const DATASET: &'static DatasetType = &DatasetType::of_rows::<Every>().in_format("parquet");
}

#[task]
fn declared(d: StructuredDataset<EveryAsParquet>, s: FlyteSchema) -> Result<Declared, TaskError> {
    let batches = d.batches()?;
    let mut writer = StructuredDataset::writer(batches.schema())?;
    for batch in batches {
        writer.write(&batch?)?;
    }
    Ok((writer.finish()?, s.read()?.into()))
}

type Declared = (StructuredDataset<EveryAsParquet>, FlyteSchema);
