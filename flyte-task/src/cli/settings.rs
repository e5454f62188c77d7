//! The options that say where tasks are registered and what they run in.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::output::{self, CliError};
use crate::env;
use crate::serialization::SerializationSettings;

/// The options of every command that serializes.
pub(crate) fn options(command: Command) -> Command {
    let text = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    command
        .arg(
            text(
                "image",
                "[NAME=]IMAGE",
                "The image the tasks run in [default: the program's name and version]; with NAME, one that tasks refer to",
            )
            .short('i')
            .action(ArgAction::Append),
        )
        .arg(text("project", "PROJECT", "The project; if absent, registration fills it in").short('p'))
        .arg(text("domain", "DOMAIN", "The domain; if absent, registration fills it in").short('d'))
        .arg(text("program", "PATH", "What the container starts [default: the program's name]"))
        .arg(
            text("env", "KEY=VALUE", "An environment variable of every task; may be repeated")
                .action(ArgAction::Append),
        )
}

/// What the options say of the program of that name; `version` is its package's, where it is known.
pub(crate) fn settings(
    name: &str,
    version: Option<&str>,
    matches: &ArgMatches,
) -> Result<SerializationSettings, CliError> {
    let text = |id: &str| matches.get_one::<String>(id).cloned();
    let (image, images) = images(matches)?;
    let image = match image.or_else(|| env::first(&[env::INTERNAL_IMAGE])) {
        Some(image) => image,
        None => default_image(name, version)?,
    };
    Ok(SerializationSettings {
        project: text("project").unwrap_or_default(),
        domain: text("domain").unwrap_or_default(),
        version: String::new(),
        image,
        images,
        program: text("program").unwrap_or_else(|| name.to_owned()),
        environment: environment(matches)?,
    })
}

/// The image that is named like the program, which is said.
fn default_image(name: &str, version: Option<&str>) -> Result<String, CliError> {
    let version = version.ok_or_else(|| {
        CliError::usage("say in which image the tasks run, by --image; a file does not tell its version")
    })?;
    let image = format!("{name}:{version}");
    output::note(&format!("no --image given; the tasks run in `{image}`"));
    Ok(image)
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
