//! `serialize -o DIR`: the files of the program's tasks.

use clap::{ArgMatches, Command};

use super::git;
use super::program;
use super::run::ask;
use super::tasks;
use crate::cli::output::CliError;
use crate::cli::{serialize, settings};
use crate::exit;
use crate::serialization::files;

pub(super) const NAME: &str = serialize::NAME;

pub(super) fn command() -> Command {
    program::options(tasks::run_option(git::option(tasks::long_project(serialize::command()))))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<u8, CliError> {
    let program = program::program(matches)?;
    let version = git::chosen(matches, &program.folder)?;
    if matches.get_flag(tasks::RUN) {
        return ask(&program, tasks::words(NAME, matches, version.as_deref()));
    }
    let mut settings = settings::settings(&program.name, program.version.as_deref(), matches)?;
    settings.version = version.unwrap_or_default();
    serialize::write(&files(&tasks::serialized(&tasks::read(&program)?, &settings)?), matches)?;
    Ok(exit::SUCCESS)
}
