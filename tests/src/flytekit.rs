//! flytekit on the other side: a Python process that encodes, decodes and reads files on request.

use std::fmt::Display;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::{Map, Value, json};

use crate::python;

/// Python sources by variable name: the types of an interface, or the values of its variables.
pub type Sources<'a> = &'a [(&'a str, &'a str)];

/// Writes the inputs file that flytekit makes of the values, and returns them in the notation of the golden cases.
pub fn encode(types: Sources<'_>, values: Sources<'_>, file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "encode", "types": object(types), "source": object(values), "path": file }))
}

/// Writes the inputs file that flytekit makes of values in the notation of the golden cases.
pub fn encode_golden(types: Sources<'_>, values: &Value, file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "encode", "types": object(types), "values": values, "path": file }))
}

/// Writes an inputs file of random values of the types, and returns them in the notation of the golden cases.
///
/// The same seed gives the same values; where a type is a list, it has `size` elements.
pub fn generate(types: Sources<'_>, seed: u64, size: usize, file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "generate", "types": object(types), "seed": seed, "size": size, "path": file }))
}

/// Returns what flytekit reads from a file of literals, in the notation of the golden cases.
pub fn decode(types: Sources<'_>, file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "decode", "types": object(types), "path": file }))
}

/// Returns a file's message as protobuf JSON; `message` is such as `core.LiteralMap`.
pub fn parse(message: &str, file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "parse", "message": message, "path": file }))
}

/// Returns the hash that flytekit makes of the literal in a file.
pub fn literal_hash(file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "literal_hash", "path": file }))
}

/// Returns the Flyte types that flytekit registers Python types as, as protobuf JSON.
pub fn literal_types(types: Sources<'_>) -> Result<Value, String> {
    ask(&json!({ "op": "literal_types", "types": object(types) }))
}

/// Returns the metadata of every literal in a file; flytekit's own keys go by its names for them, and the partitions
/// that were said at run time are an `ArtifactID` as protobuf JSON.
pub fn metadata(file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "metadata", "path": file }))
}

/// Returns the `ArtifactID` that flytekit makes of partitions said at run time, as protobuf JSON; both are Python
/// source.
pub fn artifact(partitions: &str, time: &str, granularity: &str) -> Result<Value, String> {
    let source = object(&[("partitions", partitions), ("time", time)]);
    ask(&json!({ "op": "artifact", "source": source, "granularity": granularity }))
}

/// Returns what flytekit reads from an error file: `code`, `kind`, `origin`, `message`, `seconds`, `worker`.
pub fn read_error(file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "read_error", "path": file }))
}

/// Returns what flytekit reads from a file of one task's specification: `name`, `type`, its `template` written again,
/// whether that is the `same`, and the Python types it guesses for the inputs.
pub fn read_task(file: &Path) -> Result<Value, String> {
    ask(&json!({ "op": "read_task", "path": file }))
}

fn object(sources: Sources<'_>) -> Value {
    sources.iter().map(|&(name, source)| (name.to_owned(), Value::from(source))).collect::<Map<_, _>>().into()
}

/// Importing flytekit takes more than a second, so one process serves all tests of a binary.
fn ask(request: &Value) -> Result<Value, String> {
    static PEER: OnceLock<Result<Mutex<Peer>, String>> = OnceLock::new();
    let peer = PEER.get_or_init(|| Peer::start().map(Mutex::new).map_err(explain)).as_ref()?;
    // A test that failed while it held the peer left no request half answered.
    let mut peer = peer.lock().unwrap_or_else(PoisonError::into_inner);
    let mut answer = peer.exchange(request).map_err(explain)?;
    match (answer.get_mut("ok").map(Value::take), answer.get("failed").and_then(Value::as_str)) {
        (Some(ok), _) => Ok(ok),
        (None, Some(failed)) => Err(failed.to_owned()),
        (None, None) => Err(explain(format_args!("it answered {answer}"))),
    }
}

fn explain(problem: impl Display) -> String {
    format!("the flytekit process (python/peer.py) does not work: {problem}")
}

struct Peer {
    // Kept so that the process has an owner; it ends by itself when its stdin closes with ours.
    _process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    fn start() -> io::Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/peer.py");
        let mut process = Command::new(python::venv_python())
            // -B: the compiled script would land in the source folder.
            .args(["-I", "-B"])
            .arg(script)
            .env("FLYTE_SDK_LOGGING_LEVEL", "50")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let requests = process.stdin.take().ok_or_else(gone)?;
        let answers = BufReader::new(process.stdout.take().ok_or_else(gone)?);
        Ok(Self { _process: process, requests, answers })
    }

    fn exchange(&mut self, request: &Value) -> io::Result<Value> {
        writeln!(self.requests, "{request}")?;
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Err(io::Error::other("it ended; its last words are on stderr"));
        }
        Ok(serde_json::from_str(&line)?)
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn values_go_through_flytekit_and_back() {
        let file = env::temp_dir().join(format!("flyte-task-peer-{}.pb", std::process::id()));
        let types = [("n", "int"), ("xs", "typing.List[typing.Optional[float]]"), ("t", "datetime.datetime")];
        let values = [
            ("n", "-(2**63)"),
            ("xs", "[-0.0, None, math.nan]"),
            ("t", "datetime.datetime(1969, 12, 31, 23, 59, 59, 500000)"),
        ];
        let sent = encode(&types, &values, &file).unwrap();
        let expected = json!({
            "n": i64::MIN,
            "xs": [{ "$float": "-0x0.0p+0" }, null, { "$float": "NaN" }],
            "t": { "$datetime": "1969-12-31T23:59:59.500000+00:00" },
        });
        assert_eq!(sent, expected);
        assert_eq!(decode(&types, &file).unwrap(), expected);
        assert_eq!(encode_golden(&types, &expected, &file).unwrap(), expected);
        let parsed = parse("core.LiteralMap", &file).unwrap();
        assert_eq!(parsed["literals"]["n"]["scalar"]["primitive"]["integer"], json!(i64::MIN.to_string()));
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn flytekits_refusal_is_handed_on() {
        let refused = encode(&[("n", "int")], &[("n", "'five'")], Path::new("never-written.pb")).unwrap_err();
        assert!(refused.contains("int"), "{refused}");
    }
}
