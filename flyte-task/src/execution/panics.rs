//! Turns a panic of user code into a failure that says what and where.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use crate::error::Failure;

thread_local! {
    /// What the last panic of this thread said, kept by the hook because unwinding forgets the place.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `code`; a panic in it becomes a failure of the user's.
pub(super) fn caught<T>(code: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    install_hook();
    // What was being worked on is dropped during unwinding and never looked at again.
    panic::catch_unwind(AssertUnwindSafe(code)).unwrap_or_else(|payload| {
        let said = LAST.take().unwrap_or_else(|| text(payload.as_ref()).to_owned());
        // Dropping what was thrown may panic again; forgetting it leaks a little in a process about to end.
        std::mem::forget(payload);
        Err(Failure::new(format!("the task panicked {said}")))
    })
}

/// Adds to the hook that is there: panics stay visible on stderr.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            LAST.set(Some(describe(info)));
            previous(info);
        }));
    });
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
