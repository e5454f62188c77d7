//! The commands of a task binary that serve people.

pub(crate) mod describe;
mod inputs;
pub(crate) mod list;
mod local_cache;
pub(crate) mod output;
pub(crate) mod package;
mod run;
pub(crate) mod serialize;
pub(crate) mod settings;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{ArgMatches, Command};

use crate::exit;
use crate::logging::{self, LogFormat};
use output::CliError;

/// Does what the arguments ask for and returns the exit code, one of [`exit`].
pub(crate) fn serve(name: &'static str, version: &'static str, args: Vec<OsString>) -> u8 {
    let command = command(name, version, &args);
    let matches = match command.try_get_matches_from(std::iter::once(OsString::from(name)).chain(args)) {
        Ok(matches) => matches,
        Err(error) => {
            // Help asked for is an answer; help for want of a command is a mistake.
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let _ = error.print();
            return if asked { exit::SUCCESS } else { exit::USAGE };
        }
    };
    match answer(name, version, &matches) {
        Ok(()) => exit::SUCCESS,
        Err(error) => {
            output::error(&error.message);
            error.code
        }
    }
}

fn answer(name: &'static str, version: &'static str, matches: &ArgMatches) -> Result<(), CliError> {
    match matches.subcommand() {
        Some((list::NAME, matches)) => list::exec(matches),
        Some((describe::NAME, matches)) => describe::exec(matches),
        Some((run::NAME, matches)) => {
            logging::install(LogFormat::Text);
            run::exec(matches)
        }
        Some((local_cache::NAME, matches)) => local_cache::exec(matches),
        Some((serialize::NAME, matches)) => serialize::exec(name, version, matches),
        Some((package::NAME, matches)) => package::exec(name, version, matches),
        _ => Err(CliError::usage("there is no such command")),
    }
}

fn command(name: &'static str, version: &'static str, args: &[OsString]) -> Command {
    Command::new(name)
        .version(version)
        .about("The tasks of this program: run them here, or serialize them for Flyte")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(list::command())
        .subcommand(describe::command())
        .subcommand(run::command(args))
        .subcommand(serialize::command())
        .subcommand(local_cache::command())
        .subcommand(package::command())
        // Served before clap is asked; here so that help shows it.
        .subcommand(
            Command::new("execute")
                .about("Run one task as Flyte's containers do")
                .override_help(EXECUTE_HELP),
        )
}

const EXECUTE_HELP: &str = "\
Run one task as Flyte's containers do: read inputs.pb, write outputs.pb or error.pb.

Usage: execute --inputs FILE --output-prefix DIR [OPTIONS] -- task-module MODULE task-name FN

Options:
  --inputs FILE                 the inputs, a serialized LiteralMap
  --output-prefix DIR           where outputs.pb or error.pb go
  --raw-output-data-prefix DIR  where data goes that outputs only point to
  --checkpoint-path DIR         where this try's checkpoint goes
  --prev-checkpoint DIR         where the previous try's checkpoint lies
  --resolver LOCATION           what finds the task [default: flyte_task.default_task_resolver]

Exit codes:
  0  done; a failed task's error.pb is written (1 instead if FLYTE_FAIL_ON_ERROR is true)
  1  the failure could not be written
  2  the arguments are wrong
128 and the number of a signal: the process was ended by it

SIGTERM: the task has FLYTE_TASK_TERMINATION_GRACE_SECONDS (20) to end, then its termination is reported.
FLYTE_TASK_SUPERVISE=true: the task runs in a process of its own, so that even its crash is reported.
";
