//! `cargo flyte`: the tasks of a program that cargo builds, without running it.

mod build;
mod check;
mod command;
mod complete;
mod describe;
mod git;
mod list;
mod new;
mod package;
mod program;
mod run;
mod serialize;
mod tasks;

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::cli::output::{self, CliError};
use crate::exit;

/// Does what the process was asked to do; the codes it ends with stand in [`exit`].
#[doc(hidden)]
pub fn main() -> ExitCode {
    ExitCode::from(dispatch(std::env::args_os().skip(1).collect()))
}

fn dispatch(mut words: Vec<OsString>) -> u8 {
    // Cargo hands on its own word for the command: `cargo-flyte flyte list`.
    if words.first().is_some_and(|word| word == OsStr::new("flyte")) {
        words.remove(0);
    }
    let words = std::iter::once(OsString::from(command::NAME)).chain(words);
    let matches = match command::command().try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let _ = error.print();
            return if asked { exit::SUCCESS } else { exit::USAGE };
        }
    };
    match answer(&matches) {
        Ok(code) => code,
        Err(error) => {
            output::error(&error.message);
            error.code
        }
    }
}

fn answer(matches: &ArgMatches) -> Result<u8, CliError> {
    let done = |result: Result<(), CliError>| result.map(|()| exit::SUCCESS);
    match matches.subcommand() {
        Some((list::NAME, matches)) => list::exec(matches),
        Some((describe::NAME, matches)) => describe::exec(matches),
        Some((serialize::NAME, matches)) => serialize::exec(matches),
        Some((package::NAME, matches)) => package::exec(matches),
        Some((check::NAME, matches)) => check::exec(matches),
        Some((run::NAME, matches)) => run::exec(matches),
        Some((new::NAME, matches)) => done(new::exec(matches)),
        Some((complete::NAME, matches)) => done(complete::exec(matches)),
        _ => Err(CliError::usage("there is no such command")),
    }
}
