//! `new NAME`: a crate to begin with, whose README tells the way from the first test to the registration.

mod name;
mod template;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use crate::cli::output::{self, CliError};

pub(super) const NAME: &str = "new";

pub(super) fn command() -> Command {
    Command::new(NAME)
        .about("Make a crate with two tasks, tests, a Dockerfile, a CI file and a README")
        .arg(
            Arg::new("name")
                .value_name("NAME")
                .required(true)
                .help("The crate's name; a folder of that name is made here"),
        )
        .arg(
            Arg::new("path")
                .long("path")
                .value_name("PATH")
                .help("Take flyte-task from that folder instead of the registry"),
        )
}

pub(super) fn exec(matches: &ArgMatches) -> Result<(), CliError> {
    let name = matches.get_one::<String>("name").map(String::as_str).unwrap_or_default();
    name::check(name).map_err(CliError::usage)?;
    let source = matches.get_one::<String>("path").map(|path| crate_folder(path)).transpose()?;
    let folder = Path::new(name);
    if folder.exists() {
        return Err(CliError::usage(format!("there is a `{name}` here already; take another name")));
    }
    let files = template::files(name, source.as_deref());
    write(folder, &files).map_err(|error| CliError::failure(format!("`{name}` cannot be made: {error}")))?;
    output::answer(&format!("made `{name}`; its README.md tells what to do next"))
}

/// Where flyte-task's own Cargo.toml lies, in the folder given or in the one below it of that name.
fn crate_folder(path: &str) -> Result<PathBuf, CliError> {
    let is_ours = |folder: &Path| {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        manifest.lines().any(|line| line.trim() == r#"name = "flyte-task""#)
    };
    let given = Path::new(path);
    let found = [given.to_owned(), given.join("flyte-task")].into_iter().find(|folder| is_ours(folder));
    let found = found.and_then(|folder| folder.canonicalize().ok());
    found.ok_or_else(|| {
        CliError::usage(format!("`{path}` holds no crate flyte-task; give the folder with its Cargo.toml"))
    })
}

/// Writes the files beside the folder first, so that it comes to be whole or not at all.
fn write(folder: &Path, files: &[(&str, String)]) -> std::io::Result<()> {
    let made = folder.with_file_name(format!(".{}.{}", folder.display(), std::process::id()));
    let result = files
        .iter()
        .try_for_each(|(name, content)| {
            let path = made.join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(&made))?;
            std::fs::write(path, content)
        })
        .and_then(|()| std::fs::rename(&made, folder));
    if result.is_err() {
        // What is half made is of no use; what went wrong is told below.
        let _ = std::fs::remove_dir_all(&made);
    }
    result
}
