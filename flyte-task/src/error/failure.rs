//! A failed task: what happened, whose fault it is, and whether trying again may help.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use super::IgnoreOutputs;

/// Any error a task may return.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// The error codes that flytekit writes, so that tools which know them read ours as well.
pub mod codes {
    /// User code failed, or was given too few inputs.
    pub const USER_RUNTIME: &str = "USER:RuntimeError";
    /// User code failed and asked for another try.
    pub const USER_RECOVERABLE: &str = "USER:Recoverable";
    /// The machinery failed: a conversion, a store, a malformed file.
    pub const SYSTEM: &str = "SYSTEM";
    /// The machine took the process away: SIGTERM, and the time it gives is over.
    pub const TERMINATED: &str = "SYSTEM:Terminated";
    /// A signal that means a fault ended the process: a stack that overflowed, an abort.
    pub const CRASHED: &str = "USER:Crashed";
}

/// Whose fault a failure is; Flyte counts retries of the two separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The task's own code or its caller.
    User,
    /// The machinery around the task.
    System,
}

/// A failure with its fate decided: code, origin, and whether Flyte may retry it.
///
/// User code makes one with [`Failure::new`] or, on any `Result`, with
/// [`ResultExt::recoverable`](super::ResultExt::recoverable) and its siblings. It is an ordinary error, so it
/// travels through `?`, `anyhow` and `Box<dyn Error>`; wherever it is found in a chain of sources, its code and
/// fate count.
///
/// ```
/// use flyte_task::Failure;
///
/// let failure = Failure::new("the index is still building").recoverable().with_code("INDEX:Building");
/// assert_eq!(failure.code(), "INDEX:Building");
/// assert!(failure.is_recoverable());
/// assert_eq!(failure.to_string(), "the index is still building");
/// ```
#[derive(Debug)]
pub struct Failure {
    message: String,
    mark: Box<Mark>,
}

/// The decided part of a failure, reachable as its source.
///
/// It is an error of its own because `anyhow` hides the type of what it boxes, but never the sources.
#[derive(Debug)]
struct Mark {
    code: Option<Cow<'static, str>>,
    recoverable: bool,
    origin: Origin,
    cause: Option<BoxError>,
    backtrace: Backtrace,
}

impl Failure {
    /// A failure of user code that no retry will mend.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            mark: Box::new(Mark {
                code: None,
                recoverable: false,
                origin: Origin::User,
                cause: None,
                backtrace: Backtrace::capture(),
            }),
        }
    }

    /// A failure of the machinery that no retry will mend.
    pub(crate) fn system(message: impl Into<String>) -> Self {
        let mut failure = Self::new(message);
        failure.mark.origin = Origin::System;
        failure
    }

    /// Wraps any error, taking over code and fate from a [`Failure`] in its chain.
    pub(crate) fn from_boxed(error: BoxError) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(failure) => return *failure,
            Err(error) => error,
        };
        let mut failure = Self::new(error.to_string());
        if let Some(mark) = find_mark(error.as_ref()) {
            failure.mark.code.clone_from(&mark.code);
            failure.mark.recoverable = mark.recoverable;
            failure.mark.origin = mark.origin;
        }
        failure.mark.cause = Some(error);
        failure
    }

    /// The same failure, with the error that caused it.
    pub(crate) fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.mark.cause = Some(cause.into());
        self
    }

    /// The same failure, seen from there.
    pub(crate) fn with_backtrace(mut self, backtrace: Backtrace) -> Self {
        self.mark.backtrace = backtrace;
        self
    }

    /// Where the failure was made, or another error became one, if `RUST_BACKTRACE` or `RUST_LIB_BACKTRACE` asks for
    /// it. The innermost failure of a chain knows best.
    pub fn backtrace(&self) -> Option<&Backtrace> {
        let inner = sources(self).filter_map(|error| error.downcast_ref::<Mark>()).last();
        let backtrace = &inner.unwrap_or(&self.mark).backtrace;
        (backtrace.status() == BacktraceStatus::Captured).then_some(backtrace)
    }

    /// The same failure, which Flyte may retry.
    pub fn recoverable(mut self) -> Self {
        self.mark.recoverable = true;
        self
    }

    /// The same failure, which Flyte must not retry, whatever the task's `retries` say.
    pub fn non_recoverable(mut self) -> Self {
        self.mark.recoverable = false;
        self
    }

    /// The same failure under a code of its own, which consoles and alerts can tell apart.
    pub fn with_code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.mark.code = Some(code.into());
        self
    }

    /// The code that goes into `error.pb`.
    pub fn code(&self) -> &str {
        match (&self.mark.code, self.mark.origin, self.mark.recoverable) {
            (Some(code), ..) => code,
            (None, Origin::System, _) => codes::SYSTEM,
            (None, Origin::User, true) => codes::USER_RECOVERABLE,
            (None, Origin::User, false) => codes::USER_RUNTIME,
        }
    }

    /// Whether Flyte may retry.
    pub fn is_recoverable(&self) -> bool {
        self.mark.recoverable
    }

    /// Whose fault it is.
    pub fn origin(&self) -> Origin {
        self.mark.origin
    }

    /// Whether the task asked, by [`IgnoreOutputs`] anywhere in the chain, that nothing be written.
    pub(crate) fn ignores_outputs(&self) -> bool {
        sources(self).any(<dyn Error>::is::<IgnoreOutputs>)
    }

    /// The messages of the causes, outermost first, without repeating this failure's own.
    pub(crate) fn causes(&self) -> Vec<String> {
        let mut causes: Vec<String> = Vec::new();
        for error in sources(self).skip(1).filter(|error| !error.is::<Mark>()) {
            let text = error.to_string();
            let last = causes.last().map_or(self.message.as_str(), String::as_str);
            if text != last {
                causes.push(text);
            }
        }
        causes
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.mark.as_ref())
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fate = if self.recoverable { "recoverable" } else { "not recoverable" };
        match &self.code {
            Some(code) => write!(f, "{fate}, code {code}"),
            None => f.write_str(fate),
        }
    }
}

impl Error for Mark {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

fn sources<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

fn find_mark<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Mark> {
    sources(error).find_map(|error| {
        error.downcast_ref::<Mark>().or_else(|| error.downcast_ref::<Failure>().map(|failure| &*failure.mark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Wrapped(Failure);

    impl fmt::Display for Wrapped {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("loading the model")
        }
    }

    impl Error for Wrapped {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn code_and_fate_are_found_below_other_errors() {
        let inner = Failure::new("no such bucket").recoverable().with_code("STORE:Gone");
        let failure = Failure::from_boxed(Box::new(Wrapped(inner)));
        assert_eq!(failure.code(), "STORE:Gone");
        assert!(failure.is_recoverable());
        assert_eq!(failure.to_string(), "loading the model");
        assert_eq!(failure.causes(), ["no such bucket"]);
    }

    #[test]
    fn a_plain_error_is_the_users_and_final() {
        let failure = Failure::from_boxed("broken".into());
        assert_eq!((failure.code(), failure.is_recoverable()), (codes::USER_RUNTIME, false));
        assert_eq!(failure.origin(), Origin::User);
        assert!(failure.causes().is_empty());
    }

    #[test]
    fn ignoring_outputs_is_found_anywhere() {
        assert!(Failure::from_boxed(Box::new(IgnoreOutputs)).ignores_outputs());
        assert!(!Failure::new("x").ignores_outputs());
    }
}
