//! `completions SHELL`: what a shell needs to complete the words of `cargo flyte`.

use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

use super::command;
use crate::cli::output::{self, CliError};

pub(super) const NAME: &str = "completions";

pub(super) fn command() -> Command {
    Command::new(NAME).about("Print completions for a shell, for the program `cargo-flyte`").arg(
        Arg::new("shell").value_name("SHELL").required(true).value_parser(EnumValueParser::<Shell>::new()),
    )
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    let shell = *matches.get_one::<Shell>("shell").ok_or_else(|| CliError::usage("say for which shell"))?;
    let mut script = Vec::new();
    // Shells complete programs; cargo asks none of its subcommands.
    let mut command = command::command().bin_name("cargo-flyte");
    clap_complete::generate(shell, &mut command, "cargo-flyte", &mut script);
    output::answer(&String::from_utf8_lossy(&script))
}
