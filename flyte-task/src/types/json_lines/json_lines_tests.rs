//! Tests of JSON lines.

use std::fs;

use flyte_idl::prost::Message;
use serde_json::{Value, json};

use crate::context::{ExecutionContext, with_current};
use crate::types::formats::Jsonl;
use crate::types::{FlyteFile, FlyteType, JsonLines, from_literal, hex, to_literal};

// The text is `TypeEngine.to_literal_type(typing.Iterator[JSON])` of flytekit 1.16.31.
#[test]
fn the_type_has_flytekits_bytes() {
    let bytes = "2a070a056a736f6e6c321b0a190a06666f726d6174120f1a0d6a736f6e206974657261746f72";
    assert_eq!(hex::from(&JsonLines::TYPE.literal_type().encode_to_vec()), bytes);
    assert_eq!(JsonLines::TYPE.to_string(), "Iterator[JSON]");
}

#[test]
fn values_come_back_one_by_one() {
    let folder = std::env::temp_dir().join(format!("flyte-task-json-lines-{}", std::process::id()));
    let context = ExecutionContext::local().with_raw_output_prefix(folder.to_str().unwrap());
    with_current(&context, || {
        let values = vec![json!({ "a": [1, 2.5] }), json!("line\nbreak ☃"), Value::Null, json!(-1)];
        for values in [values, Vec::new()] {
            let literal = to_literal(&JsonLines::store(values.clone()).unwrap()).unwrap();
            let read: JsonLines = from_literal(&literal, context.storage()).unwrap();
            assert_eq!(read.values().unwrap().collect::<Result<Vec<_>, _>>().unwrap(), values);
        }
    });
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_line_that_is_not_json_is_named() {
    let path = std::env::temp_dir().join(format!("flyte-task-lines-{}.jsonl", std::process::id()));
    fs::write(&path, "1\n\n{\"a\":\n[]").unwrap();
    let lines = JsonLines::from(FlyteFile::<Jsonl>::new(path.clone()));
    let found: Vec<_> = lines.values().unwrap().collect();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].as_ref().unwrap(), &json!(1));
    let error = found[1].as_ref().unwrap_err().to_string();
    assert!(error.starts_with(&format!("line 3 of `{}` is not JSON: ", path.display())), "{error}");
    assert_eq!(found[2].as_ref().unwrap(), &json!([]));
    fs::remove_file(path).unwrap();
}
