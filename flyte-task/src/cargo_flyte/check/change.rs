//! One difference between the lock and the build, and what it does to callers.

use flyte_idl::core::LiteralType;
use serde_json::{Value, json};

use super::fields;

/// What a change does to those who call the task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Some calls that fitted do so no more.
    Breaks,
    /// All calls still fit.
    Fits,
    /// Calls are not concerned.
    Note,
}

/// A difference in one task.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// The task's name.
    pub(super) task: String,
    /// What it does to callers.
    pub(super) effect: Effect,
    /// What is different.
    pub(super) kind: Kind,
}

/// What is different.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    TaskAdded,
    TaskRemoved,
    InputAdded { name: String, is: LiteralType },
    InputRemoved { name: String, was: LiteralType },
    InputChanged { name: String, was: LiteralType, is: LiteralType, fit: Fit },
    OutputAdded { name: String, is: LiteralType },
    OutputRemoved { name: String, was: LiteralType },
    OutputChanged { name: String, was: LiteralType, is: LiteralType, fit: Fit },
    CacheVersion { was: String, is: String },
}

/// How two types of one variable are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Each passes for the other.
    Alike,
    /// What the old one held passes for the new one.
    Widened,
    /// What the new one holds passes for the old one.
    Narrowed,
    /// Neither passes for the other.
    Replaced,
}

impl Effect {
    /// Its word in a report.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Breaks => "breaks callers",
            Self::Fits => "fits callers",
            Self::Note => "note",
        }
    }
}

impl Fit {
    fn word(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Replaced => "replaced",
        }
    }
}

impl Change {
    /// The change in words.
    pub(super) fn text(&self) -> String {
        match &self.kind {
            Kind::TaskAdded => "the task is new".to_owned(),
            Kind::TaskRemoved => "the task is gone, and with it whatever calls it".to_owned(),
            Kind::InputAdded { name, is } if self.effect == Effect::Fits => {
                format!("the input `{name}` ({is}) is new and may be left out")
            }
            // Defaults are this program's: Flyte keeps none for tasks.
            Kind::InputAdded { name, is } => {
                format!("the input `{name}` ({is}) is new, and no caller gives it yet")
            }
            Kind::InputRemoved { name, was } => {
                format!("the input `{name}` ({was}) is gone, and callers give it")
            }
            Kind::InputChanged { name, was, is, fit } => {
                let why = match fit {
                    Fit::Alike => "each passes for the other",
                    Fit::Widened => "it takes what it took, and more",
                    Fit::Narrowed => "it takes less than it took",
                    Fit::Replaced => "what callers give does not fit",
                };
                format!("the input `{name}` {}: {why}", difference(was, is))
            }
            Kind::OutputAdded { name, is } => format!("the output `{name}` ({is}) is new"),
            Kind::OutputRemoved { name, was } => {
                format!("the output `{name}` ({was}) is gone, and with it whatever reads it")
            }
            Kind::OutputChanged { name, was, is, fit } => {
                let why = match fit {
                    Fit::Alike => "each passes for the other",
                    Fit::Narrowed => "it still fits where it fitted",
                    Fit::Widened => "it may hold what its readers do not take",
                    Fit::Replaced => "its readers do not take it",
                };
                format!("the output `{name}` {}: {why}", difference(was, is))
            }
            Kind::CacheVersion { was, is } if was.is_empty() => {
                format!("it is cached now, under version {is}")
            }
            Kind::CacheVersion { was, is } if is.is_empty() => {
                format!("it is cached no more; the version was {was}")
            }
            Kind::CacheVersion { was, is } => {
                format!("the cache version is {is}, was {was}: outputs kept so far are not used again")
            }
        }
    }

    /// The change for programs.
    pub(super) fn as_json(&self) -> Value {
        let (kind, variable) = match &self.kind {
            Kind::TaskAdded => ("task_added", json!({})),
            Kind::TaskRemoved => ("task_removed", json!({})),
            Kind::InputAdded { name, is } => ("input_added", json!({ "name": name, "is": is.to_string() })),
            Kind::InputRemoved { name, was } => {
                ("input_removed", json!({ "name": name, "was": was.to_string() }))
            }
            Kind::InputChanged { name, was, is, fit } => ("input_changed", pair(name, was, is, *fit)),
            Kind::OutputAdded { name, is } => ("output_added", json!({ "name": name, "is": is.to_string() })),
            Kind::OutputRemoved { name, was } => {
                ("output_removed", json!({ "name": name, "was": was.to_string() }))
            }
            Kind::OutputChanged { name, was, is, fit } => ("output_changed", pair(name, was, is, *fit)),
            Kind::CacheVersion { was, is } => ("cache_version_changed", json!({ "was": was, "is": is })),
        };
        let mut change = json!({
            "task": self.task,
            "kind": kind,
            "breaking": self.effect == Effect::Breaks,
            "message": self.text(),
        });
        if let (Some(change), Value::Object(variable)) = (change.as_object_mut(), variable) {
            change.extend(variable);
        }
        change
    }
}

fn pair(name: &str, was: &LiteralType, is: &LiteralType, fit: Fit) -> Value {
    json!({ "name": name, "was": was.to_string(), "is": is.to_string(), "fit": fit.word() })
}

/// The two types in words that differ.
fn difference(was: &LiteralType, is: &LiteralType) -> String {
    let (old, new) = (was.to_string(), is.to_string());
    let fields = fields::difference(was, is);
    match (old == new, fields.is_empty()) {
        (false, true) => format!("is {new}, was {old}"),
        (false, false) => format!("is {new}, was {old} ({fields})"),
        (true, false) => format!("is another {new} ({fields})"),
        (true, true) => format!("is described otherwise ({new})"),
    }
}
