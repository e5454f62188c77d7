//! Who tells Flyte how the run ended, and how: once, whoever comes first.

use std::io::Write;
use std::process;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use super::error_document::error_document;
use crate::env;
use crate::error::Failure;
use crate::exit;
use crate::logging::{self, redacted};
use crate::storage::{self, Storage};

/// The outcome of a process, still to be told.
///
/// Besides the thread of the run, the one that waits for SIGTERM and a panic that cannot be caught may want to tell.
#[derive(Debug)]
pub(super) struct Report {
    output_prefix: String,
    storage: Storage,
    subject: Mutex<String>,
    /// The thread that tells.
    teller: OnceLock<ThreadId>,
}

impl Report {
    pub(super) fn new(output_prefix: &str, storage: Storage, subject: String) -> Self {
        Self {
            output_prefix: output_prefix.to_owned(),
            storage,
            subject: Mutex::new(subject),
            teller: OnceLock::new(),
        }
    }

    /// Says what runs, for messages.
    pub(super) fn set_subject(&self, subject: String) {
        *self.subject.lock().unwrap_or_else(PoisonError::into_inner) = subject;
    }

    /// Takes it upon this thread to tell; false if another one does.
    pub(super) fn take(&self) -> bool {
        let own = thread::current().id();
        *self.teller.get_or_init(|| own) == own
    }

    /// Goes on when it is up to this thread to tell; otherwise waits for the process to end.
    pub(super) fn take_or_wait(&self) {
        while !self.take() {
            thread::park();
        }
    }

    /// Leaves the error file, or says on stderr why there is none, and ends the process, whatever still runs.
    pub(super) fn end_process(&self, failure: &Failure) -> ! {
        logging::end_with(failure.code(), &failure.to_string());
        let code = self.failure(failure);
        logging::flush();
        process::exit(code.into())
    }

    /// Leaves the error file, or says on stderr why there is none; returns the exit code.
    pub(super) fn failure(&self, failure: &Failure) -> u8 {
        let subject = self.subject.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut stderr = std::io::stderr().lock();
        let line = format!("{subject} failed: {failure} [{}]", failure.code());
        // Nothing more can be done about a stderr that takes no words.
        let _ = writeln!(stderr, "{}", redacted(&line));
        let (name, bytes) = error_document(failure, &subject);
        match self.storage.write(&storage::join(&self.output_prefix, &name), &[&bytes]) {
            Ok(()) if env::is_true(env::FAIL_ON_ERROR) => exit::FAILURE,
            Ok(()) => exit::SUCCESS,
            Err(error) => {
                let _ = writeln!(stderr, "the failure could not be reported to Flyte: {error}");
                exit::FAILURE
            }
        }
    }
}
