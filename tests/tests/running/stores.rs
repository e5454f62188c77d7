//! Stores that refuse, disks that are full.

use std::ffi::OsStr;
use std::fs;
use std::process::{Command, Stdio};

use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task_tests::place::Place;
use flyte_task_tests::s3::{Answer, PRIVATE, S3Server};
use flyte_task_tests::task_binary::Ending;

use crate::{assert_systems, assert_users, binary, command, error, place};

/// The same process, started by a shell after `first`; `$0` and `$@` are its command line.
fn through_shell(command: &Command, shell: &[&str], script: &str) -> Command {
    let (program, arguments) = shell.split_first().unwrap();
    let mut through = Command::new(program);
    through.args(arguments).arg(script).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => through.env(name, value),
            None => through.env_remove(name),
        };
    }
    through.stdin(Stdio::null());
    through
}

#[test]
fn outputs_beyond_the_largest_file_are_an_error() {
    let place = place([("bytes", Literal::integer(1 << 20))]);
    // 8 blocks, of 512 or of 1024 bytes: enough for the error, not for the outputs.
    let run = command("large", &place, &[]);
    let ending =
        Ending::of(&mut through_shell(&run, &["sh", "-c"], "ulimit -f 8; exec \"$0\" \"$@\"")).unwrap();
    assert_systems(
        &error(&place, &ending),
        &["the outputs cannot be stored", "outputs.pb", "File too large"],
    );
}

/// Runs a task whose outputs go to a small disk of its own, which is full but for `free` KiB; returns what lies there
/// afterwards, or nothing where the test may not mount one.
#[expect(clippy::print_stderr, reason = "whoever reads what the tests say is to know that one was left out")]
fn on_a_full_disk(bytes: i64, free: u32) -> Option<(Place, Ending)> {
    let place = place([("bytes", Literal::integer(bytes))]);
    let run = command("large", &place, &[]);
    let (out, kept) = (place.output_prefix(), place.root().join("kept"));
    fs::create_dir(&kept).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=256k none '{out}' || exit 99
         head -c {filler}k /dev/zero > '{out}/filler'
         \"$0\" \"$@\"
         code=$?
         rm '{out}/filler'
         cp -r '{out}/.' '{kept}'
         exit $code",
        out = out.display(),
        kept = kept.display(),
        filler = 256 - free,
    );
    let shell = ["unshare", "--map-root-user", "--mount", "sh", "-c"];
    let ending = match Ending::of(&mut through_shell(&run, &shell, &script)) {
        Ok(ending) if ending.code != Some(99) && !ending.stderr.starts_with("unshare:") => ending,
        refused => {
            eprintln!("no disk can be mounted here: {refused:?}");
            return None;
        }
    };
    for entry in fs::read_dir(&kept).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), out.join(entry.file_name())).unwrap();
    }
    Some((place, ending))
}

#[test]
fn outputs_that_a_full_disk_does_not_take_are_an_error() {
    let Some((place, ending)) = on_a_full_disk(1 << 20, 64) else { return };
    assert_systems(&error(&place, &ending), &["the outputs cannot be stored", "No space left on device"]);
}

#[test]
fn a_disk_that_takes_nothing_is_said_on_stderr() {
    let Some((place, ending)) = on_a_full_disk(1 << 20, 0) else { return };
    assert_eq!(ending.code, Some(1), "{ending:?}");
    assert!(place.files_written().unwrap().is_empty(), "half a file: {ending:?}");
    let last = ending.stderr.lines().last().unwrap();
    assert!(last.contains("could not be reported to Flyte") && last.contains("No space left"), "{last}");
}

/// A run of `large` whose inputs and outputs lie in a bucket; request number `failing` is refused.
fn on_a_failing_store(failing: usize, also_after: bool) -> (S3Server, Ending) {
    let server = S3Server::start().unwrap();
    let inputs: LiteralMap = [("bytes", Literal::integer(3))].into_iter().collect();
    let prefix = server.file_of(PRIVATE, "run");
    fs::create_dir_all(&prefix).unwrap();
    fs::write(prefix.join("inputs.pb"), inputs.encode_to_vec()).unwrap();
    let mut number = 0;
    server.decide(move |_| {
        number += 1;
        let fails = number == failing || (also_after && number > failing);
        if fails { Answer::Status(500) } else { Answer::Serve }
    });
    let uri = |name: &str| format!("s3://{PRIVATE}/run/{name}");
    let (from, to) = (uri("inputs.pb"), uri("out"));
    let line = ["execute", "--inputs", &from, "--output-prefix", &to, "--resolver"];
    let loader = [
        "flyte_task.default_task_resolver",
        "--",
        "task-module",
        "golden_tasks.failing",
        "task-name",
        "large",
    ];
    let line: Vec<&OsStr> = line.iter().chain(&loader).map(OsStr::new).collect();
    let mut variables = server.variables();
    variables.push(("FLYTE_AWS_RETRIES".to_owned(), "0".to_owned()));
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let ending = binary().run(&line, &variables).unwrap();
    (server, ending)
}

/// The objects that a run left below its output prefix.
fn left(server: &S3Server) -> Place {
    let place = Place::new().unwrap();
    if let Ok(entries) = fs::read_dir(server.file_of(PRIVATE, "run/out")) {
        for entry in entries {
            let entry = entry.unwrap();
            fs::copy(entry.path(), place.output_prefix().join(entry.file_name())).unwrap();
        }
    }
    place
}

#[test]
fn whichever_request_fails_flyte_is_told() {
    // Number 1 fetches the inputs, number 2 stores the outputs.
    for (failing, words) in [(1, "the inputs cannot be fetched"), (2, "the outputs cannot be stored")] {
        let (server, ending) = on_a_failing_store(failing, false);
        assert_systems(&error(&left(&server), &ending), &[words, "500 Internal Server Error"]);
    }
    let (server, ending) = on_a_failing_store(3, false);
    assert_eq!(ending.code, Some(0), "{ending:?}");
    assert_eq!(left(&server).files_written().unwrap().keys().collect::<Vec<_>>(), ["outputs.pb"]);
}

#[test]
fn a_store_that_takes_nothing_is_said_on_stderr() {
    let (server, ending) = on_a_failing_store(2, true);
    assert_eq!(ending.code, Some(1), "{ending:?}");
    assert!(left(&server).files_written().unwrap().is_empty());
    let last = ending.stderr.lines().last().unwrap();
    assert!(last.contains("could not be reported to Flyte") && last.contains("error.pb"), "{last}");
}

#[test]
fn a_resolver_that_is_not_there_is_named() {
    let place = place([]);
    let run = command("large", &place, &[]);
    let mut other = Command::new(run.get_program());
    other.args(
        run.get_args().map(|word| {
            if word == "flyte_task.default_task_resolver" { OsStr::new("no.such") } else { word }
        }),
    );
    let ending = Ending::of(&mut other).unwrap();
    let words = ["the task cannot be loaded", "`no.such`", "`flyte_task.default_task_resolver`"];
    assert_users(&error(&place, &ending), &words);
}
