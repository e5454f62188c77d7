//! The run that the code at hand belongs to.

use std::cell::RefCell;

use super::ExecutionContext;

thread_local! {
    static CURRENT: RefCell<Option<ExecutionContext>> = const { RefCell::new(None) };
}

/// The run that this code belongs to (flytekit: `current_context()`).
///
/// It is known on the thread that runs the task, where an async task and what it spawns run as well. Threads that
/// a task starts do not know it: hand them a clone.
pub fn current() -> Option<ExecutionContext> {
    CURRENT.with_borrow(Clone::clone)
}

/// Runs `code` as part of a run.
pub fn with_current<T>(context: &ExecutionContext, code: impl FnOnce() -> T) -> T {
    /// Puts the outer run back, also when `code` panics.
    struct Restore(Option<ExecutionContext>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0.take());
        }
    }
    let _restore = Restore(CURRENT.replace(Some(context.clone())));
    code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_nest_and_end() {
        let prefix = || current().and_then(|context| context.raw_output_prefix().map(str::to_owned));
        let outer = ExecutionContext::local().with_raw_output_prefix("outer");
        let inner = ExecutionContext::local().with_raw_output_prefix("inner");
        with_current(&outer, || {
            with_current(&inner, || assert_eq!(prefix().as_deref(), Some("inner")));
            let panicked = std::panic::catch_unwind(|| with_current(&inner, || panic!("out")));
            assert!(panicked.is_err());
            assert_eq!(prefix().as_deref(), Some("outer"));
        });
        assert!(current().is_none());
    }
}
