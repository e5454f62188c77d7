//! Records in builds: that they tell what the program tells, that they are there however it was built, and that
//! nothing can be written into them that harms who reads them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers stop at the first thing that is not as it should be"
)]
// Whatever the macros emit, the user's crate has no unsafe code.
#![forbid(unsafe_code)]

mod binaries;
mod builds;
mod damage;
mod own;
mod tasks;

use std::collections::BTreeMap;
use std::path::Path;

use flyte_task::flyte_idl::prost::Message;
use flyte_task::records::{self, Records, RecordsError};
use flyte_task::serialization::SerializationSettings;

/// The settings with which the binaries serialize themselves in tests.
fn settings(program: &str) -> SerializationSettings {
    SerializationSettings {
        project: "flytesnacks".to_owned(),
        domain: "development".to_owned(),
        version: "v1".to_owned(),
        image: "ghcr.io/example/app:v1".to_owned(),
        program: program.to_owned(),
        ..SerializationSettings::default()
    }
}

/// The bytes of every specification that the records tell, and what they say to the others.
fn told(records: &Records, program: &str) -> BTreeMap<String, Result<Vec<u8>, RecordsError>> {
    let settings = settings(program);
    let specs = records.tasks().iter().map(|task| (task.name(), task.spec(&settings)));
    specs.map(|(name, spec)| (name, spec.map(|spec| spec.encode_to_vec()))).collect()
}

/// What only the program can tell of each task.
fn unknown(records: &Records) -> Vec<String> {
    records.unknown().iter().map(|unknown| unknown.what.clone()).collect()
}

fn read(path: &Path) -> Records {
    records::read(path).unwrap_or_else(|error| panic!("{error}"))
}
