//! Conformance with flytekit by recorded cases: every case is run as a process, or listed with what it waits for.

mod cases;
mod compare;
mod errors;
mod meant;
mod metadata;
mod raw_outputs;
mod runs;
mod specs;
mod staging;
mod tables;
mod uncovered;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use cases::Case;
use flyte_task_tests::place::files_below;
use flyte_task_tests::problem::Problem;
use flyte_task_tests::task_binary::{SpecFile, TaskBinary};
use uncovered::UNCOVERED;

fn binary() -> Result<&'static TaskBinary, String> {
    static BINARY: OnceLock<Result<TaskBinary, String>> = OnceLock::new();
    let made = BINARY.get_or_init(|| TaskBinary::new(env!("CARGO_BIN_EXE_golden-tasks")));
    made.as_ref().map_err(Clone::clone)
}

fn covered() -> Result<Vec<Case>, String> {
    Ok(cases::all()?.into_iter().filter(|case| !uncovered::is_listed(&case.name)).collect())
}

/// Fails with all that differs at once: a change in one place often shows in many cases.
fn report(found: &[String]) -> Result<(), Problem> {
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("{} differ:\n{}", found.len(), found.join("\n")).into())
    }
}

#[test]
fn every_run_ends_as_flytekits() -> Result<(), Problem> {
    let binary = binary()?;
    let mut found = Vec::new();
    for case in covered()? {
        for run in &case.runs {
            let differences = runs::differences(binary, &case, run).unwrap_or_else(|problem| vec![problem]);
            let differences = match uncovered::run_waits_for(&case.name, &run.name) {
                Some(what) if differences.is_empty() => {
                    vec![format!("no longer {what}: delete its row in uncovered.rs")]
                }
                Some(_) => continue,
                None => differences,
            };
            found.extend(
                differences.iter().map(|difference| format!("{}/{}: {difference}", case.name, run.name)),
            );
        }
    }
    report(&found)
}

#[test]
fn every_specification_is_flytekits() -> Result<(), Problem> {
    let binary = binary()?;
    let mut found = Vec::new();
    for case in covered()? {
        let differences = match (case.message("task_spec.pb"), binary.specs().get(&case.task)) {
            (Ok(golden), Some(ours)) => specs::differences(&case.name, &golden, &ours.spec),
            (Err(problem), _) => vec![problem],
            (_, None) => vec![format!("the binary has no task {}", case.task)],
        };
        found.extend(differences.iter().map(|difference| format!("{}: {difference}", case.name)));
    }
    report(&found)
}

#[test]
fn every_case_is_covered_or_waits_for_something_missing() -> Result<(), Problem> {
    let binary = binary()?;
    let all = cases::all()?;
    let mut found = Vec::new();
    for case in &all {
        match (binary.specs().contains_key(&case.task), uncovered::is_listed(&case.name)) {
            (true, true) => {
                found.push(format!("{} has a task now: delete its row in uncovered.rs", case.name));
            }
            (false, false) => {
                found.push(format!("{} has neither a task nor a row in uncovered.rs", case.name));
            }
            _ => {}
        }
    }
    let known: BTreeSet<&str> = all.iter().map(|case| case.name.as_str()).collect();
    let gone = UNCOVERED.iter().map(|(case, _)| *case).filter(|case| !known.contains(case));
    found.extend(gone.map(|case| format!("uncovered.rs lists {case}, which is no case")));
    report(&found)
}

#[test]
fn every_run_that_is_meant_to_differ_exists() -> Result<(), Problem> {
    let covered = covered()?;
    let exists = |(case, run): &(&str, &str)| {
        covered.iter().any(|known| known.name == *case && known.runs.iter().any(|known| known.name == *run))
    };
    report(
        &meant::runs()
            .filter(|row| !exists(row))
            .map(|row| format!("meant.rs: no run {row:?}"))
            .collect::<Vec<_>>(),
    )
}

#[test]
fn the_files_are_numbered_and_named_by_their_tasks() -> Result<(), Problem> {
    let binary = binary()?;
    let mut numbers = BTreeSet::new();
    let mut found = Vec::new();
    for (name, spec) in binary.specs() {
        match spec.file.strip_suffix(&format!("_{name}_1.pb")).map(str::parse::<usize>) {
            Some(Ok(number)) => drop(numbers.insert(number)),
            _ => found.push(format!("{name} is in {}", spec.file)),
        }
    }
    let expected: BTreeSet<usize> = (0..binary.specs().len()).collect();
    if numbers != expected {
        found.push(format!("the files are numbered {numbers:?}"));
    }
    report(&found)
}

#[test]
fn serializing_again_gives_the_same_bytes() -> Result<(), Problem> {
    let binary = binary()?;
    let again = binary.serialize()?;
    let differs = |(_, spec): &(_, &SpecFile)| again.get(&spec.file) != Some(&spec.bytes);
    report(
        &binary
            .specs()
            .iter()
            .filter(differs)
            .map(|(name, _): (&String, _)| name.clone())
            .collect::<Vec<_>>(),
    )
}

#[test]
fn the_copy_is_whole_and_agrees_with_the_original() -> Result<(), Problem> {
    let copy = files_below(&cases::copy())?;
    // Beside the repository lies the original on a developer's machine only; elsewhere the copy must stand alone.
    let mut found = Vec::new();
    for case in cases::all()? {
        for file in ["case.json", "task_spec.pb", "inputs.pb"] {
            if !copy.contains_key(&format!("{}/{file}", case.name)) {
                found.push(format!("the copy lacks {file} of {}", case.name));
            }
        }
    }
    if let Some(original) = cases::original() {
        let original = files_below(&original)?;
        let names: BTreeSet<&String> = copy.keys().chain(original.keys()).collect();
        let differs = names.into_iter().filter(|name| copy.get(*name) != original.get(*name));
        found.extend(differs.map(|name| format!("{name} differs from the original in ../shared/golden")));
    }
    report(&found)
}
