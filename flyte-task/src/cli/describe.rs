//! `describe TASK`: all there is to know of a task.

use clap::{Arg, ArgAction, ArgMatches, Command};
use flyte_idl::core::resources::{ResourceEntry, ResourceName};
use flyte_idl::core::{K8sPod, Secret};
use flyte_idl::prost_types::Struct;
use flyte_idl::value;
use serde_json::{Value, json};

use super::output::{self, CliError};
use crate::interface::{InputDescriptor, Interface, VariableDescriptor};
use crate::storage::Storage;
use crate::task::{
    Documentation, SerializationSettings, Task, find, primary_container, primary_container_name,
};

pub(crate) const NAME: &str = "describe";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Show a task's interface and options")
        .arg(Arg::new("task").value_name("TASK").required(true).help("The task's name, or the end of it"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON"))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    let wanted = matches.get_one::<String>("task").map(String::as_str).unwrap_or_default();
    show(find(wanted).map_err(|error| CliError::usage(error.to_string()))?.as_ref(), matches)
}

/// Prints the task.
pub(crate) fn show(task: &dyn Task, matches: &ArgMatches) -> Result<(), CliError> {
    if matches.get_flag("json") {
        output::answer(&format!("{:#}", json(task)))
    } else {
        output::answer(&text(task))
    }
}

fn text(task: &dyn Task) -> String {
    let (interface, docs) = (task.interface(), task.docs().unwrap_or_default());
    let mut text = format!("{}{interface}\n", task.name());
    for part in [&docs.short, &docs.long] {
        if !part.is_empty() {
            text.push_str(&format!("\n{part}\n"));
        }
    }
    let inputs: Vec<Vec<String>> = interface
        .inputs()
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
    let outputs: Vec<Vec<String>> = interface
        .outputs()
        .iter()
        .map(|output| {
            let docs = if output.docs.is_empty() { &docs.returns } else { output.docs };
            vec![format!("  {}", output.name), output.ty.to_string(), docs.replace('\n', " ")]
        })
        .collect();
    let options: Vec<Vec<String>> =
        options(task).into_iter().map(|(name, value)| vec![format!("  {name}"), plain(&value)]).collect();
    for (title, rows) in [("Inputs", inputs), ("Outputs", outputs), ("Options", options)] {
        if !rows.is_empty() {
            text.push_str(&format!("\n{title}\n{}", output::table(&rows)));
        }
    }
    let place = task.instantiated_in();
    if !place.is_empty() {
        text.push_str(&format!("\nDefined at {place}\n"));
    }
    text
}

/// The task as JSON, in the words of its attribute.
pub(super) fn json(task: &dyn Task) -> Value {
    let (interface, docs) = (task.interface(), task.docs().unwrap_or_default());
    let location = task.location();
    json!({
        "name": task.name(),
        "type": task.task_type(),
        "module": location.module,
        "function": location.name,
        "description": { "short": docs.short, "long": docs.long },
        "inputs": inputs(&interface),
        "outputs": outputs(&interface, &docs),
        "options": options(task).into_iter().collect::<serde_json::Map<_, _>>(),
        "source": task.instantiated_in(),
    })
}

fn inputs(interface: &Interface) -> Vec<Value> {
    let input = |input: &InputDescriptor| {
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
    };
    interface.inputs().iter().map(input).collect()
}

fn outputs(interface: &Interface, docs: &Documentation) -> Vec<Value> {
    let output = |output: &VariableDescriptor| {
        let docs = if output.docs.is_empty() { docs.returns.as_str() } else { output.docs };
        json!({ "name": output.name, "type": output.ty.to_string(), "description": docs })
    };
    interface.outputs().iter().map(output).collect()
}

/// The options that were given, and those that follow from them.
fn options(task: &dyn Task) -> Vec<(String, Value)> {
    let metadata = task.metadata();
    let mut given = Vec::new();
    let mut add =
        |name: &str, value: Option<Value>| given.extend(value.map(|value| (name.to_owned(), value)));
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    let task_type = task.task_type();
    add("task_type", (task_type != "container").then(|| Value::from(task_type)));
    add("cache", metadata.cache().then_some(Value::Bool(true)));
    add("cache_version", text(metadata.cache_version()));
    add("cache_serialize", metadata.cache_serialize().then_some(Value::Bool(true)));
    let ignored = metadata.cache_ignore_input_vars();
    add("cache_ignore_input_vars", (!ignored.is_empty()).then(|| json!(ignored)));
    add("retries", (metadata.retries() > 0).then(|| json!(metadata.retries())));
    add("timeout", metadata.timeout().map(|timeout| json!(humantime::format_duration(timeout).to_string())));
    add("interruptible", metadata.interruptible().map(Value::Bool));
    add("deprecated", text(metadata.deprecated()));
    add("pod_template_name", text(metadata.pod_template_name()));
    let environment: serde_json::Map<_, _> =
        task.environment().into_iter().map(|(key, value)| (key, Value::from(value))).collect();
    add("environment", (!environment.is_empty()).then_some(Value::Object(environment)));
    let pod = metadata.to_model().metadata.unwrap_or_default();
    add("labels", (!pod.labels.is_empty()).then(|| json!(pod.labels)));
    add("annotations", (!pod.annotations.is_empty()).then(|| json!(pod.annotations)));
    // Names of secrets are no secrets.
    let secrets = task.security_context().unwrap_or_default().secrets;
    let secret = |secret: &Secret| format!("{}/{}", secret.group, secret.key);
    add("secret_requests", (!secrets.is_empty()).then(|| secrets.iter().map(secret).collect()));
    let extended = task.extended_resources().unwrap_or_default();
    add("accelerator", extended.gpu_accelerator.map(|accelerator| Value::from(accelerator.device)));
    add(
        "shared_memory",
        extended.shared_memory.map(|memory| match memory.size_limit.as_str() {
            "" => Value::Bool(true),
            size => Value::from(size),
        }),
    );
    if task.enable_deck() {
        let fields: Vec<String> = task.deck_fields().iter().map(ToString::to_string).collect();
        add("enable_deck", Some(Value::Bool(true)));
        add("deck_fields", Some(json!(fields)));
    }
    // Asked with an image that no one has, the container shows whether it names its own.
    let settings = SerializationSettings { image: "?".to_owned(), ..SerializationSettings::default() };
    if let Ok(Some(container)) = task.container(&settings) {
        let resources = container.resources.unwrap_or_default();
        add("requests", amounts(&resources.requests));
        add("limits", amounts(&resources.limits));
        add("container_image", (container.image != settings.image).then(|| Value::from(container.image)));
    }
    if let Ok(Some(pod)) = task.k8s_pod(&settings) {
        let config = task.config(&settings);
        add("pod_template", Some(containers(&pod, primary_container_name(&pod, &config))));
        let primary = primary_container(&pod, &config);
        let field = |name: &str| primary.and_then(|container| container.fields.get(name));
        let resources = field("resources").and_then(value::as_struct);
        for kind in ["requests", "limits"] {
            let amounts = resources.and_then(|resources| resources.fields.get(kind));
            add(kind, amounts.and_then(value::as_struct).and_then(quantities));
        }
        let image = field("image").and_then(value::as_str);
        add("container_image", image.filter(|image| *image != settings.image).map(Value::from));
    }
    given
}

/// The names of a pod's containers, the task's own first.
fn containers(pod: &K8sPod, primary: &str) -> Value {
    let containers = pod.pod_spec.as_ref().and_then(|spec| spec.fields.get("containers"));
    let containers = containers.and_then(value::as_list).unwrap_or_default();
    let names = containers.iter().filter_map(|container| {
        value::as_str(value::as_struct(container)?.fields.get("name")?).filter(|name| *name != primary)
    });
    std::iter::once(primary).chain(names).collect()
}

/// Amounts from a pod, in the words of the attribute.
fn quantities(amounts: &Struct) -> Option<Value> {
    let word = |name: &str| if name == "memory" { "mem".to_owned() } else { name.replace('-', "_") };
    let amounts: serde_json::Map<_, _> = amounts
        .fields
        .iter()
        .filter_map(|(name, amount)| Some((word(name), Value::from(value::as_str(amount)?))))
        .collect();
    (!amounts.is_empty()).then_some(Value::Object(amounts))
}

fn amounts(entries: &[ResourceEntry]) -> Option<Value> {
    let word = |entry: &ResourceEntry| match entry.name() {
        ResourceName::Memory => "mem".to_owned(),
        other => other.as_str_name().to_lowercase(),
    };
    let amounts: serde_json::Map<_, _> =
        entries.iter().map(|entry| (word(entry), Value::from(entry.value.as_str()))).collect();
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
