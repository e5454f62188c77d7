//! Data frames and arrays: pandas, pyarrow and NumPy write them, a task of ours reads and writes them, they read those.

use flyte_task_tests::flytekit;
use flyte_task_tests::problem::Problem;
use serde_json::{Value, json};

use super::families::{Family, INPUTS};
use super::{assert_registered_alike, named, place, read_task, round_trip};

const TABLES: Family = Family {
    task: "golden_tasks.tables.tables",
    types: ["tables.pd.DataFrame", "tables.Named", "tables.Held", "typing.Optional[tables.Schema]"],
    edges: &[
        [
            "tables.frame()",
            "tables.dataset(tables.table())",
            "tables.Held(tables.dataset(tables.table(4)), None)",
            "None",
        ],
        [
            "tables.frame(0)",
            "tables.dataset(tables.table(0))",
            "tables.Held(tables.dataset(tables.frame(1)), tables.dataset(tables.table(1)))",
            "tables.pd.DataFrame({'a': [1, 2]})",
        ],
        [
            "tables.frame(30_000)",
            "tables.dataset(tables.table(20_000))",
            "tables.Held(tables.dataset(tables.columns(0)), tables.dataset(tables.pd.DataFrame()))",
            "None",
        ],
    ],
};

const FRAMES: Family = Family {
    task: "golden_tasks.tables.frames",
    types: [
        "tables.pa.Table",
        "typing.List[tables.pa.Table]",
        "typing.Optional[tables.pa.Table]",
        "tables.pd.DataFrame",
    ],
    edges: &[
        ["tables.common()", "[]", "None", "tables.pd.DataFrame({'a': [1, 2], 's': ['x', None]})"],
        [
            "tables.common(0)",
            "[tables.common(1), tables.common(2)]",
            "tables.common(0)",
            "tables.pd.DataFrame({'f': [0.5, math.nan]})",
        ],
        ["tables.common(30_000)", "[tables.common(10_000)]", "tables.common(4)", "tables.pd.DataFrame()"],
    ],
};

const ARRAYS: Family = Family {
    task: "golden_tasks.tables.arrays",
    types: [
        "tables.np.ndarray",
        "tables.np.ndarray",
        "typing.Optional[tables.np.ndarray]",
        "typing.List[tables.np.ndarray]",
    ],
    edges: &[
        [
            "tables.np.array([[math.nan, -0.0], [math.inf, 5e-324]])",
            "tables.np.arange(24).reshape(2, 3, 4)",
            "tables.np.array(True)",
            "[tables.np.arange(256).astype('uint8')]",
        ],
        [
            "tables.np.asfortranarray(tables.np.arange(6.0).reshape(2, 3))",
            "tables.np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2)",
            "None",
            "[]",
        ],
        [
            "tables.np.zeros((0, 7))",
            "tables.np.array(-2**63)",
            "tables.np.zeros((3, 0), dtype=bool)",
            "[tables.np.ones((1,) * 20, dtype='uint8'), tables.np.array([], dtype='uint8')]",
        ],
        [
            "tables.np.random.default_rng(1).normal(size=(500, 500))",
            "tables.np.arange(1_000_000)",
            "tables.np.arange(10) > 4",
            "[tables.np.array([7], dtype='uint8')] * 3",
        ],
    ],
};

#[test]
fn tables_and_arrays_come_back() -> Result<(), Problem> {
    for family in [TABLES, FRAMES, ARRAYS] {
        for values in family.edges {
            let place = place()?;
            flytekit::encode(&named(INPUTS, family.types), &named(INPUTS, *values), &place.inputs())?;
            let (mut sent, mut returned) = round_trip(&family, &place)?;
            match family.task {
                task if task == TABLES.task => as_declared(&mut sent),
                task if task == FRAMES.task => [&mut sent, &mut returned].into_iter().for_each(of_any_length),
                _ => {}
            }
            assert!(sent.to_string().len() > 100, "there is something to compare: {sent}");
            for name in INPUTS {
                assert_eq!(returned.get(name), sent.get(name), "{} {name}: {values:?}", family.task);
            }
        }
    }
    Ok(())
}

/// Of `b` a task sees the columns that it declares, and so returns those.
fn as_declared(sent: &mut Value) {
    let Some(columns) = sent.pointer_mut("/b/$table").and_then(Value::as_array_mut) else { return };
    columns.retain(|column| matches!(column[0].as_str(), Some("i" | "name")));
    columns.sort_by_key(|column| column[0] == json!("name"));
}

/// Polars has one type each for texts, bytes and lists, which Arrow calls the large ones, and one name for what is in
/// a list.
fn of_any_length(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let columns = fields.get_mut("$table").and_then(Value::as_array_mut);
            for ty in columns.into_iter().flatten().filter_map(|column| column.get_mut(1)) {
                let word = ty.as_str().unwrap_or_default();
                *ty = word.replace("large_", "").replace("list<element: ", "list<item: ").into();
            }
            fields.values_mut().for_each(of_any_length);
        }
        Value::Array(values) => values.iter_mut().for_each(of_any_length),
        _ => {}
    }
}

#[test]
fn flytekit_registers_the_same_tables_and_arrays() -> Result<(), Problem> {
    for family in [TABLES, FRAMES, ARRAYS] {
        assert_registered_alike(&family)?;
    }
    Ok(())
}

#[test]
fn flytekit_declares_columns_as_we_do() -> Result<(), Problem> {
    let task = read_task("golden_tasks.tables.declared")?;
    let expected = flytekit::literal_types(&[("d", "tables.Declared"), ("s", "tables.Schema")])?;
    for name in ["d", "s"] {
        let pointer = format!("/template/interface/inputs/variables/{name}/type");
        assert_eq!(task.pointer(&pointer), expected.get(name), "{name}");
    }
    let place = place()?;
    let sources = [("d", "tables.dataset(tables.columns(2))"), ("s", "tables.pd.DataFrame({'a': [1]})")];
    let types = [("d", "tables.Declared"), ("s", "tables.Schema")];
    flytekit::encode(&types, &sources, &place.inputs())?;
    let sent = flytekit::decode(&types, &place.inputs())?;
    let ending = super::binary()?.execute("golden_tasks.tables.declared", &place, &[])?;
    assert!(place.outputs().exists(), "{ending:?}{}", super::told(&place));
    let returned = flytekit::decode(&[("o0", "tables.Declared"), ("o1", "tables.Schema")], &place.outputs())?;
    assert_eq!(returned.get("o0"), sent.get("d"));
    assert_eq!(returned.get("o1"), sent.get("s"));
    Ok(())
}
