//! Files of this machine copied to other places of it, several at once.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::error::StorageError;
use super::local::{at, copy};
use super::tree::{Tree, TreeError, TreeFile};

/// The disk is asked for this many files at once: each waits until its bytes are safe.
const WORKERS: usize = 8;

pub(super) fn copy_tree(verb: &str, from: &Path, to: &Path) -> Result<(), StorageError> {
    let tree = Tree::new(from).map_err(|(path, error)| at(verb, &path, &error))?;
    // An empty folder is a folder too.
    fs::create_dir_all(to).map_err(|error| at("make", to, &error))?;
    copy_files(verb, tree, to)
}

pub(super) fn copy_files(
    verb: &str,
    files: impl Iterator<Item = Result<TreeFile, TreeError>> + Send,
    to: &Path,
) -> Result<(), StorageError> {
    // None when there is no more, or no sense in more.
    let shared = Mutex::new(Some(files));
    let next = || shared.lock().unwrap_or_else(PoisonError::into_inner).as_mut()?.next();
    let work = || -> Result<(), StorageError> {
        while let Some(file) = next() {
            let copied = file.and_then(|file| {
                copy(&file.path, &to.join(&file.relative)).map_err(|error| (file.path, error))
            });
            if let Err((path, error)) = copied {
                *shared.lock().unwrap_or_else(PoisonError::into_inner) = None;
                return Err(at(verb, &path, &error));
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (1..WORKERS).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let own = work();
        // A worker that panicked takes the caller with it.
        let others: Vec<_> = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect();
        others.into_iter().fold(own, Result::and)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_copied_is_named() {
        let folder = std::env::temp_dir().join(format!("flyte-task-copying-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(&from).unwrap();
        for number in 0..100 {
            fs::write(from.join(number.to_string()), "x").unwrap();
        }
        copy_tree("store", &from, &to).unwrap();
        assert_eq!(fs::read_dir(&to).unwrap().count(), 100);
        fs::remove_file(to.join("50")).unwrap();
        fs::create_dir_all(to.join("50/taken")).unwrap();
        let error = copy_tree("store", &from, &to).unwrap_err();
        assert!(
            error.to_string().starts_with("cannot store `") && error.to_string().contains("/from/50`"),
            "{error}"
        );
        fs::remove_dir_all(folder).unwrap();
    }
}
