//! The runs that we mean to end differently from flytekit, and why; every other run must end as flytekit's.

/// One run that ends differently.
pub(crate) struct Different {
    pub(crate) case: &'static str,
    pub(crate) run: &'static str,
    /// Why ours is better.
    #[expect(dead_code, reason = "it is for the reader")]
    pub(crate) why: &'static str,
    pub(crate) ending: Ending,
}

/// How it is meant to end.
pub(crate) enum Ending {
    /// With one text as the output `o0`.
    Text(&'static str),
    /// With a packed struct as the output `o0`, told as JSON.
    Struct(&'static str),
    /// As another run of the case.
    AsRun(&'static str),
    /// With an error of the user that is not to be retried, and that says this.
    UserError { code: &'static str, words: &'static [&'static str] },
}

/// The differences.
const DIFFERENT: &[Different] = &[
    Different {
        case: "e07_overflow",
        run: "main",
        why: "flytekit dies without an error file when an integer does not fit; a checked addition is a user's error",
        ending: Ending::UserError { code: "USER:RuntimeError", words: &["9223372036854775807"] },
    },
    Different {
        case: "t22_dataclass",
        run: "old_format_output",
        why: "the form of flytekit before 1.14, asked for by a variable of its own, turns integers into floats",
        ending: Ending::AsRun("main"),
    },
    Different {
        case: "t27_pydantic",
        run: "main",
        why: "inside ours, times and spans are as in dataclasses; flytekit's pydantic models read that just as well",
        ending: Ending::Struct(
            r#"{"name": "n2", "leaves": [{"w": 1.5, "note": null}, {"w": 0.0, "note": "x"}],
                "root": {"w": 0.0, "note": "x"}, "when": "2020-01-01T00:00:00+00:00", "wait": 5400.0,
                "color": "green", "by": {}}"#,
        ),
    },
    Different {
        case: "t52_attr_forms",
        run: "primitive_strings",
        why: "flytekit cannot read what the backend sends for a struct's date, time and duration fields",
        ending: Ending::Text("2020-01-02T03:04:05+00:00|1.5|2020-01-02|2.0|x|True"),
    },
];

/// Returns how a run is meant to end, where not as flytekit's.
pub(crate) fn ending(case: &str, run: &str) -> Option<&'static Ending> {
    DIFFERENT.iter().find(|row| row.case == case && row.run == run).map(|row| &row.ending)
}

/// Returns the runs that rows here are about.
pub(crate) fn runs() -> impl Iterator<Item = (&'static str, &'static str)> {
    DIFFERENT.iter().map(|row| (row.case, row.run))
}
