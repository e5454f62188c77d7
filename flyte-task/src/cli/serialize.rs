//! `serialize -o DIR`: writes the tasks as files that `flytectl register` takes.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::output::{self, CliError};
use crate::env;
use crate::serialization::{SerializationSettings, task_files};
use crate::storage::{self, Storage};

pub(super) const NAME: &str = "serialize";

pub(super) fn command() -> Command {
    let text = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new(NAME)
        .about("Write the tasks as files for `flytectl register files`")
        .arg(text("output", "DIR", "The folder to write to; it is made if needed").short('o').required(true))
        .arg(
            text(
                "image",
                "[NAME=]IMAGE",
                "The image the tasks run in [default: this program's name and version]; with NAME, one that tasks refer to",
            )
            .short('i')
            .action(ArgAction::Append),
        )
        .arg(text("project", "PROJECT", "The project; if absent, registration fills it in").short('p'))
        .arg(text("domain", "DOMAIN", "The domain; if absent, registration fills it in").short('d'))
        .arg(text("version", "VERSION", "The version; if absent, registration fills it in").short('v'))
        .arg(text("program", "PATH", "What the container starts [default: this program's name]"))
        .arg(
            text("env", "KEY=VALUE", "An environment variable of every task; may be repeated")
                .action(ArgAction::Append),
        )
}

pub(super) fn exec(name: &str, version: &str, matches: &ArgMatches) -> Result<(), CliError> {
    let text = |id: &str| matches.get_one::<String>(id).cloned();
    let (image, images) = images(matches)?;
    let settings = SerializationSettings {
        project: text("project").unwrap_or_default(),
        domain: text("domain").unwrap_or_default(),
        version: text("version").unwrap_or_default(),
        image: image.or_else(|| env::first(&[env::INTERNAL_IMAGE])).unwrap_or_else(|| {
            let image = format!("{name}:{version}");
            output::note(&format!("no --image given; the tasks run in `{image}`"));
            image
        }),
        images,
        program: text("program").unwrap_or_else(|| name.to_owned()),
        environment: environment(matches)?,
    };
    let folder = text("output").unwrap_or_default();
    let files = task_files(&settings).map_err(|error| CliError::failure(error.to_string()))?;
    let storage = Storage::new();
    for file in &files {
        storage
            .write(&storage::join(&folder, &file.name), &[&file.bytes])
            .map_err(|error| CliError::failure(error.to_string()))?;
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    output::answer(&names.join("\n"))
}

/// The image of all tasks, and those that tasks refer to by name.
fn images(matches: &ArgMatches) -> Result<(Option<String>, BTreeMap<String, String>), CliError> {
    let (mut image, mut images) = (None, BTreeMap::new());
    for given in matches.get_many::<String>("image").unwrap_or_default() {
        match given.split_once('=') {
            Some(("" | "default", unnamed)) => image = Some(unnamed.to_owned()),
            Some((name, named)) => {
                images.insert(name.to_owned(), named.to_owned());
            }
            None if image.is_some() => {
                return Err(CliError::usage(
                    "--image without a name may be given once; name the others: --image gpu=..",
                ));
            }
            None => image = Some(given.clone()),
        }
    }
    Ok((image, images))
}

fn environment(matches: &ArgMatches) -> Result<Vec<(String, String)>, CliError> {
    matches
        .get_many::<String>("env")
        .unwrap_or_default()
        .map(|pair| match pair.split_once('=') {
            Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
            _ => Err(CliError::usage(format!("--env takes KEY=VALUE, found `{pair}`"))),
        })
        .collect()
}
