//! Data frames that go from task to task as Parquet.
//!
//! `sales=$(cargo run -p dataframe -- run sales --days 3)`
//! `cargo run -p dataframe -- run revenue --sales "$sales"`

use std::sync::Arc;

use flyte_task::arrow_array::cast::AsArray;
use flyte_task::arrow_array::types::{Float64Type, Int64Type};
use flyte_task::arrow_array::{Float64Array, Int64Array, RecordBatch, StringArray};
use flyte_task::arrow_schema::{DataType, Field, Schema};
use flyte_task::deck::DataFrame;
use flyte_task::prelude::*;
use flyte_task::types::StructuredDataset;

/// A row of what the shop has sold.
#[derive(FlyteType)]
struct Sale {
    item: String,
    pieces: i64,
    price: f64,
}

/// The columns that a sum needs; of an input no others are read.
#[derive(FlyteType)]
struct Priced {
    price: f64,
    pieces: i64,
}

/// Writes the sales of some days, day by day: they need not fit into memory.
#[task]
fn sales(days: i64) -> Result<StructuredDataset<Sale>, TaskError> {
    let schema = Arc::new(Schema::new(vec![
        Field::new("item", DataType::Utf8, false),
        Field::new("pieces", DataType::Int64, false),
        Field::new("price", DataType::Float64, false),
    ]));
    let mut writer = StructuredDataset::writer(Arc::clone(&schema))?;
    for day in 1..=days {
        let day = RecordBatch::try_new(
            Arc::clone(&schema),
            vec![
                Arc::new(StringArray::from(vec!["tea", "cake"])),
                Arc::new(Int64Array::from(vec![day, 2 * day])),
                Arc::new(Float64Array::from(vec![2.5, 4.0])),
            ],
        )?;
        writer.write(&day)?;
    }
    Ok(writer.finish()?)
}

/// Sums up sales, batch by batch, and shows the first ones.
#[task(enable_deck)]
fn revenue(sales: StructuredDataset<Priced>, context: &ExecutionContext) -> Result<f64, TaskError> {
    let mut total = 0.0;
    for (index, batch) in sales.batches()?.enumerate() {
        let batch = batch?;
        if index == 0 {
            context.decks().deck("Sales").append(DataFrame::new(&batch).caption("The first sales"));
        }
        let prices = batch.column(0).as_primitive::<Float64Type>();
        let pieces = batch.column(1).as_primitive::<Int64Type>();
        for (price, pieces) in prices.iter().zip(pieces).filter_map(|(price, pieces)| price.zip(pieces)) {
            total += price * f64::from(i32::try_from(pieces)?);
        }
    }
    Ok(total)
}

flyte_task::main!();
