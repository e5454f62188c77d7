//! A folder of this machine for files on their way.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::context;
use crate::storage::RawOutputs;

/// A folder of its own, removed with all that is in it when nobody needs it any more.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// In the working directory of the run; outside of any, among the machine's temporary files.
    pub(super) fn new() -> io::Result<Self> {
        let base = match context::current() {
            Some(context) => context.working_directory()?.to_owned(),
            None => std::env::temp_dir(),
        };
        let base = base.to_str().ok_or_else(|| {
            io::Error::other(format!("the name of the folder `{}` is not Unicode", base.display()))
        })?;
        let folder = PathBuf::from(RawOutputs::new(base).folder());
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed goes with the folder that it lies in.
        let _ = fs::remove_dir_all(&self.0);
    }
}
