//! `serialize -o DIR`: writes the tasks as files that `flytectl register` takes.

use clap::{Arg, ArgMatches, Command};

use super::output::{self, CliError};
use super::settings;
use crate::serialization::{SerializedFile, task_files};
use crate::storage::{self, Storage};

pub(crate) const NAME: &str = "serialize";

pub(crate) fn command() -> Command {
    let command = Command::new(NAME)
        .about("Write the tasks as files for `flytectl register files`")
        .arg(
            Arg::new("output")
                .long("output")
                .short('o')
                .value_name("DIR")
                .required(true)
                .help("The folder to write to; it is made if needed"),
        )
        .arg(
            Arg::new("version")
                .long("version")
                .short('v')
                .value_name("VERSION")
                .help("The version; if absent, registration fills it in"),
        );
    settings::options(command)
}

pub(super) fn exec(name: &str, version: &str, matches: &ArgMatches) -> Result<(), CliError> {
    let mut settings = settings::settings(name, Some(version), matches)?;
    settings.version = matches.get_one::<String>("version").cloned().unwrap_or_default();
    let files = task_files(&settings).map_err(|error| CliError::failure(error.to_string()))?;
    write(&files, matches)
}

/// Writes the files into the folder that the options name.
pub(crate) fn write(files: &[SerializedFile], matches: &ArgMatches) -> Result<(), CliError> {
    let folder = matches.get_one::<String>("output").map(String::as_str).unwrap_or_default();
    let storage = Storage::new();
    for file in files {
        storage
            .write(&storage::join(folder, &file.name), &[&file.bytes])
            .map_err(|error| CliError::failure(error.to_string()))?;
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    output::answer(&names.join("\n"))
}
