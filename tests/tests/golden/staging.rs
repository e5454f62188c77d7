//! Laying out a run's inputs: the literals, and the files that they refer to.

use std::fs;
use std::path::Path;

use flyte_idl::core::{Literal, LiteralMap, literal, scalar};
use flyte_idl::prost::Message;
use flyte_idl::prost_types;
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

/// Lets a literal refer to the copies.
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
        Some(literal::Value::Scalar(scalar)) => match &mut scalar.value {
            Some(scalar::Value::Blob(blob)) => repoint_uri(&mut blob.uri, original_root, root),
            Some(scalar::Value::StructuredDataset(dataset)) => {
                repoint_uri(&mut dataset.uri, original_root, root);
            }
            Some(scalar::Value::Schema(schema)) => repoint_uri(&mut schema.uri, original_root, root),
            Some(scalar::Value::Generic(fields)) => {
                fields.fields.values_mut().for_each(|value| repoint_value(value, original_root, root));
            }
            Some(scalar::Value::Binary(binary)) => repoint_packed(&mut binary.value, original_root, root),
            Some(scalar::Value::Union(union)) => {
                union.value.iter_mut().for_each(|literal| repoint(literal, original_root, root));
            }
            _ => {}
        },
        None => {}
    }
}

fn repoint_uri(uri: &mut String, original_root: &str, root: &Path) {
    *uri = uri.replace(original_root, &root.to_string_lossy());
}

fn repoint_value(value: &mut prost_types::Value, original_root: &str, root: &Path) {
    use prost_types::value::Kind::{ListValue, StringValue, StructValue};
    match &mut value.kind {
        Some(StringValue(uri)) => repoint_uri(uri, original_root, root),
        Some(ListValue(list)) => {
            list.values.iter_mut().for_each(|value| repoint_value(value, original_root, root));
        }
        Some(StructValue(fields)) => {
            fields.fields.values_mut().for_each(|value| repoint_value(value, original_root, root));
        }
        _ => {}
    }
}

/// What is not packed stays as it is: odd bytes are what some cases are about.
fn repoint_packed(bytes: &mut Vec<u8>, original_root: &str, root: &Path) {
    let mut rest = bytes.as_slice();
    let Ok(mut value) = rmpv::decode::read_value(&mut rest) else { return };
    let before = value.clone();
    repoint_part(&mut value, original_root, root);
    let mut repointed = Vec::new();
    if value != before && rest.is_empty() && rmpv::encode::write_value(&mut repointed, &value).is_ok() {
        *bytes = repointed;
    }
}

fn repoint_part(value: &mut rmpv::Value, original_root: &str, root: &Path) {
    match value {
        rmpv::Value::String(text) => {
            if let Some(uri) = text.as_str() {
                *value = uri.replace(original_root, &root.to_string_lossy()).into();
            }
        }
        rmpv::Value::Array(items) => {
            for item in items {
                repoint_part(item, original_root, root);
            }
        }
        rmpv::Value::Map(entries) => {
            for (_, item) in entries {
                repoint_part(item, original_root, root);
            }
        }
        _ => {}
    }
}
