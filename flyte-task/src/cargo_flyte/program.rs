//! Which program a command is about: one that exists already, or one that cargo builds first.

use std::ffi::OsString;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::build;
use crate::cli::output::CliError;

/// A built program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    /// Its file.
    pub(super) file: PathBuf,
    /// The name under which containers start it.
    pub(super) name: String,
    /// The version of its package; none for a file that existed already.
    pub(super) version: Option<String>,
    /// The folder of its package; the current one for a file that existed already.
    pub(super) folder: PathBuf,
}

/// The options that say which program is meant.
const PACKAGE: &str = "package";
const BIN: &str = "bin";

/// Options of `cargo build` that take a value: name, letter, what the value is, help.
const VALUES: [(&str, Option<char>, &str, &str); 6] = [
    ("features", Some('F'), "FEATURES", "Features to build with"),
    ("target", None, "TRIPLE", "The target to build for; it need not be this machine's"),
    ("profile", None, "PROFILE", "The profile to build with"),
    ("target-dir", None, "DIR", "The folder to build into"),
    ("manifest-path", None, "PATH", "The Cargo.toml to build"),
    ("jobs", Some('j'), "N", "How many jobs cargo runs at once"),
];

/// Options of `cargo build` that take none.
const FLAGS: [(&str, Option<char>, &str); 6] = [
    ("release", Some('r'), "Build with optimizations"),
    ("all-features", None, "Build with all features"),
    ("no-default-features", None, "Build without the default features"),
    ("locked", None, "Leave Cargo.lock as it is"),
    ("offline", None, "Build without the network"),
    ("frozen", None, "Both --locked and --offline"),
];

const HEADING: &str = "Which program";

/// Adds the options that say which program is meant.
pub(super) fn options(mut command: Command) -> Command {
    command = command
        .arg(
            Arg::new(PACKAGE)
                .long(PACKAGE)
                .short('p')
                .value_name("SPEC")
                .help("The package to build")
                .help_heading(HEADING),
        )
        .arg(
            Arg::new(BIN)
                .long(BIN)
                .value_name("NAME|PATH")
                .help("The program: a name is built by cargo; a path, known by its `/`, is taken as it is")
                .help_heading(HEADING),
        );
    for (name, letter, value, help) in VALUES {
        let action = if name == "features" { ArgAction::Append } else { ArgAction::Set };
        command = command.arg(
            Arg::new(name)
                .long(name)
                .short(letter)
                .value_name(value)
                .action(action)
                .help(help)
                .help_heading(HEADING),
        );
    }
    for (name, letter, help) in FLAGS {
        command = command.arg(
            Arg::new(name)
                .long(name)
                .short(letter)
                .action(ArgAction::SetTrue)
                .help(help)
                .help_heading(HEADING),
        );
    }
    command
}

/// The program that the options mean, built first if it is not a file.
///
/// # Errors
/// When the file does not exist, cargo does not build, or it builds no program or several.
pub(super) fn program(matches: &ArgMatches) -> Result<Program, CliError> {
    let bin = matches.get_one::<String>(BIN).map(String::as_str);
    let arguments = arguments(matches);
    match bin {
        Some(bin) if is_path(bin) => file(bin, &arguments),
        Some(bin) => build::build(&arguments, Some(bin)),
        None => build::build(&arguments, None),
    }
}

/// As shells tell a file from a command.
fn is_path(word: &str) -> bool {
    word.contains(['/', MAIN_SEPARATOR])
}

fn file(path: &str, arguments: &[OsString]) -> Result<Program, CliError> {
    if let Some(first) = arguments.first() {
        return Err(CliError::usage(format!(
            "`--bin {path}` is a file that exists already, so `{}` has nothing to build; give either",
            first.to_string_lossy()
        )));
    }
    let file = Path::new(path);
    if !file.is_file() {
        return Err(CliError::usage(format!(
            "there is no file `{path}`; `--bin NAME`, without a `/`, has cargo build the program of that name"
        )));
    }
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Program { file: file.to_owned(), name, version: None, folder: PathBuf::from(".") })
}

/// The options for cargo, as they were given.
fn arguments(matches: &ArgMatches) -> Vec<OsString> {
    let mut arguments = Vec::new();
    let valued = std::iter::once(PACKAGE).chain(VALUES.iter().map(|(name, ..)| *name));
    for name in valued {
        for value in matches.get_many::<String>(name).unwrap_or_default() {
            arguments.push(format!("--{name}={value}").into());
        }
    }
    for (name, ..) in FLAGS {
        if matches.get_flag(name) {
            arguments.push(format!("--{name}").into());
        }
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &[&str]) -> ArgMatches {
        let command = options(Command::new("test"));
        command.try_get_matches_from(std::iter::once("test").chain(words.iter().copied())).unwrap()
    }

    #[test]
    fn what_cargo_is_told_is_what_was_said() {
        let words = ["-p", "hello", "-r", "-F", "a", "--features", "b", "--target", "t", "--bin", "x"];
        assert_eq!(
            arguments(&given(&words)),
            ["--package=hello", "--features=a", "--features=b", "--target=t", "--release"]
        );
    }

    #[test]
    fn a_path_is_told_from_a_name_by_its_slash() {
        assert_eq!(
            [is_path("hello"), is_path("./hello"), is_path("target/release/hello")],
            [false, true, true]
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = program(&given(&["--bin", "./nowhere/hello"])).unwrap_err();
        assert!(error.message.contains("no file `./nowhere/hello`"), "{}", error.message);
        let error = program(&given(&["--bin", "./nowhere/hello", "--release"])).unwrap_err();
        assert!(error.message.contains("`--release` has nothing to build"), "{}", error.message);
    }
}
