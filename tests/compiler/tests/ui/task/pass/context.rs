//! A task may be lent its run: at once or later, in any place, under any name.

use flyte_task::execution::{Outcome, dispatch};
use flyte_task::prelude::*;
use flyte_task::task::TaskFn;
use flyte_task::{ExecutionContext, IgnoreOutputs};

type Context = ExecutionContext;

mod inner {
    use flyte_task::prelude::*;

    #[task]
    pub fn last(a: i64, _: &flyte_task::ExecutionContext) -> i64 {
        a
    }
}

#[task(cache, cache_ignore_input_vars(a))]
fn prefix(
    #[default(1)] a: i64,
    /// documented like an input
    context: &'_ ExecutionContext,
    #[default(2)] b: i64,
) -> String {
    format!("{} {a} {b}", context.raw_output_prefix().unwrap_or_default())
}

#[task]
async fn later(context: &ExecutionContext, #[default(3)] a: i64) -> Result<String, TaskError> {
    let text = std::future::ready(context.raw_output_prefix()).await.ok_or("no prefix")?;
    Ok(format!("{text} {a}"))
}

// A local that no emitted name may meet.
#[task]
async fn context(arguments: &ExecutionContext, #[default(1)] value_0: i64, #[default(2)] outputs: i64) -> String {
    format!("{} {value_0} {outputs}", arguments.raw_output_prefix().unwrap_or_default())
}

fn before(context: Context) -> Result<Context, TaskError> {
    Ok(context.with_raw_output_prefix("hooked"))
}

fn exclaim(context: &Context, outputs: String) -> String {
    format!("{outputs}! {}", context.raw_output_prefix().unwrap_or_default())
}

fn refuse(_: &Context, _: String) -> Result<String, IgnoreOutputs> {
    Err(IgnoreOutputs)
}

#[task(pre_execute = before, post_execute = exclaim)]
fn hooked(context: &ExecutionContext) -> Result<String, TaskError> {
    Ok(context.raw_output_prefix().unwrap_or_default().to_owned())
}

#[task(pre_execute = before, post_execute = exclaim)]
async fn hooked_later() -> String {
    "later".to_owned()
}

#[task(post_execute = refuse)]
fn unwanted() -> String {
    "unwanted".to_owned()
}

#[task(post_execute = refuse)]
async fn unwanted_later() -> Result<String, TaskError> {
    Err("this is told, the hook is not asked".into())
}

fn run<T: TaskFn>() -> String {
    let context = ExecutionContext::local().with_raw_output_prefix("raw");
    match dispatch(&T::TASK, context, &[]) {
        Ok(Outcome::Outputs(outputs)) => String::from_utf8_lossy(&outputs[0].1).into_owned(),
        Ok(_) => "ignored".to_owned(),
        Err(failure) => failure.to_string(),
    }
}

fn main() {
    assert!(run::<prefix>().ends_with("raw 1 2"));
    assert!(run::<later>().ends_with("raw 3"));
    assert!(run::<context>().ends_with("raw 1 2"));
    assert!(run::<hooked>().ends_with("hooked! hooked"));
    assert!(run::<hooked_later>().ends_with("later! hooked"));
    assert_eq!(run::<unwanted>(), "ignored");
    assert_eq!(run::<unwanted_later>(), "this is told, the hook is not asked");

    let names: Vec<_> = prefix::DESCRIPTOR.inputs.iter().map(|input| input.name).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(prefix::call(1, 2).into_node("n0").unwrap().inputs.len(), 2);
    assert_eq!(inner::last(1, &ExecutionContext::local()), 1);
    assert_eq!(inner::last::call(1).into_node("n0").unwrap().inputs.len(), 1);
}
