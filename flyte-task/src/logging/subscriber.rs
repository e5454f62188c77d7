//! Listens to events and spans, writes a line for each event, and passes both on to whoever gathers spans.
//!
//! It knows no layers and no filters that change, so that a program that says nothing pays next to nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Utc;
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

use super::export;
use super::line::{Fields, line};
use super::settings::LogSettings;

thread_local! {
    /// The spans that this thread is in, outermost first.
    static ENTERED: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// Writes events as lines on stderr.
#[derive(Debug)]
pub(super) struct LineSubscriber {
    settings: LogSettings,
    spans: Mutex<HashMap<u64, OpenSpan>>,
    next: AtomicU64,
}

#[derive(Debug)]
struct OpenSpan {
    metadata: &'static Metadata<'static>,
    fields: Fields,
    parent: Option<u64>,
    handles: usize,
}

impl LineSubscriber {
    pub(super) fn new(settings: LogSettings) -> Self {
        Self { settings, spans: Mutex::new(HashMap::new()), next: AtomicU64::new(1) }
    }

    fn spans(&self) -> MutexGuard<'_, HashMap<u64, OpenSpan>> {
        // Each change is whole, also after a panic elsewhere.
        self.spans.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether anybody wants to hear of it.
    fn listens(&self, metadata: &Metadata<'_>) -> bool {
        self.settings.shows(metadata) || (export::is_on() && LogSettings::is_phase(metadata))
    }

    /// The line of an event.
    fn said(&self, event: &Event<'_>) -> String {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut at = match event.parent() {
            Some(parent) => Some(parent.into_u64()),
            None if event.is_contextual() => innermost(),
            None => None,
        };
        export::said(at, event.metadata(), &fields);
        let spans = self.spans();
        let mut around = Vec::new();
        while let Some(span) = at.and_then(|id| spans.get(&id)) {
            // Lines are the same, whether or not spans are gathered.
            if self.settings.shows(span.metadata) {
                around.push((span.metadata.name(), &span.fields));
            }
            at = span.parent;
        }
        line(self.settings.format, Utc::now(), event.metadata(), fields, &around)
    }
}

impl Subscriber for LineSubscriber {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.listens(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.listens(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        let gathered = if export::is_on() { LevelFilter::INFO } else { LevelFilter::OFF };
        Some(self.settings.most().max(gathered))
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let parent = match span.parent() {
            Some(parent) => Some(parent.into_u64()),
            None if span.is_contextual() => innermost(),
            None => None,
        };
        let mut fields = Fields::default();
        span.record(&mut fields);
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        export::opened(id, parent, span.metadata(), &fields);
        let mut spans = self.spans();
        // A span lasts as long as those inside it.
        if let Some(parent) = parent.and_then(|parent| spans.get_mut(&parent)) {
            parent.handles += 1;
        }
        spans.insert(id, OpenSpan { metadata: span.metadata(), fields, parent, handles: 1 });
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        // What the values print must not find the lock taken.
        let mut fields = Fields::default();
        values.record(&mut fields);
        export::recorded(span.into_u64(), &fields);
        if let Some(span) = self.spans().get_mut(&span.into_u64()) {
            span.fields.merge(fields);
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let line = self.said(event);
        // Nothing more can be done about a stderr that takes no words.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    }

    fn enter(&self, span: &Id) {
        ENTERED.with_borrow_mut(|entered| entered.push(span.into_u64()));
    }

    fn exit(&self, span: &Id) {
        ENTERED.with_borrow_mut(|entered| {
            if let Some(at) = entered.iter().rposition(|id| *id == span.into_u64()) {
                entered.remove(at);
            }
        });
    }

    fn clone_span(&self, id: &Id) -> Id {
        if let Some(span) = self.spans().get_mut(&id.into_u64()) {
            span.handles += 1;
        }
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut spans = self.spans();
        let (mut at, mut closed) = (Some(id.into_u64()), false);
        while let Some(id) = at {
            let Some(span) = spans.get_mut(&id) else { break };
            span.handles -= 1;
            if span.handles > 0 {
                break;
            }
            closed = true;
            export::closed(id);
            at = spans.remove(&id).and_then(|span| span.parent);
        }
        closed
    }

    fn current_span(&self) -> Current {
        let current = innermost().and_then(|id| Some((id, self.spans().get(&id)?.metadata)));
        current.map_or_else(Current::none, |(id, metadata)| Current::new(Id::from_u64(id), metadata))
    }
}

fn innermost() -> Option<u64> {
    ENTERED.with_borrow(|entered| entered.last().copied())
}
