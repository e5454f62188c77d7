//! `check`: a lock that is kept with the source, and the codes by which CI knows what became of it.

use flyte_task_tests::problem::Problem;
use tempfile::TempDir;

use crate::{answer, edit, flyte, new_crate};

#[test]
fn changes_are_told_by_what_they_do_to_callers() -> Result<(), Problem> {
    let place = TempDir::new()?;
    let folder = new_crate(place.path(), "demo-lock");
    let lock = folder.join("flyte.lock.json");

    let ending = flyte(&folder, &["check"]);
    assert_eq!(ending.code, Some(2), "{ending:?}");
    assert!(ending.stderr.contains("cargo flyte check --update"), "{ending:?}");
    let said = answer(&folder, &["check", "--update"]);
    assert!(said.contains("demo_lock.measure.report\n  fits callers: the task is new\n"), "{said}");
    assert!(said.contains("2 tasks, now locked in"), "{said}");
    let first = std::fs::read_to_string(&lock)?;
    assert!(answer(&folder, &["check"]).starts_with("2 tasks, as locked in"));

    // Another body is no other interface, but no kept output of it is used again.
    let source = "src/measure.rs";
    edit(&folder, source, "there are no values to summarise", "nothing to summarise");
    let ending = flyte(&folder, &["check"]);
    assert_eq!(ending.code, Some(3), "{ending:?}");
    assert!(ending.stdout.contains("note: the cache version is"), "{ending:?}");
    assert!(ending.stdout.contains("no caller breaks"), "{ending:?}");

    edit(&folder, source, "unit: String,", "unit: Option<String>,\n    digits: Option<i64>,");
    edit(&folder, source, r#"#[default("m")]"#, "");
    edit(&folder, source, "format!(", "let (unit, _) = (unit.unwrap_or_default(), digits);\n    format!(");
    answer(&folder, &["check", "--update"]);
    assert!(answer(&folder, &["check", "--json"]).contains(r#""changed": false"#));
    std::fs::write(&lock, &first)?;
    let ending = flyte(&folder, &["check"]);
    assert_eq!(ending.code, Some(3), "{ending:?}");
    for line in [
        "fits callers: the input `digits` (union[int, none]) is new and may be left out",
        "fits callers: the input `unit` is union[str, none], was str: it takes what it took, and more",
    ] {
        assert!(ending.stdout.contains(line), "{line}\n{ending:?}");
    }

    edit(&folder, source, "values: Vec<f64>,", "values: Vec<f64>,\n    scale: f64,");
    edit(&folder, source, "let count =", "let _ = scale;\n    let count =");
    edit(&folder, source, "pub largest: f64,", "pub largest: f64,\n    pub unit: String,");
    edit(&folder, source, "largest,\n    })", "largest,\n        unit: String::new(),\n    })");
    edit(&folder, source, "largest,\n    } = summary", "largest,\n        ..\n    } = summary");
    let ending = flyte(&folder, &["check", "--json"]);
    assert_eq!(ending.code, Some(4), "{ending:?}");
    let said: serde_json::Value = serde_json::from_str(&ending.stdout)?;
    assert_eq!((&said["breaking"], &said["updated"]), (&true.into(), &false.into()), "{said}");
    let changes = said["changes"].as_array().unwrap();
    let change = |task: &str, kind: &str, name: &str| {
        let is = |change: &&serde_json::Value| {
            change["task"].as_str().unwrap().ends_with(task)
                && change["kind"] == kind
                && change["name"] == name
        };
        changes.iter().find(is).unwrap_or(&serde_json::Value::Null).clone()
    };
    assert_eq!(change("summarise", "input_added", "scale")["breaking"], true, "{said}");
    let struct_output = change("summarise", "output_changed", "o0");
    // What has more passes for what has less.
    assert_eq!(
        (&struct_output["fit"], &struct_output["breaking"]),
        (&"narrowed".into(), &false.into()),
        "{said}"
    );
    assert!(struct_output["message"].as_str().unwrap().contains("the field `unit` is new"), "{said}");
    let struct_input = change("report", "input_changed", "summary");
    assert_eq!(
        (&struct_input["fit"], &struct_input["breaking"]),
        (&"narrowed".into(), &true.into()),
        "{said}"
    );

    // A program that exists already is compared with a lock that is named.
    let program = flyte_task_tests::python::target_folder().join("debug/demo-lock");
    let words = ["check", "--bin", program.to_str().unwrap(), "--lock", lock.to_str().unwrap()];
    assert_eq!(flyte(place.path(), &words).code, Some(4));
    std::fs::write(&lock, "{}")?;
    let ending = flyte(&folder, &["check"]);
    assert_eq!(ending.code, Some(1), "{ending:?}");
    assert!(ending.stderr.contains("it does not say its `format`"), "{ending:?}");
    Ok(())
}
