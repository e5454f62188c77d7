//! Structs, unions and packed maps: flytekit writes random ones, a task of ours returns them, flytekit reads them.

use std::fs;

use flyte_task_tests::flytekit;
use flyte_task_tests::problem::Problem;
use serde_json::{Value, json};

use crate::families::{Family, INPUTS, OUTPUTS};
use crate::{assert_registered_alike, binary, named, place, round_trip};

/// The families; their values are random, since each of the random ones has edges among its parts.
const FAMILIES: &[Family] = &[
    Family {
        task: "golden_tasks.identity_structs.structs",
        types: [
            "typing.List[structs.Everything]",
            "typing.Dict[str, structs.Everything]",
            "typing.Optional[structs.Everything]",
            "structs.Everything",
        ],
        edges: &[],
    },
    Family {
        task: "golden_tasks.identity_structs.unions",
        types: [
            "typing.List[structs.Anything]",
            "typing.Dict[str, structs.Anything]",
            "typing.List[typing.Optional[structs.Color]]",
            "typing.List[typing.Union[structs.Circle, structs.Rect]]",
        ],
        edges: &[],
    },
    Family {
        task: "golden_tasks.identity_structs.packed",
        types: [
            "typing.List[typing.Dict[int, structs.Leaf]]",
            "typing.List[typing.Dict[datetime.date, typing.Optional[float]]]",
            "typing.List[dict]",
            "typing.Optional[typing.Dict[int, typing.Dict[int, typing.Optional[structs.Leaf]]]]",
        ],
        edges: &[],
    },
    FOREIGN,
];

/// Fields of foreign types, and bytes.
const FOREIGN: Family = Family {
    task: "golden_tasks.identity_foreign.structs",
    types: [
        "typing.List[foreign.Foreign]",
        "typing.Dict[str, foreign.Foreign]",
        "typing.Optional[foreign.Foreign]",
        "foreign.Foreign",
    ],
    edges: &[],
};

/// Inputs and outputs of foreign types.
const FOREIGN_VALUES: Family = Family {
    task: "golden_tasks.identity_foreign.values",
    types: ["typing.List[str]", "typing.Dict[str, str]", "typing.Optional[str]", "typing.List[dict]"],
    edges: &[
        ["[]", "{}", "None", "[]"],
        [
            "['67e55044-10b1-426f-9247-bb680e5fe0c8']",
            "{'a': 'https://example.com/', '': 'file:///x'}",
            "'http://[::1]:80/?ü'.replace('ü', '%C3%BC').replace(':80', '')",
            "[{'kind': 'cat', 'lives': 255, 'weight': math.nan}, {'kind': 'dog', 'name': '', 'friends': [None]}]",
        ],
    ],
};

/// A run's lists have so many elements, and each family so many runs.
const SIZE: usize = 150;
const RUNS: u64 = 3;

#[test]
fn random_structs_come_back() -> Result<(), Problem> {
    let mut count = 0;
    for family in FAMILIES {
        for seed in 0..RUNS {
            let place = place()?;
            let types = named(INPUTS, family.types);
            let meant = flytekit::generate(&types, seed, SIZE, &place.inputs())
                .map_err(|problem| format!("{} with seed {seed}: {problem}", family.task))?;
            let (sent, returned) = round_trip(family, &place)?;
            same(&format!("{} seed {seed}, as flytekit reads what it wrote", family.task), &meant, &sent);
            same(&format!("{} seed {seed}", family.task), &sent, &returned);
            count +=
                meant.as_object().into_iter().flat_map(|inputs| inputs.values()).map(elements).sum::<usize>();
        }
    }
    assert!(count >= 1000, "only {count} values");
    Ok(())
}

/// How many values an input is: the elements of a list, else one.
fn elements(input: &Value) -> usize {
    input.as_array().map_or(1, Vec::len)
}

/// Compares part by part, since all of it is too long to read.
fn same(at: &str, expected: &Value, found: &Value) {
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                same(&format!("{at}[{index}]"), expected, found);
            }
        }
        (Value::Object(expected), Value::Object(found)) if expected.keys().eq(found.keys()) => {
            for ((key, expected), found) in expected.iter().zip(found.values()) {
                same(&format!("{at}.{key}"), expected, found);
            }
        }
        _ => assert_eq!(expected, found, "{at}"),
    }
}

#[test]
fn flytekit_registers_the_same_structs() -> Result<(), Problem> {
    for family in FAMILIES {
        assert_registered_alike(family)?;
    }
    Ok(())
}

#[test]
fn foreign_values_come_back() -> Result<(), Problem> {
    assert_registered_alike(&FOREIGN_VALUES)?;
    for values in FOREIGN_VALUES.edges {
        let place = place()?;
        let types = named(INPUTS, FOREIGN_VALUES.types);
        let meant = flytekit::encode(&types, &named(INPUTS, *values), &place.inputs())?;
        let (sent, returned) = round_trip(&FOREIGN_VALUES, &place)?;
        same("as flytekit reads what it wrote", &meant, &sent);
        same("as we return it", &sent, &returned);
    }
    Ok(())
}

#[test]
fn what_is_no_foreign_value_is_refused_with_its_place() -> Result<(), Problem> {
    let place = place()?;
    let values = ["['no id']", "{}", "None", "[]"];
    flytekit::encode(&named(INPUTS, FOREIGN_VALUES.types), &named(INPUTS, values), &place.inputs())?;
    let ending = binary()?.execute(FOREIGN_VALUES.task, &place, &[])?;
    assert!(!place.outputs().exists(), "{ending:?}");
    let error = flytekit::read_error(&place.error())?.to_string();
    assert!(error.contains("at `[0]`: UUID parsing failed"), "{error}");
    Ok(())
}

#[test]
fn what_a_python_int_tells_a_float_field_is_read() -> Result<(), Problem> {
    let family = &FAMILIES[1];
    let place = place()?;
    let values = ["[3, 3.0]", "{}", "[]", "[structs.Rect(-1, 2**53)]"];
    flytekit::encode(&named(INPUTS, family.types), &named(INPUTS, values), &place.inputs())?;
    let (sent, returned) = round_trip(family, &place)?;
    assert_eq!(returned, sent);
    assert_eq!(returned.pointer("/d/0/w/$float"), Some(&json!("-0x1.0000000000000p+0")));
    Ok(())
}

#[test]
fn offloaded_outputs_are_read_and_hashed_as_by_flytekit() -> Result<(), Problem> {
    for family in FAMILIES {
        let place = place()?;
        let types = named(INPUTS, family.types);
        flytekit::generate(&types, 7, 5, &place.inputs())?;
        let sent = flytekit::decode(&types, &place.inputs())?;
        let ending = binary()?.execute(family.task, &place, &[("_F_L_MIN_SIZE_MB", "0")])?;
        assert!(place.outputs().exists(), "{ending:?}");
        let returned = flytekit::decode(&named(OUTPUTS, family.types), &place.outputs())?;
        let literals = flytekit::parse("core.LiteralMap", &place.outputs())?;
        for (input, output) in INPUTS.into_iter().zip(OUTPUTS) {
            same(&format!("{} {input}", family.task), &sent[input], &returned[output]);
            let file = place.output_prefix().join(format!("{output}_offloaded_metadata.pb"));
            let literal = &literals["literals"][output];
            assert_eq!(
                literal["offloadedMetadata"]["sizeBytes"],
                json!(fs::metadata(&file)?.len().to_string())
            );
            assert_eq!(literal["hash"], flytekit::literal_hash(&file)?, "{} {output}", family.task);
        }
    }
    Ok(())
}
