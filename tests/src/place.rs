//! The places a task's container is given: an inputs file, and folders for outputs, raw data and checkpoints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::TempDir;

/// A temporary folder laid out like one attempt of a task; it is removed when dropped.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// Makes the folders, still empty.
    pub fn new() -> io::Result<Self> {
        let place = Self { folder: TempDir::with_prefix("flyte-task-tests-")? };
        fs::create_dir(place.output_prefix())?;
        fs::create_dir(place.raw_output_prefix())?;
        Ok(place)
    }

    /// Makes the folders and the inputs file.
    pub fn with_inputs(inputs: &[u8]) -> io::Result<Self> {
        let place = Self::new()?;
        fs::write(place.inputs(), inputs)?;
        Ok(place)
    }

    /// Returns where the inputs file stands.
    pub fn inputs(&self) -> PathBuf {
        self.root().join("inputs.pb")
    }

    /// Returns the folder for `outputs.pb` or `error.pb`.
    pub fn output_prefix(&self) -> PathBuf {
        self.root().join("out")
    }

    /// Returns the file that a task which ended well leaves.
    pub fn outputs(&self) -> PathBuf {
        self.output_prefix().join("outputs.pb")
    }

    /// Returns the file that a failed task leaves.
    pub fn error(&self) -> PathBuf {
        self.output_prefix().join("error.pb")
    }

    /// Returns the folder for what is too large for a literal.
    pub fn raw_output_prefix(&self) -> PathBuf {
        self.root().join("raw")
    }

    /// Returns the folder that all others stand in.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Returns every file below the output folder by its relative path.
    pub fn files_written(&self) -> io::Result<BTreeMap<String, Vec<u8>>> {
        files_below(&self.output_prefix())
    }
}

/// Returns every file below a folder by its path relative to it, with `/` between the parts.
pub fn files_below(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        for entry in fs::read_dir(current)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let relative = path.strip_prefix(folder).map_err(io::Error::other)?;
                let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
                files.insert(parts.join("/"), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}
