//! The golden cases that have no Rust counterpart yet, with what is missing.
//!
//! To cover one: write its task in `src/bin/golden_tasks`, under the case's registered name, and delete its row here.
//! A row whose task exists, or whose case does not, fails a test; so does a case that is neither run nor listed.

/// Cases and what they wait for.
pub(crate) const UNCOVERED: &[(&str, &str)] = &[];

/// Single runs of covered cases that cannot end as flytekit's yet, and what they wait for.
///
/// They are run as well, and one that ends as it should fails a test until its row is deleted.
const UNCOVERED_RUNS: &[(&str, &str, &str)] = &[];

/// Returns what a run of a covered case waits for.
pub(crate) fn run_waits_for(case: &str, run: &str) -> Option<&'static str> {
    UNCOVERED_RUNS.iter().find(|row| (row.0, row.1) == (case, run)).map(|row| row.2)
}

/// Whether a case waits for something.
pub(crate) fn is_listed(case: &str) -> bool {
    UNCOVERED.iter().any(|(name, _)| *name == case)
}
