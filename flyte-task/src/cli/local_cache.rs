//! `local-cache clear`: forgets the results of local runs.

use clap::{ArgMatches, Command};

use super::output::{self, CliError};
use crate::execution::LocalCache;

pub(super) const NAME: &str = "local-cache";

pub(super) fn command() -> Command {
    Command::new(NAME)
        .about("The results of local runs of cached tasks")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(Command::new("clear").about("Remove them all, also those of other programs"))
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    if matches.subcommand_name() != Some("clear") {
        return Err(CliError::usage("`clear` is what can be done with the local cache"));
    }
    let cache = LocalCache::of_user().ok_or_else(|| {
        CliError::failure("there is no folder for a local cache: set HOME or XDG_CACHE_HOME")
    })?;
    let folder = cache.folder().display().to_string();
    let cleared = cache.clear().map_err(|error| {
        CliError::failure(format!("the local cache in {folder} cannot be removed: {error}"))
    })?;
    output::answer(&format!("removed {} results ({} bytes) from {folder}", cleared.results, cleared.bytes))
}
