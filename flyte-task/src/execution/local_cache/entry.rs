//! A result as a file: what it is, a checksum, the files that it points to, the outputs.
//!
//! Three lines of text, for people who look, and the bytes of the outputs' `LiteralMap`:
//!
//! ```text
//! flyte-task local cache 1
//! <SHA-256 of all that follows, in hexadecimal digits>
//! {"task": .., "version": .., "files": [..]}
//! ```

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::key::hex;
use crate::storage::local_path;
use crate::types::ConversionError;
use crate::types::codec::{LiteralMap, Reference, map_entry, references};

const FORMAT: &[u8] = b"flyte-task local cache 1\n";

/// How long the checksum is, with the end of its line.
const CHECKSUM: usize = 65;

/// The result of a run.
#[derive(Debug)]
pub(super) struct Entry {
    /// The paths on this machine that the outputs point to.
    pub(super) files: Vec<String>,
    /// The outputs' literals, by name.
    pub(super) literals: Vec<(String, Vec<u8>)>,
}

impl Entry {
    /// The outputs in a file's bytes.
    ///
    /// # Errors
    /// With what is wrong, where the file is not as it was written.
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self, &'static str> {
        let rest = bytes.strip_prefix(FORMAT).ok_or("it does not begin as results do")?;
        let (checksum, content) = rest.split_at_checked(CHECKSUM).ok_or("it is cut short")?;
        let sum = format!("{}\n", hex(&Sha256::digest(content)));
        if checksum != sum.as_bytes() {
            return Err("its checksum is wrong");
        }
        let end = content.iter().position(|byte| *byte == b'\n').ok_or("it has no head")?;
        let (head, literals) = content.split_at(end);
        let head: Value = serde_json::from_slice(head).map_err(|_| "its head is no JSON")?;
        let files = head.get("files").and_then(Value::as_array).ok_or("its head names no files")?;
        let literals = LiteralMap::parse(literals.get(1..).unwrap_or_default())
            .map_err(|_| "its outputs are no literals")?;
        Ok(Self {
            files: files.iter().filter_map(|file| file.as_str().map(str::to_owned)).collect(),
            literals: literals.entries().map(|(name, literal)| (name.to_owned(), literal.to_vec())).collect(),
        })
    }

    /// Hands the bytes of the file to `write`, in pieces.
    ///
    /// # Errors
    /// When an output is no literal.
    pub(super) fn write<T>(
        task: &str,
        version: &str,
        literals: &[(String, Vec<u8>)],
        write: impl FnOnce(&[&[u8]]) -> T,
    ) -> Result<T, ConversionError> {
        let mut files = Vec::new();
        for (name, literal) in literals {
            references(literal, &mut |place| files.extend(file(place)))
                .map_err(|error| error.at_name(name))?;
        }
        let head = json!({ "task": task, "version": version, "files": files });
        let head = format!("{head}\n");
        let names: Vec<Vec<u8>> =
            literals.iter().map(|(name, literal)| map_entry(name, literal.len())).collect();
        let content: Vec<&[u8]> = std::iter::once(head.as_bytes())
            .chain(
                names
                    .iter()
                    .zip(literals)
                    .flat_map(|(name, (_, literal))| [name.as_slice(), literal.as_slice()]),
            )
            .collect();
        let mut digest = Sha256::new();
        for piece in &content {
            digest.update(piece);
        }
        let checksum = format!("{}\n", hex(&digest.finalize()));
        let pieces: Vec<&[u8]> = [FORMAT, checksum.as_bytes()].into_iter().chain(content).collect();
        Ok(write(&pieces))
    }
}

/// The path of a place on this machine that is there now: only such a one can be missed later.
fn file(place: Reference<'_>) -> Option<String> {
    let path = match place {
        Reference::Uri(uri) => local_path(uri)?,
        Reference::Text(text) if text.starts_with('/') || text.starts_with("file:///") => local_path(text)?,
        Reference::Text(_) => return None,
    };
    // The next run may stand in another folder.
    let path = std::path::absolute(path).ok()?;
    path.exists().then(|| path.to_str().map(str::to_owned)).flatten()
}
