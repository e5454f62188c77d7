//! Tasks return nothing, one output or several, now or later, with any error or none.

use std::error::Error;
use std::fmt;

use flyte_task::prelude::*;

#[derive(Debug)]
struct Custom;

impl fmt::Display for Custom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("custom")
    }
}

impl Error for Custom {}

#[task]
fn nothing() {}

#[task]
fn nothing_at_all() -> () {}

#[task]
async fn nothing_later() {}

#[task]
fn fallible() -> Result<(), String> {
    Err("no".to_owned())
}

#[task]
fn text() -> Result<i64, &'static str> {
    Err("no")
}

#[task]
fn boxed() -> Result<i64, Box<dyn Error + Send + Sync>> {
    Ok("1".parse::<i64>()?)
}

#[task]
fn io() -> std::io::Result<i64> {
    Err(std::io::Error::other("no"))
}

#[task]
fn task_error() -> Result<i64, TaskError> {
    Err("no".into())
}

#[task]
fn custom() -> Result<i64, Custom> {
    Err(Custom)
}

#[task]
async fn several_later(a: i64) -> Result<(i64, String, Vec<f64>), Custom> {
    std::future::ready(Ok((a, String::new(), Vec::new()))).await
}

#[task]
fn never_used(mut a: i64) -> (i64, Option<bool>) {
    a += 1;
    (a, None)
}

fn outputs(task: &flyte_task::task::TaskDescriptor) -> Vec<&str> {
    task.outputs.iter().map(|output| output.name).collect()
}

fn main() {
    for task in [nothing::DESCRIPTOR, nothing_at_all::DESCRIPTOR, nothing_later::DESCRIPTOR, fallible::DESCRIPTOR] {
        assert!(outputs(task).is_empty());
    }
    for task in
        [text::DESCRIPTOR, boxed::DESCRIPTOR, io::DESCRIPTOR, task_error::DESCRIPTOR, custom::DESCRIPTOR]
    {
        assert_eq!(outputs(task), ["o0"]);
    }
    assert_eq!(outputs(several_later::DESCRIPTOR), ["o0", "o1", "o2"]);
    assert_eq!(outputs(never_used::DESCRIPTOR), ["o0", "o1"]);
    nothing();
    nothing_at_all();
    drop(nothing_later());
    assert!(fallible().is_err() && text().is_err() && io().is_err() && task_error().is_err() && custom().is_err());
    assert_eq!(boxed().unwrap(), 1);
    drop(several_later(1));
    assert_eq!(never_used(1).0, 2);
}
