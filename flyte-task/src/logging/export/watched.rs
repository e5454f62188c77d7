//! What was lost on the way, which the SDK does not tell.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use super::client::Trouble;

/// How many spans could not be sent, and why.
#[derive(Debug)]
pub(super) struct Loss {
    told: Mutex<Option<(usize, String)>>,
    trouble: Arc<Trouble>,
}

impl Loss {
    pub(super) fn new(trouble: Arc<Trouble>) -> Self {
        Self { told: Mutex::new(None), trouble }
    }

    /// The number of spans that were lost, and why the last of them; none if all were sent.
    pub(super) fn told(&self) -> Option<(usize, String)> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn add(&self, spans: usize) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let before = told.as_ref().map_or(0, |(spans, _)| *spans);
        *told = Some((before + spans, self.trouble.last()));
    }
}

/// An exporter whose losses are counted.
#[derive(Debug)]
pub(super) struct Watched<E> {
    exporter: E,
    loss: Arc<Loss>,
}

impl<E> Watched<E> {
    pub(super) fn new(exporter: E, loss: Arc<Loss>) -> Self {
        Self { exporter, loss }
    }
}

impl<E: SpanExporter> SpanExporter for Watched<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        let sent = self.exporter.export(batch).await;
        if sent.is_err() {
            self.loss.add(spans);
        }
        sent
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}
