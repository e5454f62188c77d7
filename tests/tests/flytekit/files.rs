//! Files and directories: flytekit writes them, tasks of ours hand them on or make new ones, flytekit reads those.

use std::fs;
use std::path::Path;

use flyte_task_tests::flytekit;
use flyte_task_tests::place::files_below;
use flyte_task_tests::problem::Problem;
use serde_json::{Value, json};

use crate::families::{Family, INPUTS};
use crate::{assert_registered_alike, binary, named, place, round_trip};

const RETURNED: Family = Family {
    task: "golden_tasks.identity_files.returned",
    types: [
        "typing.List[files.Table]",
        "typing.Dict[str, flytekit.types.directory.FlyteDirectory]",
        "typing.List[files.Anything]",
        "files.Bundle",
    ],
    edges: &[],
};

const COPIED: Family = Family {
    task: "golden_tasks.identity_files.copied",
    types: [
        "flytekit.types.file.FlyteFile",
        "flytekit.types.directory.FlyteDirectory",
        "files.Lines",
        "files.Bundle",
    ],
    edges: &[],
};

/// Lays out files, and tells a bundle of them as Python source.
fn lay_out(folder: &Path) -> Result<String, Problem> {
    fs::create_dir_all(folder.join("d/sub"))?;
    for (path, text) in [
        ("plain", "plain\n"),
        ("with ☃ and blanks .txt", "snow\r\nman"),
        ("table.csv", "a,b\n1,2\n"),
        ("empty", ""),
        ("d/one", "1"),
        ("d/sub/two", "2"),
    ] {
        fs::write(folder.join(path), text)?;
    }
    let file = |name: &str| format!("files.FlyteFile({})", source(&folder.join(name)));
    let table = |name: &str| format!("files.Table({})", source(&folder.join(name)));
    Ok(format!(
        "files.Bundle({}, {}, files.FlyteDirectory({}), [{}, {}], {{'t': {}}}, {})",
        file("plain"),
        table("table.csv"),
        source(&folder.join("d")),
        file("empty"),
        file("with ☃ and blanks .txt"),
        table("table.csv"),
        file("plain"),
    ))
}

/// A path as Python source, which quotes as JSON does.
fn source(path: &Path) -> Value {
    Value::from(path.to_string_lossy())
}

#[test]
fn files_go_through_as_they_are() -> Result<(), Problem> {
    let place = place()?;
    let folder = place.root().join("in");
    let bundle = lay_out(&folder)?;
    let path = |name: &str| source(&folder.join(name));
    let values = [
        &format!("[files.Table({}, metadata={{'etag': '1', '': 'ü'}})]", path("table.csv")),
        &format!("{{'d': files.FlyteDirectory({0}), 'e': files.FlyteDirectory({0})}}", path("d/sub")),
        &format!("[files.FlyteFile({}), files.FlyteDirectory({}), 3, None]", path("empty"), path("d")),
        &bundle,
    ];
    let values = values.map(String::as_str);
    flytekit::encode(&named(INPUTS, RETURNED.types), &named(INPUTS, values), &place.inputs())?;
    let (sent, returned) = round_trip(&RETURNED, &place)?;
    assert_eq!(returned, sent);
    assert_eq!(returned.pointer("/a/0/metadata"), Some(&json!({ "etag": "1", "": "ü" })));
    assert_eq!(returned.pointer("/d/several/1/$file"), Some(&json!("snow\r\nman")));
    // Not a byte was moved.
    assert_eq!(files_below(&place.raw_output_prefix())?.len(), 0);
    Ok(())
}

#[test]
fn flytekit_reads_files_that_were_made() -> Result<(), Problem> {
    let place = place()?;
    let folder = place.root().join("in");
    let bundle = lay_out(&folder)?;
    let values = [
        &format!("files.FlyteFile({})", source(&folder.join("with ☃ and blanks .txt"))),
        &format!("files.FlyteDirectory({})", source(&folder.join("d"))),
        "iter([{'a': [1, 2.5, None]}, 'line\\nbreak', -7, True])",
        bundle.as_str(),
    ];
    let types = named(INPUTS, COPIED.types);
    flytekit::encode(&types, &named(INPUTS, values), &place.inputs())?;
    let (sent, returned) = round_trip(&COPIED, &place)?;
    let mut expected = sent.clone();
    expected["d"]["file"]["metadata"] = json!({ "copied": "yes" });
    assert_eq!(returned, expected);
    assert_eq!(returned.pointer("/b/$directory/sub~1two"), Some(&json!("2")));
    assert_eq!(returned.pointer("/c/$iterator/1"), Some(&json!("line\nbreak")));
    // Everything new lies below the raw output prefix, each thing once; what was handed on does not.
    let mut stored: Vec<String> = files_below(&place.raw_output_prefix())?
        .into_keys()
        .filter_map(|path| path.split_once('/').map(|(_, below)| below.to_owned()))
        .collect();
    stored.sort();
    let files = ["1.txt", "2.txt", "a b.txt", "file", "lines.jsonl", "maybe"];
    let directories = ["one", "one", "sub/two", "sub/two"];
    assert_eq!(stored, [&files[..], &directories, &["table.csv"]].concat());
    Ok(())
}

#[test]
fn flytekit_registers_the_same_files() -> Result<(), Problem> {
    for family in [RETURNED, COPIED] {
        assert_registered_alike(&family)?;
    }
    Ok(())
}

#[test]
fn attribute_access_yields_files() -> Result<(), Problem> {
    let place = place()?;
    let folder = place.root().join("in");
    lay_out(&folder)?;
    // What propeller hands on of a dataclass is the packed form of its field.
    let source = format!("{{'path': {}, 'metadata': None}}", source(&folder.join("table.csv")));
    flytekit::encode(&[("f", "dict"), ("n", "int")], &[("f", &source), ("n", "3")], &place.inputs())?;
    let ending = binary()?.execute("golden_dev.t29_file_in", &place, &[])?;
    assert!(place.outputs().exists(), "{ending:?}");
    let returned = flytekit::decode(&[("o0", "str")], &place.outputs())?;
    assert_eq!(returned.get("o0").and_then(Value::as_str), Some("a,b"));
    Ok(())
}
