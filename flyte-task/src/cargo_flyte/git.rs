//! Versions that git knows.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Arg, ArgAction, ArgMatches, Command as Words};

use crate::cli::output::{self, CliError};

const OPTION: &str = "git-version";

/// The most changed files that are named.
const NAMED: usize = 5;

/// Adds the option that takes the version from git.
pub(super) fn option(command: Words) -> Words {
    command.arg(
        Arg::new(OPTION)
            .long(OPTION)
            .action(ArgAction::SetTrue)
            .conflicts_with("version")
            .help("Take the version from git: the tag or commit, `-dirty` where there are changes"),
    )
}

/// The version that was given, or git's if that was asked for.
pub(super) fn chosen(matches: &ArgMatches, folder: &Path) -> Result<Option<String>, CliError> {
    if matches.get_flag(OPTION) {
        return version(folder, matches.get_one::<String>("output").map(Path::new)).map(Some);
    }
    Ok(matches.get_one::<String>("version").cloned())
}

/// The name that git gives to what is checked out in the folder: a tag and how far it is from there, else the commit.
///
/// What no commit has makes it `..-dirty` and is said; the file `output`, which an earlier run may have left, does not
/// count.
///
/// # Errors
/// When the folder is not one of git's, or has no commit yet.
fn version(folder: &Path, output: Option<&Path>) -> Result<String, CliError> {
    let name = git(folder, &["describe", "--always", "--tags", "--abbrev=12"])?;
    // Versions become parts of URLs, where a slash would divide them.
    let name = name.trim().replace('/', "-");
    let top = PathBuf::from(git(folder, &["rev-parse", "--show-toplevel"])?.trim());
    let status = git(&top, &["status", "--porcelain", "-z", "--untracked-files=all"])?;
    let own = output.and_then(|output| output.canonicalize().ok());
    let is_own = |path: &str| own.is_some() && top.join(path).canonicalize().ok() == own;
    let changed: Vec<&str> = changed(&status).into_iter().filter(|path| !is_own(path)).collect();
    if changed.is_empty() {
        return Ok(name);
    }
    let named: Vec<String> = changed.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    let more = changed.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    output::note(&format!(
        "there are changes that no commit has ({}{more}), so the version is `{name}-dirty`; others cannot make it again",
        named.join(", ")
    ));
    Ok(format!("{name}-dirty"))
}

/// The paths in the answer of `git status --porcelain -z`.
fn changed(status: &str) -> Vec<&str> {
    let mut paths = Vec::new();
    let mut entries = status.split('\0');
    while let Some(entry) = entries.next() {
        let Some((state, path)) = entry.split_at_checked(3) else { continue };
        paths.push(path);
        if state.starts_with(['R', 'C']) {
            // Where it came from follows.
            entries.next();
        }
    }
    paths
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, CliError> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .map_err(|error| CliError::failure(format!("git cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(CliError::failure(format!(
        "git tells no version of `{}`: {}",
        folder.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    )))
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn changed_files_are_read_from_gits_words() {
        let status = " M src/main.rs\0?? new file.rs\0R  to.rs\0from.rs\0A  added.rs\0";
        assert_eq!(changed(status), ["src/main.rs", "new file.rs", "to.rs", "added.rs"]);
        assert!(changed("").is_empty());
    }
}
