//! One event as one line.

use std::fmt::{self, Write};

use chrono::{DateTime, Utc};
use serde_json::Value;
use tracing::field::{Field, Visit};
use tracing::{Level, Metadata};

use super::redact::redacted;
use super::settings::LogFormat;

/// Names and values of an event or a span.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    fn set(&mut self, field: &Field, value: Value) {
        self.0.retain(|(name, _)| *name != field.name());
        self.0.push((field.name(), value));
    }

    /// Takes over what was recorded later.
    pub(super) fn merge(&mut self, later: Self) {
        self.0.retain(|(name, _)| later.0.iter().all(|(other, _)| other != name));
        self.0.extend(later.0);
    }

    /// Each name with its value.
    #[cfg(feature = "opentelemetry")]
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    /// The event's text, which is no field any more.
    fn take_message(&mut self) -> String {
        let at = self.0.iter().position(|(name, _)| *name == "message");
        match at.map(|at| self.0.remove(at)) {
            Some((_, Value::String(message))) => message,
            Some((_, other)) => other.to_string(),
            None => String::new(),
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.set(field, Value::String(redacted(&format!("{value:?}")).into_owned()));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field, Value::String(redacted(value).into_owned()));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.record_str(field, &value.to_string());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        match serde_json::Number::from_f64(value) {
            Some(number) => self.set(field, Value::Number(number)),
            None => self.set(field, Value::String(value.to_string())),
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field, value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field, value.into());
    }
}

/// Writes the line of an event; `spans` are those around it, innermost first.
pub(super) fn line(
    format: LogFormat,
    time: DateTime<Utc>,
    metadata: &Metadata<'_>,
    mut event: Fields,
    spans: &[(&str, &Fields)],
) -> String {
    let message = event.take_message();
    let path: Vec<&str> = spans.iter().rev().map(|(name, _)| *name).collect();
    // Of two fields of one name the inner one is meant.
    let mut fields: Vec<(&str, &Value)> = Vec::new();
    for (name, value) in event.0.iter().chain(spans.iter().flat_map(|(_, fields)| &fields.0)) {
        if fields.iter().all(|(known, _)| known != name) {
            fields.push((name, value));
        }
    }
    let name = metadata.target();
    match format {
        LogFormat::Text => text(name, &message, &fields),
        LogFormat::Json => {
            let time = time.format("%Y-%m-%d %H:%M:%S,%3f").to_string();
            let level = level_name(*metadata.level());
            let head =
                [("asctime", time.as_str()), ("name", name), ("levelname", level), ("message", &message)];
            json(&head, &path.join(":"), &fields)
        }
    }
}

fn text(name: &str, message: &str, fields: &[(&str, &Value)]) -> String {
    let mut line = format!("[{name}] {message}");
    for (name, value) in fields {
        // Writing to a string cannot fail.
        let _ = match value {
            Value::String(text) if !text.contains(|c: char| c.is_whitespace() || c == '"') => {
                write!(line, " {name}={text}")
            }
            value => write!(line, " {name}={value}"),
        };
    }
    line.push('\n');
    line
}

fn json(head: &[(&str, &str)], path: &str, fields: &[(&str, &Value)]) -> String {
    let mut line = String::from("{");
    let mut push = |name: &str, value: &Value| {
        let comma = if line.len() == 1 { "" } else { ", " };
        let _ = write!(line, "{comma}{}: {value}", Value::from(name));
    };
    for (name, value) in head {
        push(name, &Value::from(*value));
    }
    if !path.is_empty() {
        push("span", &Value::from(path));
    }
    for (name, value) in fields {
        let taken = *name == "span" || head.iter().any(|(known, _)| known == name);
        if taken { push(&format!("fields.{name}"), value) } else { push(name, value) }
    }
    line.push_str("}\n");
    line
}

/// Python's word for the level.
fn level_name(level: Level) -> &'static str {
    match level {
        Level::WARN => "WARNING",
        level => level.as_str(),
    }
}
