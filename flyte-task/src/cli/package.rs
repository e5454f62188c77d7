//! `package -o FILE`: writes all tasks into the one file that `flytectl register files --archive` takes.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use super::output::{self, CliError};
use super::settings;
use crate::serialization::{
    SerializationSettings, SerializedTask, content_version, files, package, serialized_tasks,
};
use crate::storage::Storage;

pub(crate) const NAME: &str = "package";

/// The name that pyflyte gives to packages.
const OUTPUT: &str = "flyte-package.tgz";

pub(crate) fn command() -> Command {
    let command = Command::new(NAME)
        .about("Write the tasks as one file for `flytectl register files --archive`")
        .arg(
            Arg::new("output")
                .long("output")
                .short('o')
                .value_name("FILE")
                .default_value(OUTPUT)
                .help("The file to write"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .short('f')
                .action(ArgAction::SetTrue)
                .help("Replace the file if there is one"),
        )
        .arg(
            Arg::new("version")
                .long("version")
                .short('v')
                .value_name("VERSION")
                .help("The version [default: derived from what the tasks are]"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON"));
    settings::options(command)
}

pub(super) fn exec(name: &str, version: &str, matches: &ArgMatches) -> Result<(), CliError> {
    let settings = settings::settings(name, Some(version), matches)?;
    let version = matches.get_one::<String>("version").cloned();
    write(settings, version, matches, |settings| {
        serialized_tasks(settings).map_err(|error| CliError::failure(error.to_string()))
    })
}

/// Packages what `serialize` makes of the settings, under the version or else under one that follows from it.
pub(crate) fn write(
    mut settings: SerializationSettings,
    version: Option<String>,
    matches: &ArgMatches,
    serialize: impl Fn(&SerializationSettings) -> Result<Vec<SerializedTask>, CliError>,
) -> Result<(), CliError> {
    let output = matches.get_one::<String>("output").map_or(OUTPUT, String::as_str);
    let storage = Storage::new();
    let exists = storage.exists(output).map_err(|error| CliError::failure(error.to_string()))?;
    if exists && !matches.get_flag("force") {
        return Err(CliError::usage(format!("`{output}` exists already; --force replaces it")));
    }
    settings.version = match version {
        Some(version) => version,
        None => content_version(&serialize(&settings)?),
    };
    let tasks = serialize(&settings)?;
    if tasks.is_empty() {
        return Err(CliError::failure("there are no tasks to package"));
    }
    let files = files(&tasks);
    storage.write(output, &[&package(&files)]).map_err(|error| CliError::failure(error.to_string()))?;
    if matches.get_flag("json") {
        let names: Vec<&str> = tasks.iter().map(SerializedTask::name).collect();
        let members: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let answer = json!({
            "package": output,
            "version": settings.version,
            "image": settings.image,
            "tasks": names,
            "files": members,
        });
        return output::answer(&format!("{answer:#}"));
    }
    let count = if tasks.len() == 1 { "1 task".to_owned() } else { format!("{} tasks", tasks.len()) };
    output::answer(&format!("{output}: {count}, version {}", settings.version))
}
