//! The words that `cargo flyte` takes.

use clap::Command;

use super::{check, complete, describe, list, new, package, run, serialize};

pub(super) const NAME: &str = "cargo flyte";

const AFTER: &str = "\
Exit codes:
  0  done; for `check`: the interfaces are those of the lock
  1  what was asked for could not be done
  2  the arguments are wrong; nothing was done
  3  `check`: interfaces differ from the lock, and no caller breaks
  4  `check`: interfaces differ from the lock, and callers break
  `run` ends with the code of the program that it runs";

pub(super) fn command() -> Command {
    Command::new(NAME)
        .bin_name(NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about("The Flyte tasks of a program: list, serialize, package and check them without running it")
        .after_help(AFTER)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(list::command())
        .subcommand(describe::command())
        .subcommand(serialize::command())
        .subcommand(package::command())
        .subcommand(check::command())
        .subcommand(run::command())
        .subcommand(new::command())
        .subcommand(complete::command())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_do_not_contradict_each_other() {
        super::command().debug_assert();
    }
}
