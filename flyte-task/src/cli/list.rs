//! `list`: the tasks of this program.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use super::describe;
use super::output::{self, CliError};
use crate::task::{TaskRef, duplicates, tasks};

pub(crate) const NAME: &str = "list";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("List the tasks of this program")
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON"))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    let tasks = tasks();
    if tasks.is_empty() && !matches.get_flag("json") {
        output::answer(
            "no tasks; a task of a library crate is there once the crate is linked: `use the_crate as _;`",
        )?;
    } else {
        show(tasks, matches)?;
    }
    duplicates().map_err(|error| CliError::failure(error.to_string()))
}

/// Prints the tasks.
pub(crate) fn show(tasks: &[TaskRef], matches: &ArgMatches) -> Result<(), CliError> {
    if matches.get_flag("json") {
        let tasks: Vec<_> = tasks.iter().map(|task| describe::json(task.as_ref())).collect();
        return output::answer(&format!("{:#}", json!(tasks)));
    }
    let rows: Vec<Vec<String>> = tasks
        .iter()
        .map(|task| {
            let short = task.docs().unwrap_or_default().short;
            vec![task.name(), task.interface().to_string(), short]
        })
        .collect();
    output::answer(&output::table(&rows))
}
