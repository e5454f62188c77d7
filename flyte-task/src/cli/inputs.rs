//! The inputs of a run: one option for each, typed by the task's interface.

use std::io::Read;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Map, Value};

use super::output::CliError;
use crate::interface::{InputDescriptor, Interface};
use crate::types::TypeDescriptor;
use crate::types::codec::map_entry;

const INPUTS_FILE: &str = "inputs-file";

/// The options of one task's inputs.
pub(super) fn options(mut command: Command, interface: &Interface) -> Command {
    if interface.inputs().iter().any(|input| input.name == "help") {
        // The input takes the long word; `-h` still helps.
        command = command.disable_help_flag(true).arg(
            Arg::new("flyte help").short('h').action(ArgAction::Help).help("Print help").display_order(1000),
        );
    }
    for (order, input) in interface.inputs().iter().enumerate() {
        command = command.arg(option(input).display_order(order));
        if is_boolean(input.ty) {
            let id = negation(input);
            command = command.arg(
                Arg::new(id.clone())
                    .long(id)
                    .action(ArgAction::SetTrue)
                    .conflicts_with(input.name)
                    .hide(true),
            );
        }
    }
    if !interface.inputs().iter().any(|input| input.name == "inputs_file") {
        command = command.arg(
            Arg::new(INPUTS_FILE)
                .long(INPUTS_FILE)
                .value_name("FILE")
                .help("Take inputs from a JSON object in FILE, or from stdin if FILE is -; options win")
                .display_order(999),
        );
    }
    command
}

fn option(input: &InputDescriptor) -> Arg {
    let mut help = input.docs.replace('\n', " ");
    let fact = match input.default {
        Some(default) => format!("[default: {}]", default.text),
        None if input.is_required() => "[required]".to_owned(),
        None => "[default: none]".to_owned(),
    };
    if !help.is_empty() {
        help.push(' ');
    }
    help.push_str(&fact);
    let mut arg = Arg::new(input.name)
        .long(input.name)
        .value_name(input.ty.to_string())
        .help(help)
        .value_parser(ValueParser::string());
    if is_boolean(input.ty) {
        arg = arg
            .num_args(0..=1)
            .default_missing_value("true")
            .value_parser(PossibleValuesParser::new(["true", "false"]))
            .hide_possible_values(true);
    } else {
        arg = arg.allow_negative_numbers(true);
    }
    if input.name.contains('_') {
        arg = arg.alias(input.name.replace('_', "-"));
    }
    arg
}

fn is_boolean(ty: &TypeDescriptor) -> bool {
    matches!(ty, TypeDescriptor::Boolean | TypeDescriptor::Optional(TypeDescriptor::Boolean))
}

fn negation(input: &InputDescriptor) -> String {
    format!("no-{}", input.name.replace('_', "-"))
}

/// The bytes of the `LiteralMap` that the options say, defaults filled in.
pub(super) fn literal_map(interface: &Interface, matches: &ArgMatches) -> Result<Vec<u8>, CliError> {
    let file = inputs_file(matches)?;
    if let Some(unknown) = file.keys().find(|key| interface.inputs().iter().all(|input| input.name != **key))
    {
        return Err(CliError::usage(format!(
            "the inputs file has `{unknown}`, which is no input of the task"
        )));
    }
    let (mut bytes, mut missing, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for input in interface.inputs() {
        match literal(input, matches, &file) {
            Ok(Some(literal)) => {
                bytes.extend(map_entry(input.name, literal.len()));
                bytes.extend(literal);
            }
            Ok(None) => missing.push(format!("--{} <{}>", input.name, input.ty)),
            Err(reason) => wrong.push(format!("--{}: {reason}", input.name)),
        }
    }
    if !missing.is_empty() {
        wrong.push(format!("missing: {}", missing.join(", ")));
    }
    if wrong.is_empty() { Ok(bytes) } else { Err(CliError::usage(wrong.join("\n       "))) }
}

fn literal(
    input: &InputDescriptor,
    matches: &ArgMatches,
    file: &Map<String, Value>,
) -> Result<Option<Vec<u8>>, crate::types::ConversionError> {
    if let Some(text) = matches.get_one::<String>(input.name) {
        return input.ty.literal_from_text(text).map(Some);
    }
    if is_boolean(input.ty) && matches.get_flag(&negation(input)) {
        return input.ty.literal_from_json(&Value::Bool(false)).map(Some);
    }
    if let Some(value) = file.get(input.name) {
        return input.ty.literal_from_json(value).map(Some);
    }
    match input.default {
        Some(default) => (default.literal)().map(Some),
        None if input.is_required() => Ok(None),
        None => input.ty.literal_from_json(&Value::Null).map(Some),
    }
}

fn inputs_file(matches: &ArgMatches) -> Result<Map<String, Value>, CliError> {
    let Ok(Some(path)) = matches.try_get_one::<String>(INPUTS_FILE) else { return Ok(Map::new()) };
    let mut text = String::new();
    let read = if path == "-" {
        std::io::stdin().read_to_string(&mut text).map(|_| ())
    } else {
        std::fs::read_to_string(path).map(|content| text = content)
    };
    read.map_err(|error| CliError::usage(format!("the inputs file `{path}` cannot be read: {error}")))?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(inputs)) => Ok(inputs),
        Ok(_) => Err(CliError::usage(format!("the inputs file `{path}` must hold a JSON object"))),
        Err(error) => Err(CliError::usage(format!("the inputs file `{path}` is not JSON: {error}"))),
    }
}
