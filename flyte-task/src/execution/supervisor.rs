//! A run in a process of its own, so that even its crash can be reported.
//!
//! Nothing inside a process can report a stack that overflowed, or an abort: Rust allows no code there, and Flyte reads
//! no error file of a container that ended by a signal. So whoever wants such reports pays for a second process.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::{ChildStderr, Command, ExitStatus, Stdio};

use signal_hook::consts::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTERM, SIGTRAP};
use signal_hook::low_level::{pipe, signal_name};

use super::report::Report;
use crate::env;
use crate::error::{Failure, codes};
use crate::exit;

/// What the variable says in the process that is supervised.
const SUPERVISED: &str = "supervised";

/// The signals that mean a fault of the program. Others come from outside, and Kubernetes knows why.
const FAULTS: [i32; 7] = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP];

/// How much of what the process said last goes into the report.
const LAST_LINES: usize = 20;
const LONGEST_LINE: u64 = 4096;

/// Whether this process is to start another one for the run.
pub(super) fn is_wanted() -> bool {
    env::is_true(env::SUPERVISE)
}

/// What a supervised process is told by: a byte on stdin means SIGTERM.
pub(super) fn source() -> Option<impl Read + Send + 'static> {
    (env::first(&[env::SUPERVISE]).as_deref() == Some(SUPERVISED)).then(io::stdin)
}

/// Runs this program once more with the same arguments, and reports if it crashes; returns the exit code.
///
/// # Errors
/// When there is no second process.
pub(super) fn supervise(report: &Report) -> io::Result<u8> {
    let (of_handler, stdin) = UnixStream::pair()?;
    let mut child = Command::new(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env(env::SUPERVISE, SUPERVISED)
        .stdin(std::os::fd::OwnedFd::from(stdin))
        .stderr(Stdio::piped())
        .spawn()?;
    // The system tells this process alone that the container is to end.
    pipe::register(SIGTERM, of_handler)?;
    let last_words = child.stderr.take().map(relay).unwrap_or_default();
    Ok(code(child.wait()?, last_words, report))
}

fn code(status: ExitStatus, last_words: VecDeque<String>, report: &Report) -> u8 {
    let Some(signal) = status.signal() else {
        return status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(exit::FAILURE);
    };
    if !FAULTS.contains(&signal) {
        return u8::try_from(signal).map_or(exit::FAILURE, |signal| exit::SIGNAL.saturating_add(signal));
    }
    let name = signal_name(signal).unwrap_or("a signal");
    let said: String = Vec::from(last_words).concat();
    let said = if said.is_empty() { String::new() } else { format!("; it said last:\n{}", said.trim_end()) };
    report.failure(
        &Failure::new(format!("the task's process was ended by {name}{said}")).with_code(codes::CRASHED),
    )
}

/// Passes stderr on while it lasts, and returns the last lines.
fn relay(from: ChildStderr) -> VecDeque<String> {
    let mut from = BufReader::new(from);
    let mut last = VecDeque::with_capacity(LAST_LINES);
    let mut line = Vec::new();
    loop {
        line.clear();
        match from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) => return last,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return last,
        }
        // Nothing more can be done about a stderr that takes no words.
        let _ = io::stderr().lock().write_all(&line);
        if last.len() == LAST_LINES {
            last.pop_front();
        }
        last.push_back(String::from_utf8_lossy(&line).into_owned());
    }
}
