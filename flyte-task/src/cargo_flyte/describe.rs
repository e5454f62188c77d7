//! `describe TASK`: all there is to know of a task of a built program.

use clap::{ArgMatches, Command};

use super::run::ask;
use super::{program, tasks};
use crate::cli::describe;
use crate::cli::output::CliError;
use crate::exit;
use crate::task::find_among;

pub(super) const NAME: &str = describe::NAME;

pub(super) fn command() -> Command {
    program::options(tasks::run_option(describe::command()))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<u8, CliError> {
    let program = program::program(matches)?;
    let wanted = matches.get_one::<String>("task").map(String::as_str).unwrap_or_default();
    if matches.get_flag(tasks::RUN) {
        let words = tasks::words(NAME, matches, None);
        return ask(&program, words.into_iter().chain([wanted.into()]));
    }
    let known = tasks::known(&program)?;
    let task = find_among(&known, wanted).map_err(|error| CliError::usage(error.to_string()))?;
    describe::show(task.as_ref(), matches)?;
    Ok(exit::SUCCESS)
}
