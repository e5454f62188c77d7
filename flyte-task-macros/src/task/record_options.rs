//! The options of a task as its record has them: under the names of the fields of `TaskOptions`, only what was given.

use std::time::Duration;

use syn::LitStr;

use super::hardware::Accelerator;
use super::options::Options;
use super::resources::Resources;
use super::secrets::Secret;
use crate::arguments::Written;
use crate::json::{Json, Object};

pub(super) fn options(options: &Options) -> Object {
    // Every field by name, so that a new option cannot be forgotten here.
    let Options {
        krate: _,
        name,
        cache,
        cache_version,
        cache_salt,
        cache_policies,
        cache_serialize,
        cache_ignore_input_vars,
        retries,
        timeout,
        interruptible,
        deprecated,
        pod_template_name,
        pod_template,
        environment,
        requests,
        limits,
        container_image,
        task_type,
        task_type_version,
        task_config,
        secret_requests,
        accelerator,
        shared_memory,
        labels,
        annotations,
        docs,
        enable_deck,
        deck_fields,
        resolver,
        pre_execute: _,
        post_execute: _,
    } = options;
    let mut json = Object::default();
    let text = |json: &mut Object, key: &str, text: Option<&LitStr>| {
        json.set_text(key, text.map(LitStr::value).as_deref());
    };
    text(&mut json, "name", name.as_ref());
    json.set_flag("cache", is_set(cache.as_ref()));
    text(&mut json, "cache_version", value(cache_version.as_ref()));
    text(&mut json, "cache_salt", value(cache_salt.as_ref()));
    json.set_flag("cache_serialize", is_set(cache_serialize.as_ref()));
    if let Some(ignored) = value(cache_ignore_input_vars.as_ref()) {
        let names = ignored.iter().map(|name| Json::text(&name.value));
        json.set("cache_ignore_input_vars", Json::list(names));
    }
    if let Some(retries) = value(retries.as_ref()) {
        json.set("retries", Json::number(u64::from(*retries)));
    }
    if let Some(timeout) = timeout {
        json.set("timeout", duration(timeout));
    }
    if let Some(interruptible) = value(interruptible.as_ref()) {
        json.set("interruptible", Json::flag(*interruptible));
    }
    text(&mut json, "deprecated", deprecated.as_ref());
    text(&mut json, "pod_template_name", pod_template_name.as_ref());
    text(&mut json, "container_image", container_image.as_ref());
    text(&mut json, "task_type", value(task_type.as_ref()));
    if let Some(version) = value(task_type_version.as_ref()) {
        json.set("task_type_version", Json::number(u64::from(*version)));
    }
    for (key, pairs) in [("environment", environment), ("labels", labels), ("annotations", annotations)] {
        if !pairs.is_empty() {
            let pairs =
                pairs.iter().map(|(key, value)| Json::list([Json::text(key), Json::text(&value.value())]));
            json.set(key, Json::list(pairs));
        }
    }
    for (key, amounts) in [("requests", requests), ("limits", limits)] {
        let amounts = resources(amounts);
        if !amounts.is_empty() {
            json.set(key, amounts.close());
        }
    }
    if !secret_requests.is_empty() {
        json.set("secret_requests", Json::list(secret_requests.iter().map(secret)));
    }
    if let Some(kind) = value(accelerator.as_ref()) {
        json.set("accelerator", hardware(kind));
    }
    json.set_text("shared_memory", shared_memory.as_deref());
    json.set_flag("enable_deck", is_set(enable_deck.as_ref()));
    if let Some(fields) = value(deck_fields.as_ref()) {
        json.set("deck_fields", Json::list(fields.iter().map(|field| Json::text(field))));
    }
    let mut links = Object::default();
    for (key, link) in docs.named() {
        text(&mut links, key, link);
    }
    if !links.is_empty() {
        json.set("docs", links.close());
    }
    // Code of the user's that the TaskSpec depends on: only that it is there can be told.
    let code = [
        ("cache_policies", cache_policies.is_some()),
        ("pod_template", pod_template.is_some()),
        ("task_config", task_config.is_some()),
        ("resolver", resolver.is_some()),
    ];
    if code.iter().any(|(_, is_given)| *is_given) {
        let words = code.iter().filter(|(_, is_given)| *is_given).map(|(word, _)| Json::text(word));
        json.set("code", Json::list(words));
    }
    json
}

fn is_set(flag: Option<&Written<bool>>) -> bool {
    flag.is_some_and(|flag| flag.value)
}

fn value<T>(written: Option<&Written<T>>) -> Option<&T> {
    written.map(|written| &written.value)
}

/// Seconds and nanoseconds.
fn duration(duration: &Duration) -> Json {
    Json::list([Json::number(duration.as_secs()), Json::number(u64::from(duration.subsec_nanos()))])
}

fn resources(resources: &Resources) -> Object {
    let mut json = Object::default();
    for (name, amount) in resources.named() {
        json.set_text(name, amount.map(|amount| amount.value.text.as_str()));
    }
    json
}

fn secret(Secret { group, key, version, mount, env_var }: &Secret) -> Json {
    let mut json = Object::default();
    for (name, text) in [("group", group), ("key", key), ("version", version), ("env_var", env_var)] {
        json.set_text(name, text.as_ref().map(LitStr::value).as_deref());
    }
    json.set_text("mount", *mount);
    json.close()
}

fn hardware(Accelerator { device, partition, unpartitioned }: &Accelerator) -> Json {
    let mut json = Object::default();
    json.set_text("device", device.as_ref().map(LitStr::value).as_deref());
    json.set_text("partition", partition.as_ref().map(LitStr::value).as_deref());
    json.set_flag("unpartitioned", *unpartitioned);
    json.close()
}
