//! What a run says on stderr, and what it sends of its statistics.

use std::net::UdpSocket;
use std::time::Duration;

use flyte_idl::core::Literal;
use flyte_task_tests::place::Place;
use serde_json::Value;

use crate::{place, run};

fn talk(env: &[(&str, &str)]) -> String {
    let place = place([("x", Literal::integer(5))]);
    let ending = run("talking", &place, env);
    assert_eq!(ending.code, Some(0), "{ending:?}");
    assert!(!ending.stderr.contains("secret"), "{}", ending.stderr);
    ending.stderr
}

fn lines(env: &[(&str, &str)]) -> Vec<Value> {
    talk(env).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn events_are_flytekits_json_with_the_fields_of_the_run() {
    let lines = lines(&[]);
    let said: Vec<_> = lines.iter().map(|line| (&line["levelname"], &line["message"])).collect();
    let expected =
        [("INFO", "half way to https://host.example/a?.."), ("WARNING", "slow"), ("ERROR", "from a thread")];
    assert_eq!(said.len(), 3, "{lines:?}");
    for ((level, message), (expected_level, expected_message)) in said.iter().zip(expected) {
        assert_eq!((level.as_str(), message.as_str()), (Some(expected_level), Some(expected_message)));
    }
    for line in &lines {
        assert_eq!(line["name"], "golden_tasks::failing");
        assert_eq!(line["task"], "golden_tasks.failing.talking");
        assert_eq!(line["execution"], "golden");
        assert_eq!(line["attempt"], 0);
        let time = line["asctime"].as_str().unwrap();
        assert!(time.len() == "2026-01-02 03:04:05,678".len() && time.as_bytes()[19] == b',', "{time}");
    }
    assert_eq!(
        (&lines[0]["x"], &lines[0]["ratio"], &lines[0]["span"]),
        (&5.into(), &0.5.into(), &"run".into())
    );
    // What is inside counts, and a field of the event's own does not hide one of the line's.
    assert_eq!((&lines[1]["x"], &lines[1]["number"]), (&"inner".into(), &3.into()));
    assert_eq!((&lines[1]["span"], &lines[1]["fields.name"]), (&"run:epoch".into(), &"own".into()));
    assert_eq!(lines[2]["span"], "run");
}

#[test]
fn phases_are_told_in_flytekits_words() {
    let lines = lines(&[("FLYTE_SDK_LOGGING_LEVEL", "20")]);
    let phases: Vec<_> = lines
        .iter()
        .filter(|line| line["name"] == "flyte_task::execution::phase")
        .map(|line| (line["span"].as_str().unwrap(), line["message"].as_str().unwrap()))
        .collect();
    let expected = [
        ("run:inputs", "Download data to local from "),
        ("run:pre_execute", "Prepare the run (pre_execute). [Time: "),
        ("run:execute", "Execute user level code. [Time: "),
        ("run:post_execute", "Finish the run (post_execute). [Time: "),
        ("run:encode", "Translate the output to literals. [Time: "),
        ("run:outputs", "Upload data to "),
    ];
    assert_eq!(phases.len(), expected.len(), "{phases:?}");
    for ((span, message), (expected_span, start)) in phases.iter().zip(expected) {
        assert!(*span == expected_span && message.starts_with(start), "{span}: {message}");
    }
}

/// The seconds that a row of the timeline in a deck says.
fn wall_time(deck: &str, row: &str) -> f64 {
    let (_, behind) = deck.split_once(&format!("{row}</span></td><td class=\"ft-number\">")).unwrap();
    behind.split('<').next().unwrap().parse().unwrap()
}

#[test]
fn the_time_of_a_hook_is_not_the_tasks() {
    let place = place([]);
    let ending = run("slow_hook", &place, &[]);
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let deck = String::from_utf8(place.files_written().unwrap().remove("deck.html").unwrap()).unwrap();
    let (own, hooks) =
        (wall_time(&deck, "Execute user level code"), wall_time(&deck, "Finish the run (post_execute)"));
    // The hook sleeps that long; the task does nothing, and has a row before that of the hook.
    assert!(hooks >= 0.03, "{hooks}");
    assert!(deck.find("Execute user level code") < deck.find("Finish the run"), "{own} and {hooks}");
}

#[test]
fn text_and_levels_are_chosen_by_the_environment() {
    let said = talk(&[("FLYTE_SDK_LOGGING_FORMAT", "text")]);
    assert_eq!(
        said.lines().next().unwrap(),
        "[golden_tasks::failing] half way to https://host.example/a?.. x=5 ratio=0.5 \
         task=golden_tasks.failing.talking execution=golden attempt=0"
    );
    assert_eq!(lines(&[("RUST_LOG", "golden_tasks=debug")]).len(), 4);
    assert_eq!(lines(&[("RUST_LOG", "error")]).len(), 1);
    let complaint = &lines(&[("FLYTE_SDK_LOGGING_LEVEL", "loud")])[0];
    assert!(complaint["message"].as_str().unwrap().contains("found `loud`"), "{complaint}");
}

#[test]
fn a_signed_address_of_the_inputs_is_not_told() {
    let place = Place::new().unwrap();
    let signed = "http://127.0.0.1:9/inputs.pb?X-Amz-Signature=abcdef";
    let mut run = crate::command("talking", &place, &[]);
    let line: Vec<_> = run
        .get_args()
        .map(|word| if word == place.inputs() { signed.into() } else { word.to_owned() })
        .collect();
    run = std::process::Command::new(run.get_program());
    run.args(line).env("FLYTE_SDK_LOGGING_LEVEL", "0").env("RUST_LOG", "trace").env("FLYTE_AWS_RETRIES", "0");
    let ending = flyte_task_tests::task_binary::Ending::of(&mut run).unwrap();
    let error = crate::error(&place, &ending);
    assert!(error.message.contains("http://127.0.0.1:9/inputs.pb"), "{}", error.message);
    assert!(!error.message.contains("abcdef") && !ending.stderr.contains("abcdef"), "{ending:?}");
}

#[test]
fn statistics_go_to_statsd_under_flytekits_names() {
    let server = UdpSocket::bind("127.0.0.1:0").unwrap();
    server.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let port = server.local_addr().unwrap().port().to_string();
    talk(&[
        ("FLYTE_SECRETS_HOST", "127.0.0.1"),
        ("FLYTE_SECRETS_PORT", &port),
        ("FLYTE_INTERNAL_EXECUTION_WORKFLOW", "wf"),
    ]);
    let mut buffer = [0; 500];
    let length = server.recv(&mut buffer).unwrap();
    let said = String::from_utf8_lossy(&buffer[..length]).into_owned();
    let version = env!("CARGO_PKG_VERSION").replace('.', "_");
    assert_eq!(
        said,
        format!(
            "flytesnacks.development.golden.user_stats.calls.__api_version={version}.__exec_domain=development\
             .__exec_project=flytesnacks.__exec_workflow=wf:1|c"
        )
    );
}
