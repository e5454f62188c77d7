//! The container door under bad input: every attempt ends in one whole file or a clear message, never in a panic.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use flyte_idl::core::container_error::Kind;
use flyte_idl::core::execution_error::ErrorKind;
use flyte_idl::core::{ContainerError, ErrorDocument, Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_idl::prost::encoding::encode_varint;
use flyte_idl::prost_types::Timestamp;
use flyte_task_tests::place::Place;
use flyte_task_tests::problem::Problem;
use flyte_task_tests::random::Random;
use flyte_task_tests::task_binary::{Ending, TaskBinary};

const TASK: &str = "golden_tasks.identity.lists";
const SUM: &str = "golden_dev.t01_int_sum";

fn binary() -> Result<&'static TaskBinary, String> {
    static BINARY: OnceLock<Result<TaskBinary, String>> = OnceLock::new();
    let made = BINARY.get_or_init(|| TaskBinary::new(env!("CARGO_BIN_EXE_golden-tasks")));
    made.as_ref().map_err(Clone::clone)
}

fn map<const N: usize>(literals: [(&str, Literal); N]) -> LiteralMap {
    literals.into_iter().collect()
}

fn staged(inputs: &LiteralMap) -> Result<Place, Problem> {
    Ok(Place::with_inputs(&inputs.encode_to_vec())?)
}

/// Inputs of [`TASK`] with something of every kind.
fn good_inputs() -> LiteralMap {
    let list = |literal| Literal::collection([literal]);
    map([
        ("a", Literal::collection([Literal::float(0.5), Literal::float(-1.0)])),
        ("b", list(list(Literal::collection([Literal::integer(1), Literal::integer(-1)])))),
        ("c", Literal::collection([Literal::string("one"), Literal::string("zwei")])),
        ("d", list(Literal::datetime(Timestamp { seconds: 1, nanos: 5 }))),
    ])
}

/// Checks that an attempt ended by the door's own rules, and returns its error, or none when it wrote outputs.
fn ended(place: &Place, ending: &Ending) -> Result<Option<ContainerError>, String> {
    let problem = |what: &str| format!("{what}: {ending:?}");
    if ending.code != Some(0) {
        return Err(problem("an attempt that can write an error file ends with 0"));
    }
    if ending.stderr.contains("panicked at") {
        return Err(problem("a panic"));
    }
    let files = place.files_written().map_err(|e| e.to_string())?;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    match (names.as_slice(), files.values().next()) {
        (["outputs.pb"], Some(bytes)) => {
            LiteralMap::decode(bytes.as_slice()).map_err(|e| problem(&format!("half an outputs.pb: {e}")))?;
            Ok(None)
        }
        (["error.pb"], Some(bytes)) => {
            let document = ErrorDocument::decode(bytes.as_slice()).map_err(|e| problem(&e.to_string()))?;
            let error = document.error.ok_or_else(|| problem("an error file without an error"))?;
            if error.message.is_empty() || error.message.contains("panicked at") {
                return Err(format!("no message of ours: {}", error.message));
            }
            Ok(Some(error))
        }
        _ => Err(problem(&format!("expected one file, found {names:?}"))),
    }
}

/// Runs a task that must fail, and returns its error.
fn error(task: &str, place: &Place) -> Result<ContainerError, Problem> {
    let ending = binary()?.execute(task, place, &[])?;
    Ok(ended(place, &ending)?.ok_or_else(|| format!("{task} must fail: {ending:?}"))?)
}

fn assert_error(error: &ContainerError, code: &str, kind: Kind, origin: ErrorKind, words: &[&str]) {
    assert_eq!(
        (error.code.as_str(), error.kind(), error.origin()),
        (code, kind, origin),
        "{}",
        error.message
    );
    for word in words {
        assert!(error.message.contains(word), "`{word}` in {}", error.message);
    }
}

#[test]
fn good_inputs_are_good() -> Result<(), Problem> {
    let place = staged(&good_inputs())?;
    let ending = binary()?.execute(TASK, &place, &[])?;
    assert!(ended(&place, &ending)?.is_none(), "the variants below start from inputs that the task takes");
    Ok(())
}

#[test]
fn inputs_cut_short_are_an_error_or_smaller_inputs() -> Result<(), Problem> {
    let whole = good_inputs().encode_to_vec();
    let mut errors = 0;
    for length in 0..whole.len() {
        let bytes = whole.get(..length).unwrap_or_default();
        let place = Place::with_inputs(bytes)?;
        let ending = binary()?.execute(TASK, &place, &[])?;
        let error = ended(&place, &ending).map_err(|problem| format!("cut at {length}: {problem}"))?;
        // What is missing at the end is at least one whole input.
        assert!(error.is_some(), "cut at {length}: {ending:?}");
        errors += 1;
    }
    assert!(errors > 50, "the inputs are long enough to be cut in many places");
    Ok(())
}

#[test]
fn inputs_with_wrong_bytes_never_panic() -> Result<(), Problem> {
    let whole = good_inputs().encode_to_vec();
    let mut random = Random::seeded(42);
    let mut errors = 0;
    for round in 0..200 {
        let mut bytes = whole.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.bits().to_le_bytes()[0];
            }
        }
        errors += usize::from(survives(&bytes, round)?);
    }
    assert!(errors > 50, "most wrong bytes are noticed, here {errors}");
    Ok(())
}

#[test]
fn random_bytes_never_panic() -> Result<(), Problem> {
    let mut random = Random::seeded(7);
    for round in 0..100 {
        let length = random.below(200) + 1;
        let bytes: Vec<u8> = (0..length).map(|_| random.bits().to_le_bytes()[0]).collect();
        assert!(survives(&bytes, round)?, "no random bytes are inputs: {bytes:?}");
    }
    Ok(())
}

/// Runs on inputs of any bytes, and returns whether they were refused.
fn survives(bytes: &[u8], round: usize) -> Result<bool, Problem> {
    let place = Place::with_inputs(bytes)?;
    let ending = binary()?.execute(TASK, &place, &[])?;
    Ok(ended(&place, &ending).map_err(|problem| format!("round {round}, {bytes:?}: {problem}"))?.is_some())
}

#[test]
fn lists_nested_without_end_are_refused() -> Result<(), Problem> {
    // Built by hand from the inside out, since no parser or writer of messages goes this deep.
    let mut literal = Vec::new();
    for _ in 0..10_000 {
        let list = wrapped(0x0a, &literal);
        literal = wrapped(0x12, &list);
    }
    let entry = [vec![0x0a, 1, b'b'], wrapped(0x12, &literal)].concat();
    let bytes = wrapped(0x0a, &entry);
    assert!(survives(&bytes, 0)?);
    Ok(())
}

#[test]
fn lengths_beyond_the_end_are_refused() -> Result<(), Problem> {
    // A reader that believed these would ask for more memory than there is.
    for length in [1_u64 << 31, 1 << 32, 1 << 62, u64::MAX] {
        let mut bytes = vec![0x0a];
        encode_varint(length, &mut bytes);
        assert!(survives(&bytes, 0)?, "{length}");
    }
    Ok(())
}

#[test]
fn a_folder_instead_of_the_inputs_is_an_error() -> Result<(), Problem> {
    let place = Place::new()?;
    fs::create_dir(place.inputs())?;
    let error = error(SUM, &place)?;
    assert_error(&error, "SYSTEM", Kind::Recoverable, ErrorKind::System, &["inputs.pb"]);
    Ok(())
}

/// Returns a field that holds a message.
fn wrapped(tag: u8, message: &[u8]) -> Vec<u8> {
    let mut field = vec![tag];
    encode_varint(message.len() as u64, &mut field);
    field.extend_from_slice(message);
    field
}

#[test]
fn a_missing_inputs_file_may_be_there_next_time() -> Result<(), Problem> {
    let place = Place::new()?;
    let error = error(SUM, &place)?;
    assert_error(&error, "SYSTEM", Kind::Recoverable, ErrorKind::System, &["inputs.pb"]);
    Ok(())
}

#[test]
fn a_missing_input_is_the_callers_error() -> Result<(), Problem> {
    let error = error(SUM, &staged(&map([("a", Literal::integer(1))]))?)?;
    assert_error(&error, "USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User, &["`b`"]);
    Ok(())
}

#[test]
fn an_unknown_input_is_named() -> Result<(), Problem> {
    let inputs = map([("a", Literal::integer(1)), ("b", Literal::integer(2)), ("bb", Literal::integer(3))]);
    let error = error(SUM, &staged(&inputs)?)?;
    assert_error(&error, "SYSTEM", Kind::NonRecoverable, ErrorKind::System, &["`bb`"]);
    Ok(())
}

#[test]
fn a_wrong_literal_is_named_with_its_place() -> Result<(), Problem> {
    let mut inputs = good_inputs();
    inputs.literals.insert("b".to_owned(), Literal::collection([Literal::collection([Literal::integer(1)])]));
    let error = error(TASK, &staged(&inputs)?)?;
    assert_error(&error, "SYSTEM", Kind::NonRecoverable, ErrorKind::System, &["`b`", "[0]", "integer"]);
    Ok(())
}

#[test]
fn an_unwritable_output_folder_is_said_on_stderr() -> Result<(), Problem> {
    let place = staged(&map([("a", Literal::integer(1)), ("b", Literal::integer(2))]))?;
    // Below a regular file nothing can be made, not even by root.
    fs::remove_dir(place.output_prefix()).and_then(|()| fs::write(place.output_prefix(), ""))?;
    let ending = binary()?.execute(SUM, &place, &[])?;
    assert!(!matches!(ending.code, Some(0) | None), "nothing says that it went well: {ending:?}");
    assert!(!ending.stderr.contains("panicked at"), "{ending:?}");
    let folder = place.output_prefix();
    assert!(ending.stderr.contains(&*folder.to_string_lossy()), "it names the folder: {ending:?}");
    assert_eq!(fs::read(folder)?, b"");
    Ok(())
}

#[test]
fn an_output_folder_that_does_not_exist_is_made() -> Result<(), Problem> {
    let place = staged(&map([("a", Literal::integer(1)), ("b", Literal::integer(2))]))?;
    fs::remove_dir(place.output_prefix())?;
    let ending = binary()?.execute(SUM, &place, &[])?;
    assert!(ended(&place, &ending)?.is_none(), "{ending:?}");
    Ok(())
}

#[test]
fn an_unknown_task_lists_near_names() -> Result<(), Problem> {
    let binary = binary()?;
    let mut loader_args = binary.loader_args(SUM)?;
    let asked = loader_args.last_mut().ok_or("no loader args")?;
    asked.push('s');
    let loader_args: Vec<&str> = loader_args.iter().map(String::as_str).collect();
    let place = staged(&map([]))?;
    let ending = binary.execute_loading(SUM, &loader_args, &place)?;
    let error = ended(&place, &ending)?.ok_or("an unknown task must fail")?;
    let words = ["t01_int_sums", "t01_int_sum`"];
    assert_error(&error, "USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User, &words);
    Ok(())
}

#[test]
fn loader_args_that_are_no_task_end_in_an_error_file() -> Result<(), Problem> {
    let binary = binary()?;
    for loader_args in [&["task-name", "t01_int_sum"][..], &["task-module"], &["a", "b", "c", "d", "e"]] {
        let place = staged(&map([]))?;
        let ending = binary.execute_loading(SUM, loader_args, &place)?;
        assert!(ended(&place, &ending)?.is_some(), "{loader_args:?}: {ending:?}");
    }
    Ok(())
}

/// The command line that the golden sum is executed by, spelled out.
fn command_line(place: &Place, extra: &[&str]) -> Vec<OsString> {
    let path = |path: &Path| path.as_os_str().to_owned();
    let mut line: Vec<OsString> = vec!["execute".into()];
    for (flag, value) in [
        ("--inputs", place.inputs()),
        ("--output-prefix", place.output_prefix()),
        ("--raw-output-data-prefix", place.raw_output_prefix()),
    ] {
        line.extend([flag.into(), path(&value)]);
    }
    line.extend(extra.iter().map(OsString::from));
    line.extend(["--resolver", "flyte_task.default_task_resolver", "--"].map(OsString::from));
    line.extend(["task-module", "golden_tasks.scalars", "task-name", "t01_int_sum"].map(OsString::from));
    line
}

#[test]
fn the_documented_command_line_runs() -> Result<(), Problem> {
    let unset = [
        "--checkpoint-path",
        "{{.checkpointOutputPrefix}}",
        "--prev-checkpoint",
        "{{.prevCheckpointPrefix}}",
    ];
    for extra in [&[][..], &unset, &["--prev-checkpoint", ""], &["--prev-checkpoint", "\"\""]] {
        let place = staged(&map([("a", Literal::integer(1)), ("b", Literal::integer(2))]))?;
        let ending = binary()?.run(&command_line(&place, extra), &[])?;
        assert!(ended(&place, &ending)?.is_none(), "{extra:?}: {ending:?}");
        let outputs = fs::read(place.outputs())?;
        let outputs = LiteralMap::decode(outputs.as_slice())?;
        assert_eq!(outputs, map([("o0", Literal::integer(3))]), "{extra:?}");
    }
    Ok(())
}

#[test]
fn files_may_be_named_by_url() -> Result<(), Problem> {
    let place = staged(&map([("a", Literal::integer(1)), ("b", Literal::integer(2))]))?;
    let line: Vec<OsString> = command_line(&place, &[])
        .into_iter()
        .map(|argument| if Path::new(&argument).is_absolute() { url(&argument) } else { argument })
        .collect();
    let ending = binary()?.run(&line, &[])?;
    assert!(ended(&place, &ending)?.is_none(), "{ending:?}");
    Ok(())
}

fn url(path: &OsString) -> OsString {
    let mut url = OsString::from("file://");
    url.push(path);
    url
}

#[test]
fn a_wrong_command_line_is_explained_with_exit_code_2() -> Result<(), Problem> {
    let place = staged(&map([]))?;
    let unknown = command_line(&place, &["--no-such-flag", "x"]);
    let lines = [
        (unknown, "--no-such-flag"),
        (vec!["execute".into(), "--inputs".into()], "--inputs"),
        (vec!["execute".into(), "--inputs".into(), "x".into()], "--output-prefix"),
        (vec!["no-such-command".into()], "no-such-command"),
    ];
    for (line, word) in lines {
        let ending = binary()?.run(&line, &[])?;
        assert_eq!(ending.code, Some(2), "{line:?}: {ending:?}");
        assert!(ending.stderr.contains(word), "{line:?}: {ending:?}");
        assert!(!ending.stderr.contains("panicked at"), "{ending:?}");
    }
    assert!(place.files_written()?.is_empty());
    Ok(())
}

#[test]
fn the_backend_may_want_errors_to_fail_the_process() -> Result<(), Problem> {
    for (value, code) in [("true", 1), ("T", 1), ("1", 1), ("false", 0), ("", 0)] {
        let place = staged(&map([("a", Literal::integer(1))]))?;
        let ending = binary()?.execute(SUM, &place, &[("FLYTE_FAIL_ON_ERROR", value)])?;
        assert_eq!(ending.code, Some(code), "{value}: {ending:?}");
        assert!(place.error().exists(), "{value}: {ending:?}");
    }
    Ok(())
}

#[test]
fn outputs_beyond_the_limits_of_offloading_are_refused_for_good() -> Result<(), Problem> {
    let cases = [
        (&[("_F_L_MIN_SIZE_MB", "0"), ("_F_L_MAX_SIZE_MB", "0")], "`o0` is too large"),
        (&[("_F_L_MIN_SIZE_MB", "0"), ("_F_L_MAX_SIZE_MB", "x")], "_F_L_MAX_SIZE_MB"),
    ];
    for (env, words) in cases {
        let place = staged(&map([("a", Literal::integer(1)), ("b", Literal::integer(2))]))?;
        let ending = binary()?.execute(SUM, &place, env)?;
        let error = ended(&place, &ending)?.ok_or("outputs were written")?;
        assert_eq!((error.kind(), error.origin()), (Kind::NonRecoverable, ErrorKind::System), "{error:?}");
        assert!(error.message.contains(words), "{error:?}");
    }
    // The upper limit alone does nothing, and outputs below the lower one stay where they are.
    for env in [("_F_L_MAX_SIZE_MB", "0"), ("_F_L_MIN_SIZE_MB", "1")] {
        let place = staged(&map([("a", Literal::integer(1)), ("b", Literal::integer(2))]))?;
        let ending = binary()?.execute(SUM, &place, &[env])?;
        assert!(ended(&place, &ending)?.is_none(), "{ending:?}");
    }
    Ok(())
}

#[test]
fn every_task_has_a_name_of_its_own() -> Result<(), Problem> {
    let binary = binary()?;
    let loaders: BTreeSet<Vec<String>> =
        binary.specs().keys().map(|task| binary.loader_args(task)).collect::<Result<_, _>>()?;
    assert_eq!(loaders.len(), binary.specs().len());
    Ok(())
}
