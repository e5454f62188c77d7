//! A new crate: every command of its README and of its CI file does what they say.

use std::path::Path;

use flyte_task_tests::problem::Problem;
use tempfile::TempDir;

use crate::{command, flyte, new_crate, run};

/// A command of a README, and the answer that stands below it.
struct Shown {
    command: String,
    answer: String,
}

#[test]
fn the_readme_of_a_new_crate_works() -> Result<(), Problem> {
    let place = TempDir::new()?;
    let folder = new_crate(place.path(), "demo-readme");
    let shown = shown(&std::fs::read_to_string(folder.join("README.md"))?);
    let mut left = Vec::new();
    for Shown { command, answer } in &shown {
        let program = command.split(' ').next().unwrap_or_default();
        // These need a daemon and a cluster.
        if program == "docker" || program == "flytectl" {
            left.push(program);
            continue;
        }
        let said = ran(&folder, command);
        assert!(
            answer.is_empty() || said == *answer,
            "{command}\n{said}\nis not what the README shows:\n{answer}"
        );
    }
    assert_eq!(left, ["docker", "docker", "flytectl"]);
    assert_eq!(shown.len() - left.len(), 8);
    for written in ["flyte.lock.json", "flyte-package.tgz"] {
        assert!(folder.join(written).exists(), "{written}");
    }

    // What CI runs passes as well; it installs what is here already.
    let ci = std::fs::read_to_string(folder.join(".github/workflows/ci.yml"))?;
    let steps: Vec<&str> = ci.lines().filter_map(|line| line.trim().strip_prefix("- run: cargo ")).collect();
    assert_eq!(steps.len(), 5, "{steps:?}");
    for step in steps.iter().filter(|step| !step.starts_with("install ")) {
        ran(&folder, &format!("cargo {step}"));
    }
    Ok(())
}

#[test]
fn a_name_that_cannot_be_is_refused() -> Result<(), Problem> {
    let place = TempDir::new()?;
    std::fs::create_dir(place.path().join("there"))?;
    for (words, reason) in [
        (["new", "2nd", "--path", "."], "cannot be a crate's name"),
        (["new", "demo", "--path", "."], "`.` holds no crate flyte-task"),
        (["new", "../demo", "--path", "."], "cannot be a crate's name"),
    ] {
        let ending = flyte(place.path(), &words);
        assert_eq!(ending.code, Some(2), "{ending:?}");
        assert!(ending.stderr.contains(reason), "{ending:?}");
    }
    let ending = flyte(place.path(), &["new", "there"]);
    assert_eq!(ending.code, Some(2), "{ending:?}");
    assert!(ending.stderr.contains("there is a `there` here already"), "{ending:?}");
    assert_eq!(std::fs::read_dir(place.path())?.count(), 1);
    Ok(())
}

fn ran(folder: &Path, line: &str) -> String {
    let ending = run(command("sh", folder).args(["-c", line]));
    assert_eq!(ending.code, Some(0), "{line}: {ending:?}");
    ending.stdout
}

fn shown(readme: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            match (line.strip_prefix("$ "), shown.last_mut()) {
                (Some(command), _) => {
                    shown.push(Shown { command: command.to_owned(), answer: String::new() });
                }
                (None, Some(last)) => last.answer.push_str(&format!("{line}\n")),
                (None, None) => {}
            }
        }
    }
    shown
}
