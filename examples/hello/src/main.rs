//! The smallest task binary: `cargo run -p hello -- run add --a 1 --b 2`.

use std::time::Duration;

use flyte_task::prelude::*;

/// Adds two numbers.
///
/// # Returns
/// the sum
#[task(cache = true, retries = 3)]
fn add(
    /// the first number
    a: i64,
    /// the second number
    #[default(1)]
    b: i64,
) -> i64 {
    a + b
}

/// Greets a person after a while, with a title if there is one.
#[task]
async fn greet(
    name: String,
    title: Option<String>,
    #[default(Duration::ZERO)] after: Duration,
) -> Result<String, TaskError> {
    tokio::time::sleep(after).await;
    if name.is_empty() {
        return Err("nobody can be greeted without a name".into());
    }
    Ok(match title {
        Some(title) => format!("Hello, {title} {name}!"),
        None => format!("Hello, {name}!"),
    })
}

/// Finds the smallest and the largest of some measurements.
#[task(requests(cpu = "500m", mem = "128Mi"), timeout = "10m")]
fn range(values: Vec<f64>) -> Result<(f64, f64), TaskError> {
    let smallest = values.iter().copied().reduce(f64::min).ok_or("there are no values")?;
    let largest = values.iter().copied().reduce(f64::max).ok_or("there are no values")?;
    Ok((smallest, largest))
}

flyte_task::main!();

#[cfg(test)]
mod tests {
    #[test]
    fn a_task_is_a_plain_function() {
        assert_eq!(super::add(1, 2), 3);
        assert_eq!(super::range(vec![2.0, -1.0, 5.5]).unwrap(), (-1.0, 5.5));
    }
}
