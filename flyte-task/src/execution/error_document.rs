//! The file that tells Flyte why a task failed.

use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use flyte_idl::core::{ContainerError, ErrorDocument, container_error::Kind, execution_error::ErrorKind};
use flyte_idl::prost::Message;
use flyte_idl::prost_types::Timestamp;

use crate::env;
use crate::error::{Failure, Origin};
use crate::logging::redacted;

/// The most bytes of a message: propeller cuts at 100 KiB and refuses files above its own limit.
const LONGEST_MESSAGE: usize = 64 * 1024;

/// An error file: its name and its bytes.
pub(super) fn error_document(failure: &Failure, subject: &str) -> (String, Vec<u8>) {
    // Workers of one distributed job share a folder, so each writes a file of its own.
    let distributed = env::first(&env::DISTRIBUTED_ERROR_STRATEGY).is_some();
    let name = if distributed { format!("error-{}.pb", random_hex()) } else { "error.pb".to_owned() };
    let worker = if distributed { env::first(&env::WORKER_NAME).unwrap_or_default() } else { String::new() };
    let kind = if failure.is_recoverable() { Kind::Recoverable } else { Kind::NonRecoverable };
    let origin = match failure.origin() {
        Origin::User => ErrorKind::User,
        Origin::System => ErrorKind::System,
    };
    let error = ContainerError {
        code: failure.code().to_owned(),
        message: cut(redacted(&message(failure, subject)).into_owned()),
        kind: kind.into(),
        origin: origin.into(),
        timestamp: Some(now()),
        worker,
    };
    (name, ErrorDocument { error: Some(error) }.encode_to_vec())
}

/// What happened, in flytekit's layout: where it came from, then what it says. Where backtraces are wanted, Python's
/// own is what stands in this place.
fn message(failure: &Failure, subject: &str) -> String {
    let mut message = format!("Trace:\n\n    {subject}\n");
    for cause in failure.causes() {
        message.push_str("    caused by: ");
        message.push_str(&cause.replace('\n', "\n        "));
        message.push('\n');
    }
    if let Some(backtrace) = failure.backtrace() {
        message.push_str("    backtrace:\n");
        for line in backtrace.to_string().lines() {
            message.push_str("    ");
            message.push_str(line);
            message.push('\n');
        }
    }
    message.push_str("\nMessage:\n\n    ");
    message.push_str(&failure.to_string().replace('\n', "\n    "));
    message
}

/// Cuts the middle out of a message that is too long: what came first and last says most.
fn cut(message: String) -> String {
    if message.len() <= LONGEST_MESSAGE {
        return message;
    }
    let head = message.floor_char_boundary(LONGEST_MESSAGE / 2);
    let tail = message.ceil_char_boundary(message.len() - LONGEST_MESSAGE / 4);
    let left_out = tail - head;
    let (head, tail) = (message.get(..head).unwrap_or_default(), message.get(tail..).unwrap_or_default());
    format!("{head}\n[.. {left_out} bytes left out ..]\n{tail}")
}

fn now() -> Timestamp {
    // A clock before 1970 is no reason to lose the error.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp {
        seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        nanos: since.subsec_nanos().cast_signed(),
    }
}

/// 32 random hexadecimal digits; std's hashers are seeded from the system's randomness.
pub(super) fn random_hex() -> String {
    format!("{:016x}{:016x}", RandomState::new().hash_one(0u8), RandomState::new().hash_one(1u8))
}

#[cfg(test)]
mod tests {
    use std::backtrace::Backtrace;

    use super::*;

    #[test]
    fn long_messages_lose_their_middle() {
        let long = format!("first {} last", "ä".repeat(100_000));
        let short = cut(long);
        assert!(short.len() < LONGEST_MESSAGE, "{}", short.len());
        assert!(short.starts_with("first ") && short.ends_with(" last") && short.contains("left out"));
        assert_eq!(cut("short".to_owned()), "short");
    }

    #[test]
    fn the_document_says_code_kind_origin_and_causes() {
        let failure = Failure::from_boxed("outer".into()).recoverable().with_code("X:Y").caused_by("inner");
        // Whoever runs the tests may want backtraces.
        let failure = failure.with_backtrace(Backtrace::disabled());
        let (name, bytes) = error_document(&failure, "task hello.add");
        let error = ErrorDocument::decode(bytes.as_slice()).unwrap().error.unwrap();
        assert_eq!((name.as_str(), error.code.as_str(), error.kind), ("error.pb", "X:Y", 1));
        assert_eq!(error.origin, 1);
        assert_eq!(
            error.message,
            "Trace:\n\n    task hello.add\n    caused by: inner\n\nMessage:\n\n    outer"
        );
        assert!(error.timestamp.unwrap().seconds > 0);
    }
}
