//! A report that a task leaves for Flyte's console.
//!
//! `cargo run -p decks -- run summarise --values '[3, 1, 2]' --deck target/deck.html`

use flyte_task::deck::{Heading, Plot, Table};
use flyte_task::prelude::*;

/// Sums up some measurements.
///
/// # Returns
/// their mean
#[task(enable_deck)]
fn summarise(values: Vec<f64>, context: &ExecutionContext) -> Result<f64, TaskError> {
    if values.is_empty() {
        return Err("there are no values to sum up".into());
    }
    #[expect(clippy::cast_precision_loss, reason = "nobody has that many measurements")]
    let mean = values.iter().sum::<f64>() / values.len() as f64;

    let deck = context.decks().deck("Summary");
    deck.append(Heading("What came in"));
    let rows = values.iter().enumerate().map(|(index, value)| (index.to_string(), value.to_string()));
    deck.append(rows.fold(Table::new(["measurement", "value"]), Table::row));
    deck.append(Plot::new("Measurements").line("value", values.iter().copied().enumerate().map(point)));
    // The console can show it from here on, while the task still works.
    context.publish_decks()?;
    Ok(mean)
}

fn point((index, value): (usize, f64)) -> (f64, f64) {
    (f64::from(u32::try_from(index).unwrap_or(u32::MAX)), value)
}

flyte_task::main!();
