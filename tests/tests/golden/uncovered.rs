//! The golden cases that have no Rust counterpart yet, with what is missing.
//!
//! To cover one: write its task in `src/bin/golden_tasks`, under the case's registered name, and delete its row here.
//! A row whose task exists, or whose case does not, fails a test; so does a case that is neither run nor listed.

/// Cases and what they wait for.
pub(crate) const UNCOVERED: &[(&str, &str)] = &[
    ("t11_union", "needs enums with data"),
    ("t12_union_containers", "needs enums with data"),
    ("t13_enum", "needs unit enums"),
    ("t17_untyped_dict", "needs untyped maps"),
    ("t18_dict_int_keys", "needs maps with other keys than strings"),
    ("t20_namedtuple", "needs named outputs"),
    ("t21_namedtuple_single", "needs named outputs"),
    ("t22_dataclass", "needs structs"),
    ("t23_dataclass_nested", "needs structs"),
    ("t24_dataclass_temporal", "needs structs"),
    ("t25_dataclass_containers", "needs structs"),
    ("t26_union_dataclasses", "needs structs and enums with data"),
    ("t27_pydantic", "needs structs"),
    ("t28_file_out", "needs files"),
    ("t29_file_in", "needs files"),
    ("t30_file_passthrough", "needs files"),
    ("t31_directory", "needs directories"),
    ("t32_directory_in", "needs directories"),
    ("t33_dataclass_files", "needs structs and files"),
    ("t34_dataframe_out", "needs structured datasets"),
    ("t35_dataset_in", "needs structured datasets"),
    ("t36_dataset_uri", "needs structured datasets"),
    ("t37_plain_dataframe", "needs structured datasets"),
    ("t38_schema", "needs structured datasets"),
    ("t39_numpy", "needs arrays"),
    ("t40_error_handler", "needs the type of a failed node's error"),
    ("t41_optional_error", "needs the type of a failed node's error"),
    ("t43_jsonl", "needs files"),
    ("t44_hash_method", "needs values with their own hash"),
    ("t45_annotation", "needs type annotations"),
    ("t46_artifact", "needs artifacts"),
    ("t47_artifact_dynamic", "needs artifacts"),
    ("t48_literal", "needs unit enums"),
    ("t49_struct", "needs untyped maps"),
    ("t53_enum_union", "needs enums with data"),
    ("m08_deck", "needs decks"),
];

/// Single runs of covered cases that cannot end as flytekit's yet, and what they wait for.
///
/// They are run as well, and one that ends as it should fails a test until its row is deleted.
const UNCOVERED_RUNS: &[(&str, &str, &str)] =
    &[("t51_offloaded", "outputs_offloaded", "needs offloading of large outputs")];

/// Returns what a run of a covered case waits for.
pub(crate) fn run_waits_for(case: &str, run: &str) -> Option<&'static str> {
    UNCOVERED_RUNS.iter().find(|row| (row.0, row.1) == (case, run)).map(|row| row.2)
}

/// Whether a case waits for something.
pub(crate) fn is_listed(case: &str) -> bool {
    UNCOVERED.iter().any(|(name, _)| *name == case)
}
