//! `describe TASK`: all there is to know of a task.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::output::{self, CliError};
use crate::storage::Storage;
use crate::task::{Documentation, FunctionTask, Resources, TaskDescriptor, find};

pub(super) const NAME: &str = "describe";

pub(super) fn command() -> Command {
    Command::new(NAME)
        .about("Show a task's interface and options")
        .arg(Arg::new("task").value_name("TASK").required(true).help("The task's name, or the end of it"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON"))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    let wanted = matches.get_one::<String>("task").map(String::as_str).unwrap_or_default();
    let task = find(wanted).map_err(|error| CliError::usage(error.to_string()))?;
    if matches.get_flag("json") {
        output::answer(&format!("{:#}", json(task)))
    } else {
        output::answer(&text(task))
    }
}

/// `(a: int, b: int = 1) -> int`
pub(super) fn signature(descriptor: &TaskDescriptor) -> String {
    let inputs: Vec<String> = descriptor
        .inputs
        .iter()
        .map(|input| match input.default {
            Some(default) => format!("{}: {} = {}", input.name, input.ty, default.text),
            None => format!("{}: {}", input.name, input.ty),
        })
        .collect();
    let outputs = match descriptor.outputs {
        [] => "()".to_owned(),
        [only] if only.name == "o0" => only.ty.to_string(),
        several => {
            let outputs: Vec<String> =
                several.iter().map(|output| format!("{}: {}", output.name, output.ty)).collect();
            format!("({})", outputs.join(", "))
        }
    };
    format!("({}) -> {outputs}", inputs.join(", "))
}

fn text(task: &FunctionTask) -> String {
    let descriptor = task.descriptor;
    let docs = Documentation::parse(descriptor.docs);
    let mut text = format!("{}{}\n", descriptor.name(), signature(descriptor));
    for part in [&docs.short, &docs.long] {
        if !part.is_empty() {
            text.push_str(&format!("\n{part}\n"));
        }
    }
    let inputs: Vec<Vec<String>> = descriptor
        .inputs
        .iter()
        .map(|input| {
            let default = match input.default {
                Some(default) => format!("default {}", default.text),
                None if input.is_required() => "required".to_owned(),
                None => "optional".to_owned(),
            };
            vec![format!("  {}", input.name), input.ty.to_string(), default, input.docs.replace('\n', " ")]
        })
        .collect();
    let outputs: Vec<Vec<String>> = descriptor
        .outputs
        .iter()
        .map(|output| {
            let docs = if output.docs.is_empty() { &docs.returns } else { output.docs };
            vec![format!("  {}", output.name), output.ty.to_string(), docs.replace('\n', " ")]
        })
        .collect();
    let options: Vec<Vec<String>> = options(descriptor)
        .into_iter()
        .map(|(name, value)| vec![format!("  {name}"), plain(&value)])
        .collect();
    for (title, rows) in [("Inputs", inputs), ("Outputs", outputs), ("Options", options)] {
        if !rows.is_empty() {
            text.push_str(&format!("\n{title}\n{}", output::table(&rows)));
        }
    }
    text.push_str(&format!("\nDefined at {}:{}\n", descriptor.file, descriptor.line));
    text
}

/// The task as JSON, in the words of its attribute.
pub(super) fn json(task: &FunctionTask) -> Value {
    let descriptor = task.descriptor;
    let docs = Documentation::parse(descriptor.docs);
    let inputs: Vec<Value> = descriptor
        .inputs
        .iter()
        .map(|input| {
            let mut value = json!({
                "name": input.name,
                "type": input.ty.to_string(),
                "description": input.docs,
                "required": input.is_required(),
            });
            // A default that cannot be said in Flyte's terms is shown as it stands in the source.
            if let (Some(default), Some(object)) = (input.default, value.as_object_mut()) {
                let known = (default.literal)()
                    .and_then(|literal| input.ty.json_from_literal(&literal, &Storage::new()))
                    .unwrap_or_else(|_| Value::from(default.text));
                object.insert("default".to_owned(), known);
            }
            value
        })
        .collect();
    let outputs: Vec<Value> = descriptor
        .outputs
        .iter()
        .map(|output| {
            let docs = if output.docs.is_empty() { docs.returns.as_str() } else { output.docs };
            json!({ "name": output.name, "type": output.ty.to_string(), "description": docs })
        })
        .collect();
    json!({
        "name": descriptor.name(),
        "module": descriptor.module_path(),
        "function": descriptor.function,
        "async": descriptor.is_async,
        "description": { "short": docs.short, "long": docs.long },
        "inputs": inputs,
        "outputs": outputs,
        "options": options(descriptor).into_iter().collect::<serde_json::Map<_, _>>(),
        "source": { "file": descriptor.file, "line": descriptor.line },
    })
}

/// The options that were given, and those that follow from them.
fn options(descriptor: &TaskDescriptor) -> Vec<(String, Value)> {
    let options = &descriptor.options;
    let mut given = Vec::new();
    let mut add =
        |name: &str, value: Option<Value>| given.extend(value.map(|value| (name.to_owned(), value)));
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    add("cache", options.cache.then_some(Value::Bool(true)));
    add("cache_version", descriptor.cache_version().map(Value::from));
    add("cache_serialize", options.cache_serialize.then_some(Value::Bool(true)));
    let ignored = options.cache_ignore_input_vars;
    add("cache_ignore_input_vars", (!ignored.is_empty()).then(|| json!(ignored)));
    add("retries", (options.retries > 0).then(|| json!(options.retries)));
    add("timeout", options.timeout.map(|timeout| json!(humantime::format_duration(timeout).to_string())));
    add("interruptible", options.interruptible.map(Value::Bool));
    add("deprecated", text(options.deprecated));
    add("pod_template_name", text(options.pod_template_name));
    let environment: serde_json::Map<_, _> =
        options.environment.iter().map(|&(key, value)| (key.to_owned(), Value::from(value))).collect();
    add("environment", (!environment.is_empty()).then_some(Value::Object(environment)));
    add("requests", resources(&options.requests));
    add("limits", resources(&options.limits));
    add("container_image", text(options.container_image));
    given
}

fn resources(resources: &Resources) -> Option<Value> {
    let amounts: serde_json::Map<_, _> = [
        ("cpu", resources.cpu),
        ("mem", resources.mem),
        ("gpu", resources.gpu),
        ("ephemeral_storage", resources.ephemeral_storage),
    ]
    .into_iter()
    .filter(|(_, amount)| !amount.is_empty())
    .map(|(name, amount)| (name.to_owned(), Value::from(amount)))
    .collect();
    (!amounts.is_empty()).then_some(Value::Object(amounts))
}

/// A value without JSON's quotes where it is text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| format!("{key}={}", plain(value))).collect::<Vec<_>>().join(" ")
        }
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
