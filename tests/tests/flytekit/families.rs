//! The families of types whose values travel from flytekit through a task of ours and back.

/// An identity task, what Python calls the types of its inputs `a` to `d`, and values at their edges.
pub(crate) struct Family {
    /// The task's registered name.
    pub(crate) task: &'static str,
    /// The Python types.
    pub(crate) types: [&'static str; 4],
    /// Sets of values as Python source.
    pub(crate) edges: &'static [[&'static str; 4]],
}

/// The names of an identity task's inputs.
pub(crate) const INPUTS: [&str; 4] = ["a", "b", "c", "d"];

/// The names of its outputs.
pub(crate) const OUTPUTS: [&str; 4] = ["o0", "o1", "o2", "o3"];

/// All families.
pub(crate) const FAMILIES: &[Family] = &[
    Family {
        task: "golden_tasks.identity.signed",
        types: ["int", "int", "int", "int"],
        edges: &[
            ["-2**7", "-2**15", "-2**31", "-2**63"],
            ["2**7 - 1", "2**15 - 1", "2**31 - 1", "2**63 - 1"],
            ["0", "0", "0", "0"],
            ["-1", "-1", "-1", "2**53 + 1"],
        ],
    },
    Family {
        task: "golden_tasks.identity.unsigned",
        types: ["int", "int", "int", "int"],
        edges: &[["0", "0", "0", "0"], ["2**8 - 1", "2**16 - 1", "2**32 - 1", "2**63 - 1"]],
    },
    Family {
        task: "golden_tasks.identity.scalars",
        types: ["float", "float", "bool", "str"],
        edges: &[
            ["math.nan", "math.nan", "True", "''"],
            ["math.inf", "math.inf", "False", "'\\x00 in the middle \\x00'"],
            ["-math.inf", "-math.inf", "True", "'naïve 日本語 🦀 e\\u0301 \\ufeff \\U0010ffff'"],
            ["-0.0", "-0.0", "False", "'\\r\\n\\t\\x1b\\x7f\\x85\\u2028'"],
            ["5e-324", "2.0**-149", "True", "'x' * 100_000"],
            ["1.7976931348623157e308", "3.4028234663852886e38", "True", "'\"quoted\" \\\\ {{.input}} $HOME'"],
            ["0.1", "0.5", "True", "' leading and trailing '"],
        ],
    },
    Family {
        task: "golden_tasks.identity.times",
        types: ["datetime.datetime", "datetime.date", "datetime.timedelta", "datetime.timedelta"],
        edges: &[
            [
                "datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc)",
                "datetime.date(1, 1, 1)",
                "datetime.timedelta(days=-3652500)",
                "datetime.timedelta(0)",
            ],
            [
                "datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)",
                "datetime.date(9999, 12, 31)",
                "datetime.timedelta(days=3652500)",
                "datetime.timedelta(days=3652500)",
            ],
            [
                "datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)",
                "datetime.date(1969, 12, 31)",
                "datetime.timedelta(microseconds=-1)",
                "datetime.timedelta(microseconds=1)",
            ],
            [
                "datetime.datetime(2024, 2, 29, 12, 0, 0, 1)",
                "datetime.date(2024, 2, 29)",
                "datetime.timedelta(seconds=-1, microseconds=-500000)",
                "datetime.timedelta(seconds=1, microseconds=999999)",
            ],
            [
                "datetime.datetime(2021, 6, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=-7, minutes=-30)))",
                "datetime.date(1970, 1, 1)",
                "datetime.timedelta(0)",
                "datetime.timedelta(weeks=1)",
            ],
        ],
    },
    Family {
        task: "golden_tasks.identity.lists",
        types: [
            "typing.List[float]",
            "typing.List[typing.List[typing.List[int]]]",
            "typing.List[typing.Optional[str]]",
            "typing.List[datetime.datetime]",
        ],
        edges: &[
            ["[]", "[]", "[]", "[]"],
            [
                "[-0.0, math.nan, math.inf]",
                "[[], [[]], [[], [0, -1]]]",
                "[None]",
                "[datetime.datetime(1900, 1, 1)]",
            ],
            ["[0.0] * 10_000", "[[[2**63 - 1, -2**63]]] * 3", "['', None, '\\x00', 'ü'] * 100", "[]"],
        ],
    },
    Family {
        task: "golden_tasks.identity.maps",
        types: [
            "typing.Dict[str, int]",
            "typing.Dict[str, typing.List[bool]]",
            "typing.Dict[str, typing.Dict[str, typing.Optional[float]]]",
            "typing.List[typing.Dict[str, datetime.timedelta]]",
        ],
        edges: &[
            ["{}", "{}", "{}", "[]"],
            [
                "{'': 0, 'ключ': -1, 'a b': 2**63 - 1, '\\x00': -2**63}",
                "{'none': [], 'both': [True, False]}",
                "{'empty': {}, 'full': {'x': None, 'y': math.nan, 'z': -0.0}}",
                "[{}, {'back': datetime.timedelta(days=-1, microseconds=1)}]",
            ],
            ["{str(i): i for i in range(1000)}", "{'k': [True] * 1000}", "{'k': {}}", "[{}] * 10"],
        ],
    },
    Family {
        task: "golden_tasks.identity.options",
        types: [
            "typing.Optional[int]",
            "typing.Optional[typing.List[int]]",
            "typing.Optional[typing.Dict[str, str]]",
            "typing.Optional[datetime.date]",
        ],
        edges: &[
            ["None", "None", "None", "None"],
            ["0", "[]", "{}", "datetime.date(1970, 1, 1)"],
            ["-2**63", "[1, 2, 3]", "{'': ''}", "datetime.date(2024, 2, 29)"],
        ],
    },
];
