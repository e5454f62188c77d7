//! Has cargo build a program, and reads from its messages where that lies.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::program::Program;
use crate::cli::output::CliError;

/// Builds the one program that the arguments of `cargo build` mean; progress and complaints are cargo's own.
pub(super) fn build(arguments: &[OsString], bin: Option<&str>) -> Result<Program, CliError> {
    // Cargo says which one it is to those that it starts.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&cargo);
    command.args(["build", "--message-format=json-render-diagnostics"]).args(arguments);
    if let Some(bin) = bin {
        command.args(["--bin", bin]);
    }
    let failed = |error: std::io::Error| {
        CliError::failure(format!("{} cannot be run: {error}", cargo.to_string_lossy()))
    };
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut programs = Vec::new();
    if let Some(messages) = process.stdout.take() {
        for line in BufReader::new(messages).lines() {
            programs.extend(program(&line.map_err(failed)?));
        }
    }
    if !process.wait().map_err(failed)?.success() {
        return Err(CliError::failure("the program could not be built; cargo says above why"));
    }
    only(programs)
}

/// The program that a message of cargo's tells of, if it does.
fn program(line: &str) -> Option<Program> {
    // What build scripts print may stand between the messages.
    let message: Value = serde_json::from_str(line).ok()?;
    if message.get("reason")? != "compiler-artifact" {
        return None;
    }
    let file = message.get("executable")?.as_str()?;
    let target = message.get("target")?;
    if !target.get("kind")?.as_array()?.iter().any(|kind| kind == "bin") {
        return None;
    }
    let manifest = Path::new(message.get("manifest_path")?.as_str()?);
    Some(Program {
        file: PathBuf::from(file),
        name: target.get("name")?.as_str()?.to_owned(),
        version: version(message.get("package_id")?.as_str()?).map(str::to_owned),
        folder: manifest.parent()?.to_owned(),
    })
}

/// The version in `path+file:///src/hello#0.1.0` or `path+file:///src/hello#name@0.1.0`.
fn version(package_id: &str) -> Option<&str> {
    let (_, after) = package_id.rsplit_once('#')?;
    Some(after.rsplit_once('@').map_or(after, |(_, version)| version))
}

fn only(mut programs: Vec<Program>) -> Result<Program, CliError> {
    match (programs.len(), programs.pop()) {
        (1, Some(program)) => Ok(program),
        (_, Some(last)) => {
            let mut names: Vec<String> =
                programs.iter().chain([&last]).map(|program| format!("`{}`", program.name)).collect();
            names.sort();
            Err(CliError::usage(format!(
                "cargo built several programs ({}); say which one by --bin NAME or -p PACKAGE",
                names.join(", ")
            )))
        }
        (_, None) => Err(CliError::usage(
            "cargo built no program here; tasks are registered by a program, a crate with \
             `flyte_task::main!()` in its src/main.rs",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artifact(name: &str, kind: &str, executable: &str) -> String {
        format!(
            r#"{{"reason":"compiler-artifact","package_id":"path+file:///w/{name}#0.3.1","manifest_path":"/w/{name}/Cargo.toml","target":{{"kind":["{kind}"],"name":"{name}"}},"executable":{executable}}}"#
        )
    }

    #[test]
    fn programs_are_found_among_the_messages() {
        let found = program(&artifact("hello", "bin", r#""/t/hello""#)).unwrap();
        assert_eq!(
            found,
            Program {
                file: "/t/hello".into(),
                name: "hello".to_owned(),
                version: Some("0.3.1".to_owned()),
                folder: "/w/hello".into(),
            }
        );
        for other in [
            artifact("hello", "lib", "null"),
            artifact("build-script-build", "custom-build", r#""/t/build""#),
            r#"{"reason":"build-finished","success":true}"#.to_owned(),
            "words of a build script".to_owned(),
        ] {
            assert_eq!(program(&other), None, "{other}");
        }
        assert_eq!(version("path+file:///w/a%23b#hello@1.2.3-rc.1"), Some("1.2.3-rc.1"));
    }

    #[test]
    fn several_programs_or_none_are_said() {
        let one = program(&artifact("b", "bin", r#""/t/b""#)).unwrap();
        let other = program(&artifact("a", "bin", r#""/t/a""#)).unwrap();
        let error = only(vec![one.clone(), other]).unwrap_err();
        assert!(error.message.contains("(`a`, `b`)"), "{}", error.message);
        assert!(only(Vec::new()).unwrap_err().message.contains("no program"));
        assert_eq!(only(vec![one.clone()]).unwrap(), one);
    }
}
