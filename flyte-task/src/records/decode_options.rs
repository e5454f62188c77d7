//! A task's options out of its record's JSON.

use std::time::Duration;

use serde_json::{Map, Value};

use super::Unknown;
use crate::deck::DeckField;
use crate::task::{Accelerator, DocsOptions, Partition, Resources, SecretMount, SecretRequest, TaskOptions};

type Read<T> = Result<T, String>;
type Pairs = &'static [(&'static str, &'static str)];

/// An object whose entries are taken out one by one, so that what nobody knows is left.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn of(value: Value) -> Read<Self> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err("an object was to stand here".to_owned()),
        }
    }

    pub(super) fn take<T>(&mut self, key: &str, read: impl FnOnce(Value) -> Read<T>) -> Read<Option<T>> {
        self.0.remove(key).map(|value| read(value).map_err(|error| format!("`{key}`: {error}"))).transpose()
    }

    /// A text, empty where there is none.
    pub(super) fn text(&mut self, key: &str) -> Read<&'static str> {
        Ok(self.take(key, text)?.unwrap_or_default())
    }

    pub(super) fn flag(&mut self, key: &str) -> Read<bool> {
        Ok(self.take(key, flag)?.unwrap_or_default())
    }

    /// A list, empty where there is none.
    pub(super) fn list<T>(&mut self, key: &str, item: impl Fn(Value) -> Read<T>) -> Read<Vec<T>> {
        let list = self.take(key, |value| match value {
            Value::Array(items) => items.into_iter().map(&item).collect(),
            _ => Err("a list was to stand here".to_owned()),
        })?;
        Ok(list.unwrap_or_default())
    }

    /// Refuses what was not taken.
    pub(super) fn end(self) -> Read<()> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(key) => Err(format!("nothing is known of `{key}`")),
        }
    }
}

/// The options, with what only the program can tell of them.
pub(super) fn options(value: Value) -> Read<(TaskOptions, Vec<Unknown>)> {
    let mut fields = Fields::of(value)?;
    let read = TaskOptions {
        name: fields.take("name", text)?,
        cache: fields.flag("cache")?,
        cache_version: fields.take("cache_version", text)?,
        cache_salt: fields.text("cache_salt")?,
        cache_serialize: fields.flag("cache_serialize")?,
        cache_ignore_input_vars: fields.list("cache_ignore_input_vars", text)?.leak(),
        retries: fields.take("retries", number)?.unwrap_or_default(),
        timeout: fields.take("timeout", duration)?,
        interruptible: fields.take("interruptible", flag)?,
        deprecated: fields.text("deprecated")?,
        pod_template_name: fields.text("pod_template_name")?,
        environment: pairs(&mut fields, "environment")?,
        requests: fields.take("requests", resources)?.unwrap_or(Resources::NONE),
        limits: fields.take("limits", resources)?.unwrap_or(Resources::NONE),
        container_image: fields.text("container_image")?,
        task_type: fields.text("task_type")?,
        task_type_version: fields.take("task_type_version", number)?.unwrap_or_default(),
        secret_requests: fields.list("secret_requests", secret)?.leak(),
        accelerator: fields.take("accelerator", accelerator)?,
        shared_memory: fields.take("shared_memory", text)?,
        labels: pairs(&mut fields, "labels")?,
        annotations: pairs(&mut fields, "annotations")?,
        enable_deck: fields.flag("enable_deck")?,
        deck_fields: if fields.0.contains_key("deck_fields") {
            fields.list("deck_fields", deck_field)?.leak()
        } else {
            &DeckField::ALL
        },
        docs: fields.take("docs", links)?.unwrap_or(DocsOptions::NONE),
        // Code of the user's.
        cache_policies: &[],
        #[cfg(feature = "pod-any")]
        pod_template: None,
        task_config: None,
        resolver: None,
        pre_execute: None,
        post_execute: None,
    };
    let code = fields.list("code", code)?;
    fields.end()?;
    Ok((read, code))
}

pub(super) fn text(value: Value) -> Read<&'static str> {
    match value {
        Value::String(text) => Ok(text.leak()),
        _ => Err("a text was to stand here".to_owned()),
    }
}

fn flag(value: Value) -> Read<bool> {
    value.as_bool().ok_or_else(|| "true or false was to stand here".to_owned())
}

fn number<T: TryFrom<u64>>(value: Value) -> Read<T> {
    let number = value.as_u64().and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| format!("{value} is no number that can stand here"))
}

fn duration(value: Value) -> Read<Duration> {
    let parts: Vec<u64> = list(value)?.into_iter().map(number).collect::<Read<_>>()?;
    match parts.as_slice() {
        [seconds, nanos @ 0..1_000_000_000] => {
            Ok(Duration::new(*seconds, u32::try_from(*nanos).unwrap_or_default()))
        }
        _ => Err("seconds and nanoseconds were to stand here".to_owned()),
    }
}

fn list(value: Value) -> Read<Vec<Value>> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err("a list was to stand here".to_owned()),
    }
}

fn pairs(fields: &mut Fields, key: &str) -> Read<Pairs> {
    let pairs = fields.list(key, |value| {
        let parts: Vec<&'static str> = list(value)?.into_iter().map(text).collect::<Read<_>>()?;
        match parts.as_slice() {
            [key, value] => Ok((*key, *value)),
            _ => Err("pairs of texts were to stand here".to_owned()),
        }
    })?;
    Ok(pairs.leak())
}

fn resources(value: Value) -> Read<Resources> {
    let mut fields = Fields::of(value)?;
    let read = Resources {
        cpu: fields.text("cpu")?,
        mem: fields.text("mem")?,
        gpu: fields.text("gpu")?,
        ephemeral_storage: fields.text("ephemeral_storage")?,
    };
    fields.end().map(|()| read)
}

fn secret(value: Value) -> Read<SecretRequest> {
    let mut fields = Fields::of(value)?;
    let read = SecretRequest {
        group: fields.text("group")?,
        key: fields.text("key")?,
        version: fields.text("version")?,
        mount: match fields.text("mount")? {
            "" | "Any" => SecretMount::Any,
            "EnvVar" => SecretMount::EnvVar,
            "File" => SecretMount::File,
            other => return Err(format!("no secret is mounted as `{other}`")),
        },
        env_var: fields.text("env_var")?,
    };
    fields.end().map(|()| read)
}

fn accelerator(value: Value) -> Read<Accelerator> {
    let mut fields = Fields::of(value)?;
    let device = fields.text("device")?;
    let partition = match (fields.take("partition", text)?, fields.flag("unpartitioned")?) {
        (Some(size), _) => Partition::Size(size),
        (None, true) => Partition::Unpartitioned,
        (None, false) => Partition::Any,
    };
    fields.end().map(|()| Accelerator { device, partition })
}

fn deck_field(value: Value) -> Read<DeckField> {
    let name = text(value)?;
    let known = DeckField::ALL.into_iter().find(|field| format!("{field:?}") == name);
    known.ok_or_else(|| format!("there is no default deck `{name}`"))
}

fn links(value: Value) -> Read<DocsOptions> {
    let mut fields = Fields::of(value)?;
    let read = DocsOptions { source_link: fields.text("source_link")?, icon_link: fields.text("icon_link")? };
    fields.end().map(|()| read)
}

fn code(value: Value) -> Read<Unknown> {
    let word = text(value)?;
    let reason = match word {
        "cache_policies" => "its cache policies derive the cache's version when they are asked",
        "pod_template" => "its pod template is made by code",
        "task_config" => "the settings of its plugin are made by code",
        "resolver" => "its resolver decides by what arguments it is found again",
        other => return Err(format!("nothing is known of the code `{other}`")),
    };
    Ok(Unknown { what: word.to_owned(), reason: reason.to_owned() })
}
