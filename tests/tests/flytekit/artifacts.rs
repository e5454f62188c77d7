//! Live exchange of artifacts: flytekit reads what an output becomes, and what was said of it at run time.

use flyte_task_tests::flytekit;
use flyte_task_tests::problem::Problem;
use serde_json::json;

use crate::{binary, place};

const TASK: &str = "golden_tasks.artifacts.reported";

#[test]
fn flytekit_reads_what_is_said_of_outputs() -> Result<(), Problem> {
    let place = place()?;
    flytekit::encode(&[("day", "str")], &[("day", "'żółty'")], &place.inputs())?;
    let ending = binary()?.execute(TASK, &place, &[])?;
    assert_eq!(ending.code, Some(0), "{ending:?}");
    let types = [("report", "typing.List[int]"), ("note", "str"), ("plain", "int")];
    let values = flytekit::decode(&types, &place.outputs())?;
    assert_eq!(values, json!({ "report": [1, 2], "note": "n", "plain": 3 }));
    let expected = json!({
        "report": {
            "DATA_CARD": "# données",
            // The same as flytekit's own functions make of the same partitions.
            "DYNAMIC_PARTITIONS": flytekit::artifact("{'day': 'żółty'}", "datetime.datetime(2024, 5, 6, 7)", "HOUR")?,
        },
        "note": { "MODEL_CARD": "# model", "owner": "" },
        "plain": {},
    });
    assert_eq!(flytekit::metadata(&place.outputs())?, expected);
    Ok(())
}
