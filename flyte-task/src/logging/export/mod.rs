//! Spans for a collector of OpenTelemetry's, as the subscriber hears of them.

mod attributes;
mod client;
mod resource;
mod settings;
mod watched;

use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{Span as _, SpanContext, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, Span};
use tracing::Metadata;

use self::client::{Client, Trouble};
use self::settings::ExportSettings;
use self::watched::{Loss, Watched};
use super::line::Fields;
use super::redact::redacted;
use crate::env;

/// Once for a process, like the subscriber.
static EXPORTER: OnceLock<Exporter> = OnceLock::new();

#[derive(Debug)]
struct Exporter {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    /// The span that the process is part of, if it was told.
    outside: Context,
    open: Mutex<Open>,
    loss: Arc<Loss>,
    endpoint: String,
    wait: Duration,
}

/// The spans that did not end yet, by their ids with the subscriber.
#[derive(Debug, Default)]
struct Open {
    spans: HashMap<u64, OpenSpan>,
    /// The first span: what has none around it, since it is of another thread, belongs to that.
    run: Option<SpanContext>,
}

#[derive(Debug)]
struct OpenSpan {
    span: Span,
    failed: bool,
}

/// Begins, if the environment names a collector; whether it does.
///
/// # Errors
/// With what the environment should say instead.
pub(super) fn start(program: &str, version: &str) -> Result<bool, String> {
    let Some(settings) = ExportSettings::from_environment()? else { return Ok(false) };
    // The SDK panics where it cannot start its thread.
    let made = panic::catch_unwind(AssertUnwindSafe(|| Exporter::new(settings, program, version)));
    let exporter =
        made.unwrap_or_else(|_| Err("the thread that sends them could not be started".to_owned()))?;
    Ok(EXPORTER.set(exporter).is_ok())
}

/// Whether spans are wanted.
pub(super) fn is_on() -> bool {
    EXPORTER.get().is_some()
}

/// A span begins, inside another one or not.
pub(super) fn opened(id: u64, parent: Option<u64>, metadata: &Metadata<'_>, fields: &Fields) {
    // What the sending itself does is nobody's run.
    if let Some(exporter) = EXPORTER.get()
        && !Context::is_current_telemetry_suppressed()
    {
        exporter.opened(id, parent, metadata, fields);
    }
}

/// A span learns more of itself.
pub(super) fn recorded(id: u64, fields: &Fields) {
    if let Some(exporter) = EXPORTER.get()
        && let Some(open) = exporter.open().spans.get_mut(&id)
    {
        open.record(fields);
    }
}

/// Something is said inside a span.
pub(super) fn said(id: Option<u64>, metadata: &Metadata<'_>, fields: &Fields) {
    if let (Some(exporter), Some(id)) = (EXPORTER.get(), id)
        && let Some(open) = exporter.open().spans.get_mut(&id)
    {
        let (name, attributes) = attributes::event(metadata, fields);
        open.span.add_event(name, attributes);
    }
}

/// A span ends.
pub(super) fn closed(id: u64) {
    if let Some(exporter) = EXPORTER.get()
        && let Some(mut open) = exporter.open().spans.remove(&id)
    {
        if thread::panicking() {
            open.fail("it panicked".to_owned());
        }
        open.span.end();
    }
}

/// Ends all that is open, since the run goes no further: `code` is the error's, `why` its text.
pub(crate) fn end_with(code: &str, why: &str) {
    if let Some(exporter) = EXPORTER.get() {
        let why = attributes::shortened(&redacted(why));
        for (_, mut open) in exporter.open().spans.drain() {
            open.span.set_attribute(KeyValue::new("error.type", code.to_owned()));
            open.fail(why.clone());
            open.span.end();
        }
    }
}

/// Sends what is there, and waits for it a little; says what could not be sent. The last call of a process.
pub(crate) fn flush() {
    if let Some(exporter) = EXPORTER.get() {
        // What still goes on elsewhere ends with the process.
        exporter.open().spans.clear();
        exporter.flush();
    }
}

impl Exporter {
    fn new(settings: ExportSettings, program: &str, version: &str) -> Result<Self, String> {
        let trouble = Arc::new(Trouble::default());
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Client::new(settings.timeout, trouble.clone()))
            .with_endpoint(&settings.endpoint)
            .with_timeout(settings.timeout)
            .build()
            .map_err(|error| redacted(&error.to_string()).into_owned())?;
        let loss = Arc::new(Loss::new(trouble));
        let provider = SdkTracerProvider::builder()
            .with_resource(resource::resource(program, version))
            .with_batch_exporter(Watched::new(exporter, loss.clone()))
            .build();
        Ok(Self {
            tracer: provider.tracer("flyte-task"),
            provider,
            outside: outside(),
            open: Mutex::default(),
            loss,
            endpoint: redacted(&settings.endpoint).into_owned(),
            wait: settings.wait,
        })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // Each change is whole, also after a panic elsewhere.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn opened(&self, id: u64, parent: Option<u64>, metadata: &Metadata<'_>, fields: &Fields) {
        let mut open = self.open();
        let parent =
            parent.and_then(|id| open.spans.get(&id)).map(|around| around.span.span_context().clone());
        let context = match parent.or_else(|| open.run.clone()) {
            Some(parent) => Context::new().with_remote_span_context(parent),
            None => self.outside.clone(),
        };
        let name = attributes::name(metadata, fields);
        let span = self.tracer.span_builder(name).start_with_context(&self.tracer, &context);
        open.run.get_or_insert_with(|| span.span_context().clone());
        let mut span = OpenSpan { span, failed: false };
        span.record(fields);
        open.spans.insert(id, span);
    }

    fn flush(&self) {
        let sent = self.provider.shutdown_with_timeout(self.wait);
        let Self { endpoint, wait, .. } = self;
        match (sent, self.loss.told()) {
            (Err(OTelSdkError::AlreadyShutdown), _) | (Ok(()), None) => {}
            (_, Some((spans, why))) => {
                tracing::warn!("{spans} spans could not be sent to {endpoint}: {why}");
            }
            (Err(_), None) => {
                let seconds = wait.as_secs_f64();
                tracing::warn!("spans could not be sent to {endpoint} within {seconds} seconds");
            }
        }
    }
}

impl OpenSpan {
    fn record(&mut self, fields: &Fields) {
        self.span.set_attributes(attributes::attributes(fields));
        if let Some(why) = attributes::error(fields) {
            self.fail(why);
        }
    }

    /// The first reason counts.
    fn fail(&mut self, why: String) {
        if !std::mem::replace(&mut self.failed, true) {
            self.span.set_status(Status::error(why));
        }
    }
}

/// The span that the process is part of, by the environment.
fn outside() -> Context {
    let told: HashMap<String, String> = [env::TRACEPARENT, env::TRACESTATE]
        .into_iter()
        .filter_map(|name| Some((name.to_lowercase(), env::first(&[name])?)))
        .collect();
    TraceContextPropagator::new().extract_with_context(&Context::new(), &told)
}
