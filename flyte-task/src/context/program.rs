//! The program that runs, as it knows itself.

use std::sync::OnceLock;

/// What a task binary knows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgramInfo {
    /// Its name.
    pub name: &'static str,
    /// The version of its package.
    pub version: &'static str,
}

static PROGRAM: OnceLock<ProgramInfo> = OnceLock::new();

/// The program that runs; nameless in tests, where no `main` said who it is.
pub fn program() -> ProgramInfo {
    PROGRAM.get().copied().unwrap_or(ProgramInfo { name: "", version: "" })
}

/// Says which program runs; the first word counts.
pub(crate) fn set_program(info: ProgramInfo) {
    let _ = PROGRAM.set(info);
}
