//! What a collector of OpenTelemetry's gets of runs, and what a run has of a collector that does not work.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::Stdio;

use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task_tests::collector::{Collector, Manner, attribute};
use flyte_task_tests::place::Place;
use flyte_task_tests::task_binary::Ending;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;

use crate::termination::{signal, wait_for_work};
use crate::{command, error, place, run};

const TOKEN: &str = "x-token=keep-this-hidden,x-other=1%202";

/// What a process is told of a collector.
fn told(endpoint: &str) -> Vec<(&str, &str)> {
    vec![("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_HEADERS", TOKEN)]
}

/// The spans that a collector has, by their names; nothing in them, nor on stderr, may be secret.
fn spans(collector: &Collector, ending: &Ending) -> BTreeMap<String, Span> {
    for posted in collector.posted() {
        let body = String::from_utf8_lossy(&posted.body);
        assert!(!body.contains("secret") && !body.contains("abcdef") && !body.contains("hidden"), "{body}");
    }
    assert!(!ending.stderr.contains("hidden"), "{}", ending.stderr);
    let found = collector.spans().unwrap();
    let count = found.len();
    let spans: BTreeMap<_, _> = found.into_iter().map(|(_, span)| (span.name.clone(), span)).collect();
    assert_eq!(spans.len(), count, "each once: {ending:?}");
    spans
}

/// Each span with the one around it.
fn tree(spans: &BTreeMap<String, Span>) -> Vec<(&str, &str)> {
    let around = |span: &Span| spans.values().find(|other| other.span_id == span.parent_span_id);
    let tree = spans.values().map(|span| (span.name.as_str(), around(span).map_or("", |span| &span.name)));
    tree.collect()
}

/// The text of a span that failed; nothing of one that did not.
fn failure(span: &Span) -> Option<&str> {
    let status = span.status.as_ref()?;
    (status.code() == StatusCode::Error).then_some(status.message.as_str())
}

fn numbers(value: i64) -> Place {
    place([("x", Literal::integer(value))])
}

/// The outputs that a run left, and nothing else.
fn assert_outputs(place: &Place, ending: &Ending, value: i64) {
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let mut files = place.files_written().unwrap();
    let outputs = LiteralMap::decode(files.remove("outputs.pb").unwrap().as_slice()).unwrap();
    assert_eq!(outputs.literals.get("o0"), Some(&Literal::integer(value)));
    assert!(files.is_empty(), "{ending:?}");
}

#[test]
fn a_run_is_a_trace_of_its_phases() {
    let collector = Collector::start(Manner::Takes).unwrap();
    let (endpoint, place) = (collector.endpoint(), numbers(5));
    let mut env = told(&endpoint);
    env.extend([
        ("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("OTEL_RESOURCE_ATTRIBUTES", "k8s.pod.name=a1,flyte.task.version=v7"),
        ("FLYTE_ATTEMPT_NUMBER", "2"),
    ]);
    let ending = run("talking", &place, &env);
    assert_outputs(&place, &ending, 5);

    let spans = spans(&collector, &ending);
    let task = "golden_tasks.failing.talking";
    let expected = [
        ("encode", task),
        ("epoch", "execute"),
        ("execute", task),
        (task, ""),
        ("inputs", task),
        ("outputs", task),
        ("post_execute", task),
        ("pre_execute", task),
    ];
    assert_eq!(tree(&spans), expected);
    let run = &spans[task];
    assert_eq!(run.parent_span_id, 0xb7ad_6b71_6920_3331_u64.to_be_bytes());
    for span in spans.values() {
        assert_eq!(span.trace_id, 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c_u128.to_be_bytes());
        assert_eq!(failure(span), None);
        let lasts = run.start_time_unix_nano <= span.start_time_unix_nano
            && span.start_time_unix_nano <= span.end_time_unix_nano
            && span.end_time_unix_nano <= run.end_time_unix_nano;
        assert!(lasts, "{span:?} in {run:?}");
    }
    assert_eq!(attribute(&run.attributes, "task"), task);
    assert_eq!(attribute(&run.attributes, "execution"), "golden");
    assert_eq!(attribute(&run.attributes, "attempt"), "2");
    assert_eq!(attribute(&spans["epoch"].attributes, "number"), "3");

    let said: Vec<_> = spans["execute"].events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(said, ["half way to https://host.example/a?..", "from a thread"]);
    let event = &spans["execute"].events[0].attributes;
    let told = ["x", "ratio", "level", "target"].map(|name| attribute(event, name));
    assert_eq!(told, ["5", "0.5", "INFO", "golden_tasks::failing"]);
    assert_eq!(spans["epoch"].events[0].name, "slow");

    let (resource, _) = &collector.spans().unwrap()[0];
    for (name, value) in [
        ("service.name", "golden-tasks"),
        ("service.version", env!("CARGO_PKG_VERSION")),
        ("flyte.execution.project", "flytesnacks"),
        ("flyte.execution.domain", "development"),
        ("flyte.execution.name", "golden"),
        ("flyte.task.project", "flytesnacks"),
        ("flyte.task.domain", "development"),
        ("flyte.task.name", "golden"),
        ("flyte.task.version", "v7"),
        ("flyte.attempt", "2"),
        ("k8s.pod.name", "a1"),
        ("telemetry.sdk.name", "opentelemetry"),
    ] {
        assert_eq!(attribute(resource, name), value, "{name}");
    }
    let posted = &collector.posted()[0];
    assert_eq!(posted.head[0], "POST /v1/traces HTTP/1.1");
    for header in ["content-type: application/x-protobuf", "x-token: keep-this-hidden", "x-other: 1 2"] {
        assert!(posted.head.iter().any(|line| line == header), "{header} in {:?}", posted.head);
    }
}

#[test]
fn lines_are_the_same_whether_or_not_spans_are_sent() {
    let collector = Collector::start(Manner::Takes).unwrap();
    let endpoint = collector.endpoint();
    let lines = |env: &[(&str, &str)]| {
        let ending = run("talking", &numbers(5), env);
        let lines = ending.stderr.lines().map(|line| serde_json::from_str(line).unwrap());
        let without_time = |mut line: serde_json::Value| {
            line.as_object_mut().unwrap().remove("asctime");
            line
        };
        lines.map(without_time).collect::<Vec<_>>()
    };
    assert_eq!(lines(&told(&endpoint)), lines(&[]));
    assert!(!collector.posted().is_empty());
}

#[test]
fn a_failure_is_on_the_phase_and_on_the_run() {
    let collector = Collector::start(Manner::Takes).unwrap();
    let place = place([("text", Literal::string("five"))]);
    let endpoint = collector.endpoint();
    let mut env = told(&endpoint);
    env.push(("OTEL_SERVICE_NAME", "mine"));
    let ending = run("loading", &place, &env);
    error(&place, &ending);
    let spans = spans(&collector, &ending);
    let failed: Vec<_> = spans.values().filter(|span| failure(span).is_some()).collect();
    assert_eq!(failed.len(), 2, "{spans:?}");
    for span in failed {
        assert!(["execute", "golden_tasks.failing.loading"].contains(&span.name.as_str()));
        assert!(failure(span).unwrap().contains("https://store.example/model?.. failed"), "{span:?}");
        assert_eq!(attribute(&span.attributes, "error.type"), "USER:RuntimeError");
    }
    assert_eq!(attribute(&collector.spans().unwrap()[0].0, "service.name"), "mine");
}

#[test]
fn panics_end_the_spans_that_they_leave() {
    // The second ends the process from within the hook.
    for (task, place) in [("panicking_later", numbers(5)), ("panicking_where_nothing_unwinds", place([]))] {
        let collector = Collector::start(Manner::Takes).unwrap();
        let ending = run(task, &place, &told(&collector.endpoint()));
        error(&place, &ending);
        let spans = spans(&collector, &ending);
        assert!(failure(&spans["execute"]).unwrap().contains("panicked"), "{spans:?}");
        let run = &spans[&format!("golden_tasks.failing.{task}")];
        assert!(failure(run).unwrap().contains("the task panicked at"), "{run:?}");
        assert_eq!(attribute(&run.attributes, "error.type"), "USER:RuntimeError");
        assert_eq!(failure(&spans["inputs"]), None);
    }
}

#[test]
fn a_termination_is_told_by_the_spans_that_it_ends() {
    for supervised in [&[][..], &[("FLYTE_TASK_SUPERVISE", "1")]] {
        let collector = Collector::start(Manner::Takes).unwrap();
        let endpoint = collector.endpoint();
        let mut env = told(&endpoint);
        env.extend(supervised);
        env.push(("FLYTE_TASK_TERMINATION_GRACE_SECONDS", "0.2"));
        let place = place([("seconds", Literal::float(600.0))]);
        let mut child = command("deaf", &place, &env).stderr(Stdio::piped()).spawn().unwrap();
        let rest = wait_for_work(&mut child);
        signal(child.id(), "TERM");
        let code = child.wait().unwrap().code();
        let ending = Ending { code, stdout: String::new(), stderr: rest.join().unwrap() };
        assert_eq!(error(&place, &ending).code, "SYSTEM:Terminated");
        let spans = spans(&collector, &ending);
        for name in ["execute", "golden_tasks.failing.deaf"] {
            assert!(failure(&spans[name]).unwrap().contains("SIGTERM"), "{spans:?}");
            assert_eq!(attribute(&spans[name].attributes, "error.type"), "SYSTEM:Terminated");
        }
    }
}

#[test]
fn what_a_thread_does_belongs_to_the_run() {
    let collector = Collector::start(Manner::Takes).unwrap();
    let ending = run("scattered", &place([]), &told(&collector.endpoint()));
    let spans = spans(&collector, &ending);
    assert!(tree(&spans).contains(&("elsewhere", "golden_tasks.failing.scattered")), "{spans:?}");
    assert_eq!(failure(&spans["elsewhere"]), Some("lost https://host.example/b?.."));
}

#[test]
fn a_collector_that_does_not_work_costs_a_note() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let down = (format!("http://me:hidden@{free}"), "onnect");
    let [hanging, refusing] =
        [Manner::Hangs, Manner::Answers(401)].map(|manner| Collector::start(manner).unwrap());
    for (endpoint, words) in
        [down, (hanging.endpoint(), "within 3 seconds"), (refusing.endpoint(), "it answered 401")]
    {
        let place = numbers(5);
        let ending = run("talking", &place, &told(&endpoint));
        assert_outputs(&place, &ending, 5);
        let note: serde_json::Value = serde_json::from_str(ending.stderr.lines().last().unwrap()).unwrap();
        let note = (note["levelname"].as_str().unwrap(), note["message"].as_str().unwrap());
        assert!(note.0 == "WARNING" && note.1.contains("could not be sent"), "{note:?}");
        assert!(note.1.contains(words) && note.1.contains("127.0.0.1"), "{note:?}");
        assert!(!ending.stderr.contains("hidden"), "{ending:?}");
    }
    // An error stays an error.
    let place = place([("text", Literal::string("five"))]);
    let ending = run("loading", &place, &told(&hanging.endpoint()));
    error(&place, &ending);
}

#[test]
fn nothing_is_sent_unless_the_environment_wants_it() {
    let collector = Collector::start(Manner::Takes).unwrap();
    let endpoint = collector.endpoint();
    for (name, value, words) in [
        ("OTEL_TRACES_EXPORTER", "none", None),
        ("OTEL_SDK_DISABLED", "true", None),
        ("OTEL_TRACES_SAMPLER", "always_off", None),
        ("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", None),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", Some("OTEL_EXPORTER_OTLP_PROTOCOL must be `http/protobuf`")),
        ("OTEL_BSP_SCHEDULE_DELAY", "nonsense", None),
    ] {
        let place = numbers(5);
        let mut env = told(&endpoint);
        env.push((name, value));
        let ending = run("talking", &place, &env);
        assert_outputs(&place, &ending, 5);
        let noted = ending.stderr.contains("spans are not sent");
        assert_eq!(noted, words.is_some(), "{ending:?}");
        assert!(words.is_none_or(|words| ending.stderr.contains(words)), "{ending:?}");
        assert_eq!(collector.posted().is_empty(), name != "OTEL_BSP_SCHEDULE_DELAY", "{name}={value}");
    }
}
