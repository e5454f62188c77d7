//! Large outputs in files of their own, with a reference in `outputs.pb` (flytekit and Flyte call that offloading).
//!
//! Flyte asks for it by environment variables, since only then does it read such references, and the next task too.

use flyte_idl::core::{Literal, LiteralOffloadedMetadata, literal};
use flyte_idl::prost::Message;
use sha2::{Digest, Sha256};

use crate::deck::Base64;
use crate::env;
use crate::error::Failure;
use crate::storage::{self, Storage};
use crate::task::Task;
use crate::types::codec::{literal_hash, literal_json};
use crate::types::{ConversionError, TypeDescriptor};

const MIB: u64 = 1024 * 1024;

/// Where an output is too large if the environment does not say, in MiB.
const MOST: u64 = 1000;

/// Sizes in bytes, each the smallest of its kind.
#[derive(Debug, Clone, Copy)]
struct Limits {
    offloaded: u64,
    refused: u64,
}

/// Moves large literals to files beside the outputs, if Flyte asks for that.
pub(super) fn offload(
    literals: &mut [(String, Vec<u8>)],
    task: &dyn Task,
    output_prefix: &str,
    storage: &Storage,
) -> Result<(), Failure> {
    let Some(limits) = Limits::from_environment()? else { return Ok(()) };
    for (name, literal) in literals {
        let size = literal.len() as u64;
        if size >= limits.refused {
            // The same task would make the same output again, so another try is of no use.
            return Err(Failure::system(format!(
                "the output `{name}` is too large: it takes {size} bytes, and Flyte was told to take less than {} \
                 ({}); return large data as files",
                limits.refused,
                env::MAX_OFFLOADED_SIZE,
            )));
        }
        if size >= limits.offloaded {
            let uri = storage::join(output_prefix, &format!("{name}_offloaded_metadata.pb"));
            let reference = reference(literal, task, name, &uri)?;
            storage.write(&uri, &[literal]).map_err(|error| {
                Failure::system(format!("the output `{name}` cannot be stored: {error}"))
                    .recoverable()
                    .caused_by(error)
            })?;
            *literal = reference.encode_to_vec();
        }
    }
    Ok(())
}

impl Limits {
    fn from_environment() -> Result<Option<Self>, Failure> {
        let Some(offloaded) = size(env::MIN_OFFLOADED_SIZE)? else { return Ok(None) };
        let refused = size(env::MAX_OFFLOADED_SIZE)?.unwrap_or(MOST * MIB);
        Ok(Some(Self { offloaded, refused }))
    }
}

fn size(name: &str) -> Result<Option<u64>, Failure> {
    let Some(value) = env::first(&[name]) else { return Ok(None) };
    let size = value.trim().parse::<u64>().ok().and_then(|mebibytes| mebibytes.checked_mul(MIB));
    size.map(Some)
        .ok_or_else(|| Failure::system(format!("{name} is to be a whole number of MiB, not `{value}`")))
}

/// What stands in `outputs.pb` instead of a literal.
fn reference(literal: &[u8], task: &dyn Task, name: &str, uri: &str) -> Result<Literal, Failure> {
    let hash = hash(literal).map_err(|error| {
        Failure::system(format!("the output `{name}` cannot be hashed: {error}")).caused_by(error)
    })?;
    let offloaded = LiteralOffloadedMetadata {
        uri: uri.to_owned(),
        size_bytes: literal.len() as u64,
        // Of an element of a map this is the element's own type, as in flytekit.
        inferred_type: task.interface().output_type(name).map(TypeDescriptor::literal_type),
    };
    Ok(Literal { hash, value: Some(literal::Value::OffloadedMetadata(offloaded)), ..Literal::default() })
}

/// The literal's own hash, or flytekit's of all that it says: cached results are found by it.
fn hash(literal: &[u8]) -> Result<String, ConversionError> {
    if let Some(hash) = literal_hash(literal)? {
        return Ok(hash.to_owned());
    }
    let mut digest = Sha256::new();
    literal_json(literal, &mut |piece| digest.update(piece))?;
    Ok(Base64(&digest.finalize()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::to_literal;

    // `compute_hash_string(literal)` of flytekit 1.16.31.
    #[test]
    fn hashes_are_flytekits() {
        let list = hash(&to_literal(&vec![1i64, 2, 3, 1]).unwrap()).unwrap();
        assert_eq!(list, "Ll77UOx2rcR5SfuR8TkPHtS7/l7CQyW3w2MqleqWFZg=");
        assert_eq!(
            hash(&to_literal(&"qq".to_owned()).unwrap()).unwrap(),
            "26GWxjfByU+flI00cJ0e3B9sZheIWVcjPT3TnEFD1JQ="
        );
        let own = Literal { hash: "h".to_owned(), ..Literal::integer(1) };
        assert_eq!(hash(&own.encode_to_vec()).unwrap(), "h");
    }
}
