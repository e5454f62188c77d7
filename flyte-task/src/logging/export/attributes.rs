//! Fields of spans and events in OpenTelemetry's terms; what signs web addresses is gone from them already.

use std::borrow::Cow;

use opentelemetry::{KeyValue, Value};
use serde_json::Value as Json;
use tracing::Metadata;

use crate::logging::line::Fields;

/// The field in which a span tells why it failed.
const ERROR: &str = "error";

/// The most bytes of one text that are sent; backends take little more.
const LONGEST: usize = 4096;

/// The name that a collector gets: that of the task for a run, otherwise the span's own.
pub(super) fn name(metadata: &Metadata<'_>, fields: &Fields) -> Cow<'static, str> {
    let is_run = metadata.name() == "run" && metadata.target() == "flyte_task::execution::phase";
    let task = fields.iter().find(|(name, _)| is_run && *name == "task");
    match task {
        Some((_, Json::String(task))) => task.clone().into(),
        _ => metadata.name().to_owned().into(),
    }
}

/// All fields but the error, which is the span's status.
pub(super) fn attributes(fields: &Fields) -> impl Iterator<Item = KeyValue> {
    fields
        .iter()
        .filter(|(name, _)| *name != ERROR)
        .map(|(name, value)| KeyValue::new(name, attribute(value)))
}

/// Why a span failed, if the fields tell it.
pub(super) fn error(fields: &Fields) -> Option<String> {
    let (_, value) = fields.iter().find(|(name, _)| *name == ERROR)?;
    Some(text(value))
}

/// The text of an event, and its fields.
pub(super) fn event(metadata: &Metadata<'_>, fields: &Fields) -> (String, Vec<KeyValue>) {
    let message = fields.iter().find(|(name, _)| *name == "message").map(|(_, value)| text(value));
    let mut found = vec![
        KeyValue::new("level", metadata.level().as_str()),
        KeyValue::new("target", metadata.target().to_owned()),
    ];
    let others = fields.iter().filter(|(name, _)| *name != "message");
    found.extend(others.map(|(name, value)| KeyValue::new(name, attribute(value))));
    (message.unwrap_or_else(|| metadata.name().to_owned()), found)
}

fn attribute(value: &Json) -> Value {
    match value {
        Json::Bool(value) => (*value).into(),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => number.into(),
            (None, Some(float)) if number.is_f64() => float.into(),
            _ => number.to_string().into(),
        },
        other => text(other).into(),
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => shortened(text),
        other => other.to_string(),
    }
}

/// The text, or its beginning.
pub(super) fn shortened(text: &str) -> String {
    let end = text.floor_char_boundary(LONGEST);
    match text.split_at_checked(end) {
        Some((shown, rest)) if !rest.is_empty() => format!("{shown}.."),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("short"), "short");
        let cut = shortened(&"ä".repeat(5000));
        assert_eq!((cut.len(), cut.ends_with("ä..")), (LONGEST + 2, true));
    }

    #[test]
    fn numbers_stay_numbers_while_they_fit() {
        assert_eq!(attribute(&Json::from(-3)), Value::I64(-3));
        assert_eq!(attribute(&Json::from(0.5)), Value::F64(0.5));
        assert_eq!(attribute(&Json::from(true)), Value::Bool(true));
        assert_eq!(attribute(&Json::from(u64::MAX)), Value::from(u64::MAX.to_string()));
    }
}
