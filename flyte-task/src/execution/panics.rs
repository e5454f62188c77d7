//! Turns a panic of user code into a failure that says what and where.

use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Arc, Once, OnceLock};

use super::report::Report;
use crate::error::Failure;

/// What a panic said where, kept by the hook because unwinding forgets the place.
struct Panic {
    text: String,
    backtrace: Backtrace,
}

thread_local! {
    /// The last panics of this thread, the last one last.
    static PANICS: RefCell<Vec<Panic>> = const { RefCell::new(Vec::new()) };
}

/// How many panics are kept: one that unwinds, one in a destructor meanwhile, and Rust's own about the two.
const KEPT: usize = 3;

/// Who is told of a panic after which the process ends.
static LAST_WORDS: OnceLock<Arc<Report>> = OnceLock::new();

/// Runs `code`; a panic in it becomes a failure of the user's.
pub(super) fn caught<T>(code: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    install_hook();
    // What was being worked on is dropped during unwinding and never looked at again.
    panic::catch_unwind(AssertUnwindSafe(code)).unwrap_or_else(|payload| {
        let failure = match PANICS.take().pop() {
            Some(panic) => failure(&panic.text).with_backtrace(panic.backtrace),
            None => failure(text(payload.as_ref())),
        };
        // Dropping what was thrown may panic again; forgetting it leaks a little in a process about to end.
        std::mem::forget(payload);
        Err(failure)
    })
}

/// Reports also panics that cannot be caught, and ends the process in their place.
pub(super) fn report_last_words(report: &Arc<Report>) {
    // Once a process: another run in it would be told by the first one's report.
    let _ = LAST_WORDS.set(report.clone());
    install_hook();
}

fn failure(text: &str) -> Failure {
    Failure::new(format!("the task panicked {text}"))
}

/// Adds to the hook that is there: panics stay visible on stderr.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICS.with_borrow_mut(|panics| {
                if panics.len() == KEPT {
                    panics.remove(0);
                }
                panics.push(Panic { text: describe(info), backtrace: Backtrace::capture() });
            });
            previous(info);
            if is_the_end(info)
                && let Some(report) = LAST_WORDS.get()
            {
                report.take_or_wait();
                report.end_process(&last_words());
            }
        }));
    });
}

/// Whether Rust ends the process after this panic: it cannot unwind, because the program was built so, or because it
/// comes out of a destructor during unwinding or out of a fn that other languages call.
fn is_the_end(info: &PanicHookInfo<'_>) -> bool {
    // The words of the standard library; it has no other sign of it on stable.
    let words = ["panic in a destructor during cleanup", "panic in a function that cannot unwind"];
    cfg!(panic = "abort") || words.contains(&text(info.payload()))
}

/// What led to the end, as one failure.
fn last_words() -> Failure {
    let mut panics = PANICS.take();
    let failed = |panic: Option<Panic>| match panic {
        Some(panic) => failure(&panic.text).with_backtrace(panic.backtrace),
        None => failure("in a thread that says nothing"),
    };
    if cfg!(panic = "abort") || panics.len() < 2 {
        return failed(panics.pop());
    }
    let rusts_own = panics.pop();
    let last = panics.pop();
    match (panics.pop(), last) {
        (Some(first), Some(last)) => {
            let text = format!("{}; while that unwound, a destructor panicked {}", first.text, last.text);
            failure(&text).with_backtrace(first.backtrace)
        }
        (_, last) => failed(last.or(rusts_own)),
    }
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let said = text(info.payload());
    match info.location() {
        Some(place) => format!("at {}:{}:{}: {said}", place.file(), place.line(), place.column()),
        None => said.to_owned(),
    }
}

fn text(payload: &dyn std::any::Any) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(with a value that is no text)")
}
