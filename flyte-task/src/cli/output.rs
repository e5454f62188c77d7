//! Words for people: answers on stdout, complaints on stderr.

use std::io::{self, Write};

use crate::exit;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(crate) struct CliError {
    pub(crate) message: String,
    pub(crate) code: u8,
}

impl CliError {
    /// The task, or what the command works on, failed.
    pub(crate) fn failure(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: exit::FAILURE }
    }

    /// The arguments are not what the command takes.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: exit::USAGE }
    }
}

/// Prints an answer; a reader that has had enough (`| head`) is no error.
pub(crate) fn answer(text: &str) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    match writeln!(stdout, "{}", text.trim_end_matches('\n')).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::failure(format!("the answer could not be printed: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a complaint.
pub(crate) fn error(message: &str) {
    // Nothing more can be done about a stderr that takes no words.
    let _ = writeln!(io::stderr(), "error: {message}");
}

/// Prints a remark that is not the answer.
pub(crate) fn note(message: &str) {
    let _ = writeln!(io::stderr(), "note: {message}");
}

/// Rows in columns as wide as their widest cell.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
