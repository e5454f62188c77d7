//! `check`: the interfaces of a build against those in the lock file that is kept with the source.

mod change;
mod compare;
#[cfg(test)]
mod compare_tests;
mod fields;
mod lock;
mod type_json;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::{program, tasks};
use crate::cli::output::{self, CliError};
use crate::exit;
use crate::storage::Storage;
use change::{Change, Effect};
use compare::compare;
use lock::Lock;

pub(super) const NAME: &str = "check";

/// The lock's name, in the folder of the package.
const LOCK: &str = "flyte.lock.json";

pub(super) fn command() -> Command {
    let command = Command::new(NAME)
        .about("Compare the tasks' interfaces with the lock file, and tell which callers a change breaks")
        .arg(
            Arg::new("lock")
                .long("lock")
                .value_name("FILE")
                .help("The lock file [default: flyte.lock.json in the package's folder]"),
        )
        .arg(
            Arg::new("update")
                .long("update")
                .action(ArgAction::SetTrue)
                .help("Write the lock as the build has it; commit it with the change"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON"));
    program::options(tasks::run_option(command))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<u8, CliError> {
    let program = program::program(matches)?;
    let path = match matches.get_one::<String>("lock") {
        Some(path) => PathBuf::from(path),
        None => program.folder.join(LOCK),
    };
    let current = Lock::of(&tasks::interfaces(&program, matches)?);
    let update = matches.get_flag("update");
    let locked = match read(&path)? {
        Some(text) => Lock::parse(&text).map_err(|reason| {
            CliError::failure(format!("the lock `{}` cannot be used: {reason}", path.display()))
        })?,
        None if update => Lock::default(),
        None => {
            return Err(CliError::usage(format!(
                "there is no lock `{}` to compare with; `cargo flyte check --update` writes it, and it is meant to \
                 be committed",
                path.display()
            )));
        }
    };
    let changes = compare(&locked, &current);
    if update {
        let text = current.text();
        Storage::new()
            .write(&path.to_string_lossy(), &[text.as_bytes()])
            .map_err(|error| CliError::failure(error.to_string()))?;
    }
    let breaking = changes.iter().any(|change| change.effect == Effect::Breaks);
    if matches.get_flag("json") {
        output::answer(&format!("{:#}", as_json(&path, &changes, update)))?;
    } else {
        output::answer(&report(&path, &changes, current.tasks.len(), update))?;
    }
    Ok(match (update || changes.is_empty(), breaking) {
        (true, _) => exit::SUCCESS,
        (false, false) => exit::CHANGED,
        (false, true) => exit::BREAKING,
    })
}

fn read(path: &Path) -> Result<Option<String>, CliError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(CliError::failure(format!("the lock `{}` cannot be read: {error}", path.display())))
        }
    }
}

fn report(path: &Path, changes: &[Change], count: usize, updated: bool) -> String {
    let path = path.display();
    let mut text = String::new();
    let mut task = None;
    for change in changes {
        if task != Some(&change.task) {
            text.push_str(&format!("{}\n", change.task));
            task = Some(&change.task);
        }
        text.push_str(&format!("  {}: {}\n", change.effect.word(), change.text()));
    }
    let breaking = changes.iter().filter(|change| change.effect == Effect::Breaks).count();
    let tasks = if count == 1 { "1 task".to_owned() } else { format!("{count} tasks") };
    text.push_str(&match (changes.len(), breaking, updated) {
        (0, _, _) => format!("{tasks}, as locked in {path}"),
        (_, _, true) => format!("{tasks}, now locked in {path}"),
        (differences, 0, false) => format!(
            "{differences} difference(s) from {path}, and no caller breaks; `cargo flyte check --update` accepts them"
        ),
        (differences, breaking, false) => format!(
            "{differences} difference(s) from {path}, {breaking} of which break callers; `cargo flyte check --update` \
             accepts them"
        ),
    });
    text
}

fn as_json(path: &Path, changes: &[Change], updated: bool) -> Value {
    json!({
        "lock": path.to_string_lossy(),
        "updated": updated,
        "changed": !changes.is_empty(),
        "breaking": changes.iter().any(|change| change.effect == Effect::Breaks),
        "changes": changes.iter().map(Change::as_json).collect::<Vec<_>>(),
    })
}
