//! `list`: the tasks of a built program.

use clap::{ArgMatches, Command};

use super::run::ask;
use super::{program, tasks};
use crate::cli::list;
use crate::cli::output::CliError;
use crate::exit;

pub(super) const NAME: &str = list::NAME;

pub(super) fn command() -> Command {
    program::options(tasks::run_option(list::command().about("List the tasks of a program")))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<u8, CliError> {
    let program = program::program(matches)?;
    if matches.get_flag(tasks::RUN) {
        return ask(&program, tasks::words(NAME, matches, None));
    }
    list::show(&tasks::known(&program)?, matches)?;
    Ok(exit::SUCCESS)
}
