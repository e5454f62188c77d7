//! Laying out a run's inputs: the literals, and the files that they refer to.

use std::fs;
use std::path::Path;

use flyte_idl::core::{Literal, LiteralMap, literal};
use flyte_idl::prost::Message;
use flyte_task_tests::place::{Place, files_below};

use crate::cases::{Case, Run};

/// Makes the place of a run.
pub(crate) fn stage(case: &Case, run: &Run) -> Result<Place, String> {
    let said = |e: std::io::Error| e.to_string();
    let place = Place::with_inputs(&case.inputs(run)?).map_err(said)?;
    if let Some((folder, original_root)) = &case.input_files {
        let root = place.root().join("in");
        for (name, bytes) in files_below(folder).map_err(said)? {
            let target = root.join(name);
            fs::create_dir_all(target.parent().unwrap_or(&root)).map_err(said)?;
            fs::write(target, bytes).map_err(said)?;
        }
        let mut inputs: LiteralMap = case.input_literals(run)?;
        inputs.literals.values_mut().for_each(|literal| repoint(literal, original_root, &root));
        fs::write(place.inputs(), inputs.encode_to_vec()).map_err(said)?;
    }
    Ok(place)
}

/// Lets a literal refer to the copies; files, directories and datasets join here when a covered case has them.
fn repoint(literal: &mut Literal, original_root: &str, root: &Path) {
    match &mut literal.value {
        Some(literal::Value::OffloadedMetadata(offloaded)) => {
            offloaded.uri = offloaded.uri.replace(original_root, &root.to_string_lossy());
        }
        Some(literal::Value::Collection(list)) => {
            list.literals.iter_mut().for_each(|literal| repoint(literal, original_root, root));
        }
        Some(literal::Value::Map(map)) => {
            map.literals.values_mut().for_each(|literal| repoint(literal, original_root, root));
        }
        Some(literal::Value::Scalar(_)) | None => {}
    }
}
