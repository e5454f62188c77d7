//! `run TASK --input value ..`: runs a task here, by the same path as in a container.

use std::ffi::OsString;
use std::time::Instant;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Map, Value};

use super::inputs;
use super::output::{self, CliError};
use crate::context::ExecutionContext;
use crate::execution::{Lookup, Outcome, cached, decks_of, dispatch};
use crate::storage::Storage;
use crate::task::{Task, find, tasks};
use crate::types::ConversionError;

pub(super) const NAME: &str = "run";
const JSON: &str = "flyte json";
const DECK: &str = "flyte deck";

/// The command, with the options of the one task that the arguments name.
pub(super) fn command(args: &[OsString]) -> Command {
    let command = Command::new(NAME)
        .about("Run a task here")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_value_name("TASK")
        .subcommand_help_heading("Tasks");
    let mut words = args.iter().map(|word| word.to_string_lossy());
    let wanted =
        (words.next().as_deref() == Some(NAME)).then(|| words.find(|word| !word.starts_with('-'))).flatten();
    match wanted.as_deref().map(|wanted| (wanted, find(wanted))) {
        Some((wanted, Ok(task))) => command.subcommand(task_command(wanted.to_owned(), task.as_ref())),
        // Unknown names get the registry's own words, which know what comes near.
        Some((_, Err(_))) => command.allow_external_subcommands(true),
        None => tasks().iter().fold(command, |command, task| {
            command.subcommand(Command::new(task.name()).about(task.docs().unwrap_or_default().short))
        }),
    }
}

fn task_command(name: String, task: &dyn Task) -> Command {
    let (interface, docs) = (task.interface(), task.docs().unwrap_or_default());
    let mut about = format!("{}{interface}", task.name());
    for part in [docs.short, docs.long] {
        if !part.is_empty() {
            about.push_str(&format!("\n\n{part}"));
        }
    }
    let command = Command::new(name).about(about);
    let deck_is_free = !interface.inputs().iter().any(|input| input.name == "deck");
    let json_is_free = !interface.inputs().iter().any(|input| input.name == "json");
    let mut command = inputs::options(command, &interface);
    if json_is_free {
        command = command.arg(
            Arg::new(JSON)
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print the outputs as one JSON object")
                .display_order(998),
        );
    }
    if task.enable_deck() && deck_is_free {
        command = command.arg(
            Arg::new(DECK)
                .long("deck")
                .value_name("FILE")
                .help("Write the task's report to FILE")
                .display_order(997),
        );
    }
    command
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    let (wanted, matches) = matches.subcommand().ok_or_else(|| CliError::usage("say which task to run"))?;
    let task = find(wanted).map_err(|error| CliError::usage(error.to_string()))?;
    let inputs = inputs::literal_map(&task.interface(), matches)?;
    let decks = decks_of(task.as_ref(), Instant::now());
    let context = ExecutionContext::local().with_decks(decks.clone());
    let storage = context.storage().clone();
    let deck = matches.try_get_one::<String>(DECK).ok().flatten();
    // Only a run leaves a report.
    let lookup = if deck.is_some() { Lookup::Skip } else { Lookup::Take };
    let result = cached(task.as_ref(), &inputs, lookup, || dispatch(task.as_ref(), context, &inputs));
    if let Some(file) = deck {
        // A failed run has its report as well.
        storage
            .write(file, &[decks.html().as_bytes()])
            .map_err(|error| CliError::failure(error.to_string()))?;
    }
    let outcome = result.map_err(|failure| {
        let mut message = format!("{} failed: {failure}", task.name());
        for cause in failure.causes() {
            message.push_str(&format!("\n  caused by: {cause}"));
        }
        CliError::failure(message)
    })?;
    match outcome {
        Outcome::Ignored => {
            output::note("the task asked that its outputs be ignored");
            Ok(())
        }
        Outcome::Outputs(literals) => {
            let values = values(task.as_ref(), &literals, &storage)
                .map_err(|error| CliError::failure(format!("an output cannot be shown: {error}")))?;
            let json = matches.try_get_one::<bool>(JSON).ok().flatten().copied().unwrap_or(false);
            print(values, json)
        }
    }
}

fn values(
    task: &dyn Task,
    literals: &[(String, Vec<u8>)],
    storage: &Storage,
) -> Result<Vec<(String, Value)>, ConversionError> {
    let mut values = Vec::with_capacity(literals.len());
    for output in task.interface().outputs() {
        if let Some((_, literal)) = literals.iter().find(|(name, _)| name == output.name) {
            values.push((output.name.to_owned(), output.ty.json_from_literal(literal, storage)?));
        }
    }
    Ok(values)
}

/// One output is printed by itself, several under their names.
fn print(values: Vec<(String, Value)>, json: bool) -> Result<(), CliError> {
    if json {
        return output::answer(&Value::Object(values.into_iter().collect::<Map<_, _>>()).to_string());
    }
    match values.as_slice() {
        [] => Ok(()),
        [(_, value)] => output::answer(&plain(value)),
        several => {
            let lines: Vec<String> =
                several.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect();
            output::answer(&lines.join("\n"))
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
