//! `run TASK --input value ..`: has the built program run a task here.

use std::ffi::OsString;
use std::process::Command as Process;

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command};

use super::program::{self, Program};
use crate::cli::output::CliError;
use crate::exit;

pub(super) const NAME: &str = "run";

pub(super) fn command() -> Command {
    program::options(
        Command::new(NAME)
            .about("Run a task here, by the program's own `run`; options precede the task, inputs follow it")
            .arg(
                Arg::new("words")
                    .value_name("TASK [--INPUT VALUE]..")
                    .num_args(0..)
                    .trailing_var_arg(true)
                    .allow_hyphen_values(true)
                    .value_parser(ValueParser::os_string())
                    .help("The task and its inputs; `TASK --help` lists them"),
            ),
    )
}

pub(super) fn exec(matches: &ArgMatches) -> Result<u8, CliError> {
    let program = program::program(matches)?;
    let words = matches.get_many::<OsString>("words").unwrap_or_default().cloned();
    ask(&program, std::iter::once(NAME.into()).chain(words))
}

/// Runs the program with those words, its answers being ours, and returns the code that it ended with.
///
/// # Errors
/// When it cannot be run on this machine, or a signal ended it.
pub(super) fn ask(program: &Program, words: impl IntoIterator<Item = OsString>) -> Result<u8, CliError> {
    let status = Process::new(&program.file).args(words).status().map_err(|error| unfit(program, &error))?;
    match status.code() {
        Some(code) => Ok(u8::try_from(code).unwrap_or(exit::FAILURE)),
        None => Err(CliError::failure(format!("`{}` was ended: {status}", program.file.display()))),
    }
}

/// Why the program does not run here.
pub(super) fn unfit(program: &Program, error: &std::io::Error) -> CliError {
    CliError::failure(format!(
        "`{}` cannot be run on this machine: {error}; a program that is built for another target runs only there",
        program.file.display()
    ))
}
