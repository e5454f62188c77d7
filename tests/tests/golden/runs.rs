//! One run of one case: the binary is executed as the container would be, and what it leaves is compared.

use flyte_idl::core::container_error::Kind;
use flyte_idl::core::execution_error::ErrorKind;
use flyte_idl::core::{ErrorDocument, Literal, LiteralMap, LiteralOffloadedMetadata, literal};
use flyte_idl::prost::Message;
use flyte_task_tests::place::{Place, files_below};
use flyte_task_tests::task_binary::TaskBinary;

use crate::cases::{Case, Run, RunResult};
use crate::{compare, errors, meant, raw_outputs, staging};

/// Executes a run and returns in what it differs from flytekit's.
pub(crate) fn differences(binary: &TaskBinary, case: &Case, run: &Run) -> Result<Vec<String>, String> {
    let place = staging::stage(case, run)?;
    let env: Vec<(&str, &str)> =
        run.env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let ending = match &case.resolver_args {
        Some(arguments) => {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            binary.execute_loading(&case.task, &arguments, &place)?
        }
        None => binary.execute(&case.task, &place, &env)?,
    };
    let mut found = left_behind(case, run, &place)?;
    if ending.code != Some(0) {
        found.push(format!("exit code {:?}: {}", ending.code, ending.stderr));
    }
    if found.is_empty() {
        found = compared(case, run, &place)?;
    }
    if !found.is_empty() {
        found.push(format!("stderr: {}", ending.stderr));
    }
    Ok(found)
}

/// Compares which files were written, the task's folders being otherwise empty.
fn left_behind(case: &Case, run: &Run, place: &Place) -> Result<Vec<String>, String> {
    let said = |e: std::io::Error| e.to_string();
    let expected: Vec<String> = match meant::ending(&case.name, &run.name) {
        Some(meant::Ending::Text(_) | meant::Ending::Struct(_) | meant::Ending::AsRun(_)) => {
            vec!["outputs.pb".to_owned()]
        }
        Some(meant::Ending::UserError { .. }) => vec!["error.pb".to_owned()],
        None => run.files_written.clone(),
    };
    let written: Vec<String> = place.files_written().map_err(said)?.into_keys().collect();
    let raw = files_below(&place.raw_output_prefix()).map_err(said)?;
    let mut found = Vec::new();
    if written != expected {
        found.push(format!("expected the files {expected:?}, found {written:?}{}", error_text(place)));
    }
    found.extend(raw_outputs::differences(&case.raw_outputs(run)?, &raw));
    Ok(found)
}

fn error_text(place: &Place) -> String {
    read::<ErrorDocument>(&place.error()).map_or_else(|_| String::new(), |document| format!(": {document:?}"))
}

fn compared(case: &Case, run: &Run, place: &Place) -> Result<Vec<String>, String> {
    match (meant::ending(&case.name, &run.name), &run.result) {
        (Some(meant::Ending::Text(text)), _) => {
            let expected: LiteralMap = [("o0", Literal::string(*text))].into_iter().collect();
            Ok(compare::literal_maps(&expected, &read(&place.outputs())?, 0))
        }
        (Some(meant::Ending::Struct(json)), _) => {
            let value = serde_json::from_str(json).map_err(|e| e.to_string())?;
            let literal = Literal::binary_msgpack(compare::packed(&value)?);
            let expected: LiteralMap = [("o0", literal)].into_iter().collect();
            Ok(compare::literal_maps(&expected, &read(&place.outputs())?, 0))
        }
        (Some(meant::Ending::AsRun(other)), _) => {
            let other = case.runs.iter().find(|run| run.name == *other);
            match other.map(|run| &run.result) {
                Some(RunResult::Outputs { file }) => {
                    Ok(compare::literal_maps(&case.message(file)?, &read(&place.outputs())?, 0))
                }
                _ => Err("the other run has no outputs".to_owned()),
            }
        }
        (Some(meant::Ending::UserError { code, words }), _) => {
            Ok(errors::expect(&read(&place.error())?, code, Kind::NonRecoverable, ErrorKind::User, words))
        }
        (None, RunResult::Outputs { file }) => {
            let tolerance = compare::tolerance_for(&case.input_literals(run)?);
            let (mut golden, mut ours) = (case.message(file)?, read(&place.outputs())?);
            let mut found = offloaded(case, run, place, &mut golden, &mut ours)?;
            raw_outputs::unname(&mut golden, &run.raw_output_prefix);
            raw_outputs::unname(&mut ours, &place.raw_output_prefix().to_string_lossy());
            found.extend(compare::literal_maps(&golden, &ours, tolerance));
            Ok(found)
        }
        (None, RunResult::Error { file, tail }) => {
            let golden = case.message(file)?;
            Ok(errors::differences((&case.name, &run.name), &golden, tail, &read(&place.error())?))
        }
        (None, RunResult::NoFiles) => Ok(Vec::new()),
        (None, RunResult::Crash) => {
            Err("flytekit crashed here; say in meant.rs how ours is to end".to_owned())
        }
    }
}

/// Compares outputs that were written to files of their own, and makes their places comparable.
fn offloaded(
    case: &Case,
    run: &Run,
    place: &Place,
    golden: &mut LiteralMap,
    ours: &mut LiteralMap,
) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for (name, literal) in &mut golden.literals {
        let Some(kept) = place_of(literal) else { continue };
        let Some(written) = ours.literals.get_mut(name).and_then(place_of) else { continue };
        let file = format!("{name}_offloaded_metadata.pb");
        let target = place.output_prefix().join(&file);
        if written.uri.trim_start_matches("file://") != target.to_string_lossy() {
            found.push(format!("{name} is said to be in {}, not in {}", written.uri, target.display()));
        }
        written.uri.clear();
        kept.uri.clear();
        let golden = case.message::<Literal>(&format!("{name}_offloaded_metadata.{}.pb", run.name))?;
        if golden != read(&target)? {
            found.push(format!("{file} differs from flytekit's"));
        }
    }
    Ok(found)
}

fn place_of(literal: &mut Literal) -> Option<&mut LiteralOffloadedMetadata> {
    match &mut literal.value {
        Some(literal::Value::OffloadedMetadata(offloaded)) => Some(offloaded),
        _ => None,
    }
}

fn read<M: Message + Default>(file: &std::path::Path) -> Result<M, String> {
    let bytes = std::fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
    M::decode(bytes.as_slice()).map_err(|e| format!("{} is malformed: {e}", file.display()))
}
