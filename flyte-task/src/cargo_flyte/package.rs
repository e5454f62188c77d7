//! `package -o FILE`: the program's tasks as one file for flytectl.

use clap::{ArgMatches, Command};

use super::git;
use super::program;
use super::run::ask;
use super::tasks;
use crate::cli::output::CliError;
use crate::cli::{package, settings};
use crate::exit;

pub(super) const NAME: &str = package::NAME;

pub(super) fn command() -> Command {
    program::options(tasks::run_option(git::option(tasks::long_project(package::command()))))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<u8, CliError> {
    let program = program::program(matches)?;
    let version = git::chosen(matches, &program.folder)?;
    if matches.get_flag(tasks::RUN) {
        return ask(&program, tasks::words(NAME, matches, version.as_deref()));
    }
    let settings = settings::settings(&program.name, program.version.as_deref(), matches)?;
    let records = tasks::read(&program)?;
    package::write(settings, version, matches, |settings| tasks::serialized(&records, settings))?;
    Ok(exit::SUCCESS)
}
