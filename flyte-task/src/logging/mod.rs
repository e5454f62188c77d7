//! What a task binary says while it runs: events of [`tracing`] as lines on stderr.
//!
//! Events of the task and of all that it calls need no set-up: `tracing::info!("half way")` is a line. It carries the
//! fields of the spans around it, of which the outermost names the execution and the task. flytekit's variables say
//! what is shown:
//!
//! | variable | meaning | unless set |
//! |---|---|---|
//! | [`FLYTE_SDK_LOGGING_LEVEL`](crate::env::LOGGING_LEVEL) | the level of this library's own events and spans: a number of Python's (10 is debug, 20 info, 30 warning, 40 error, 50 critical) or its name | warning |
//! | [`FLYTE_SDK_LOGGING_FORMAT`](crate::env::LOGGING_FORMAT) | `json`: one object a line with `asctime` (UTC), `name`, `levelname` and `message`; anything else: `[name] message` | `json` in a container, text for people |
//! | [`RUST_LOG`](crate::env::RUST_LOG) | the level of everything else: `debug`, or `my_crate=debug,hyper=warn`, of which the longest path counts | info |
//!
//! A program that wants another subscriber sets it as the global default before it calls
//! [`Program::run`](crate::Program::run); then this one stays away.
//!
//! Web addresses lose their query, user and password in every line, since that is where they are signed.
//!
#![cfg_attr(feature = "opentelemetry", doc = include_str!("export/export.md"))]

#[cfg(feature = "opentelemetry")]
mod export;
#[cfg(not(feature = "opentelemetry"))]
#[path = "no_export.rs"]
mod export;
mod line;
mod redact;
mod settings;
mod subscriber;

pub(crate) use export::{end_with, flush};
pub use redact::redacted;
pub use settings::LogFormat;

/// Listens to events and spans from now on, unless the program listens already.
pub(crate) fn install(format: LogFormat) {
    if tracing::dispatcher::has_been_set() {
        return;
    }
    let (settings, complaints) = settings::LogSettings::from_environment(format);
    if tracing::subscriber::set_global_default(subscriber::LineSubscriber::new(settings)).is_ok() {
        for complaint in complaints {
            tracing::warn!("{complaint}");
        }
    }
}

/// Sends spans to the collector that the environment names, from now on; the two words say what runs.
///
/// Does nothing without such a collector, without the feature `opentelemetry`, or where the program listens itself.
pub(crate) fn export_spans(program: &str, version: &str) {
    let listens = tracing::dispatcher::get_default(tracing::Dispatch::is::<subscriber::LineSubscriber>);
    if !listens {
        return;
    }
    match export::start(program, version) {
        // What was not listened to so far may be now.
        Ok(true) => tracing::callsite::rebuild_interest_cache(),
        Ok(false) => {}
        // The task can run all the same.
        Err(why) => tracing::warn!("spans are not sent: {why}"),
    }
}
