//! Golden cases of single values, of nothing, and of defaults.

#![expect(clippy::needless_pass_by_value, reason = "a task owns its inputs")]

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use flyte_task::prelude::*;

#[task(name = "golden_dev.t01_int_sum")]
fn t01_int_sum(a: i64, b: i64) -> i64 {
    a + b
}

#[task(name = "golden_dev.t02_int_extremes")]
fn t02_int_extremes(lo: i64, hi: i64, zero: i64) -> (i64, i64, i64) {
    (hi, lo, zero)
}

#[task(name = "golden_dev.t03_float_special")]
fn t03_float_special(xs: Vec<f64>, scale: f64) -> Vec<f64> {
    xs.into_iter().map(|x| x * scale).collect()
}

#[task(name = "golden_dev.t04_str_unicode")]
fn t04_str_unicode(s: String, sep: String) -> String {
    s.rsplit(&*sep).collect::<Vec<_>>().join(&sep)
}

#[task(name = "golden_dev.t05_bool_logic")]
fn t05_bool_logic(a: bool, b: bool) -> (bool, bool) {
    (a && b, a || b)
}

#[task(name = "golden_dev.t06_datetime_shift")]
fn t06_datetime_shift(t: DateTime<Utc>, by: TimeDelta) -> (DateTime<Utc>, TimeDelta) {
    (t + by, -by)
}

#[task(name = "golden_dev.t07_next_day")]
fn t07_next_day(d: NaiveDate) -> NaiveDate {
    d + Days::new(1)
}

#[task(name = "golden_dev.t08_nothing")]
fn t08_nothing() {}

#[task(name = "golden_dev.t09_side_effect")]
#[expect(clippy::print_stdout, reason = "what a task prints must not disturb its outputs")]
fn t09_side_effect(name: String, count: i64) -> Result<(), TaskError> {
    println!("{}", name.repeat(usize::try_from(count)?));
    Ok(())
}

#[task(name = "golden_dev.t50_defaults")]
fn t50_defaults(
    a: i64,
    #[default(10)] b: i64,
    #[default(None)] c: Option<String>,
    #[default("dee".to_owned())] d: String,
) -> String {
    format!("{a},{b},{},{d}", python_text(c))
}

#[task(name = "golden_dev.t52_attr_forms")]
fn t52_attr_forms(
    when: DateTime<Utc>,
    wait: TimeDelta,
    day: NaiveDate,
    f: f64,
    s: String,
    b: bool,
) -> String {
    let truth = if b { "True" } else { "False" };
    format!("{}|{:?}|{day}|{f:?}|{s}|{truth}", when.to_rfc3339(), wait.as_seconds_f64())
}

pub(crate) fn python_text(text: Option<String>) -> String {
    text.unwrap_or_else(|| "None".to_owned())
}
