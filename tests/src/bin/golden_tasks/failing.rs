//! Tasks that fail in every way that a process can, and one that talks.

#![expect(clippy::panic, clippy::print_stderr, reason = "that is what these tasks are for")]

use std::fmt;
use std::thread;
use std::time::{Duration, Instant};

use flyte_task::context::is_terminating;
use flyte_task::prelude::*;
use flyte_task::tracing;

#[task]
async fn panicking_later(x: i64) -> i64 {
    std::future::ready(()).await;
    panic!("later, with x = {x}");
}

#[task]
fn panicking_with_a_number() {
    std::panic::panic_any(7);
}

struct Fragile;

impl Drop for Fragile {
    fn drop(&mut self) {
        panic!("in the destructor");
    }
}

#[task]
fn panicking_twice() {
    let _fragile = Fragile;
    panic!("in the task");
}

#[task]
fn panicking_where_nothing_unwinds() {
    extern "C" fn callback() {
        panic!("in the callback");
    }
    callback();
}

fn depth(below: u64) -> u64 {
    let frame = [below; 64];
    if below == u64::MAX { 0 } else { depth(below + 1) + std::hint::black_box(frame)[1] }
}

#[task]
fn overflowing() -> i64 {
    depth(0).cast_signed()
}

#[task]
fn aborting() {
    eprintln!("no way out");
    std::process::abort();
}

#[task]
fn exiting() {
    std::process::exit(3);
}

#[task]
fn hungry() -> i64 {
    let taken: Vec<u8> = Vec::with_capacity(1 << 60);
    i64::from(std::hint::black_box(taken).is_empty())
}

#[task]
fn deaf(seconds: f64) -> String {
    eprintln!("at work");
    thread::sleep(Duration::from_secs_f64(seconds));
    "done".to_owned()
}

#[task]
fn obliging(seconds: f64, context: &ExecutionContext) -> Result<String, TaskError> {
    eprintln!("at work");
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    while Instant::now() < end {
        if is_terminating() {
            context.checkpoint().ok_or("no checkpoint")?.write(b"half way")?;
            return Err(Failure::new("saved half of it").recoverable().into());
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok("done".to_owned())
}

#[task]
fn large(bytes: i64) -> String {
    "x".repeat(usize::try_from(bytes).unwrap_or_default())
}

#[task]
fn wordy(bytes: i64) -> Result<i64, String> {
    Err(format!("first {} last", "x".repeat(usize::try_from(bytes).unwrap_or_default())))
}

/// An error with a cause.
#[derive(Debug)]
struct Loading(std::num::ParseIntError);

impl fmt::Display for Loading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("loading https://store.example/model?X-Amz-Signature=abcdef failed")
    }
}

impl std::error::Error for Loading {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[task]
fn loading(text: String) -> Result<i64, TaskError> {
    Ok(text.parse().map_err(Loading)?)
}

fn fail_before(_: ExecutionContext) -> Result<ExecutionContext, TaskError> {
    panic!("before");
}

#[task(pre_execute = fail_before)]
fn hooked_before() {}

fn fail_after(_: &ExecutionContext, _: i64) -> i64 {
    panic!("after");
}

#[task(post_execute = fail_after)]
fn hooked_after() -> i64 {
    1
}

fn slow_after(_: &ExecutionContext, outputs: i64) -> i64 {
    thread::sleep(Duration::from_millis(30));
    outputs
}

#[task(post_execute = slow_after, enable_deck = true, deck_fields(Timeline))]
fn slow_hook() -> i64 {
    1
}

#[task]
fn scattered() {
    let elsewhere =
        || tracing::info_span!("elsewhere", error = "lost https://host.example/b?sig=secret").in_scope(|| ());
    thread::scope(|scope| scope.spawn(elsewhere).join()).ok();
}

#[task]
fn talking(x: i64, context: &ExecutionContext) -> i64 {
    tracing::debug!("not to be seen unless asked for");
    tracing::info!(x, ratio = 0.5, "half way to {}", "https://me:secret@host.example/a?sig=secret");
    let epoch = tracing::info_span!("epoch", number = 3, x = "inner");
    epoch.in_scope(|| tracing::warn!(name = "own", "slow"));
    let span = tracing::Span::current();
    thread::scope(|scope| scope.spawn(|| span.in_scope(|| tracing::error!("from a thread"))).join()).ok();
    context.stats().incr("calls");
    x
}
