//! The folder of the local cache: one file a result, each whole or absent.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::entry::Entry;
use crate::storage::write_file;

/// The user's results of local runs, on this machine.
///
/// A result is one file, which takes its name only when it is finished. So any number of processes may share the
/// cache, each may be killed at any time, and nothing has to be installed, started or repaired.
#[derive(Debug, Clone)]
pub struct LocalCache {
    folder: PathBuf,
}

/// What clearing the cache removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleared {
    /// How many results.
    pub results: u64,
    /// How many bytes all files took together.
    pub bytes: u64,
}

/// What a look into the cache found.
#[derive(Debug)]
pub(super) enum Found {
    /// Outputs that are all still there.
    Entry(Entry),
    /// Nothing, or outputs that point to files which are gone.
    Nothing,
    /// A file that is not as it was written, or cannot be read: what is to be said about it.
    Damaged(String),
}

impl LocalCache {
    /// The user's: `flyte-task/local-cache` below `XDG_CACHE_HOME`, or below the folder that the system keeps caches
    /// in (`~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`). None where there is no such folder.
    pub fn of_user() -> Option<Self> {
        caches().map(|caches| Self::at(caches.join("flyte-task").join("local-cache")))
    }

    /// The one in a folder, which is made when the first result is kept.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes everything, also what is being written; runs that go on keep their results in the emptied cache.
    ///
    /// # Errors
    /// When something cannot be removed.
    pub fn clear(&self) -> io::Result<Cleared> {
        // Taken out of the way at once, so that no other process puts anything in while the files go.
        let name =
            format!("{}.cleared-{}", self.folder.display(), super::super::error_document::random_hex());
        let aside = PathBuf::from(name);
        match fs::rename(&self.folder, &aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Cleared::default()),
            renamed => renamed?,
        }
        let mut cleared = Cleared::default();
        count(&aside, &mut cleared)?;
        // A run that had found the folder before it was moved may put one more file there while the others go.
        again_after(io::ErrorKind::DirectoryNotEmpty, || fs::remove_dir_all(&aside)).map(|()| cleared)
    }

    /// Looks for a result.
    pub(super) fn find(&self, key: &str) -> Found {
        let path = self.path(key);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Nothing,
            Err(error) => return Found::Damaged(format!("{} cannot be read: {error}", path.display())),
        };
        match Entry::parse(bytes) {
            Ok(entry) if entry.files.iter().all(|file| Path::new(file).exists()) => Found::Entry(entry),
            Ok(_) => Found::Nothing,
            Err(reason) => Found::Damaged(self.set_aside(&path, key, reason)),
        }
    }

    /// Keeps a result.
    pub(super) fn keep(&self, key: &str, entry: &[&[u8]]) -> io::Result<()> {
        let path = self.path(key);
        // The cache may be cleared meanwhile.
        again_after(io::ErrorKind::NotFound, || write_file(&path, entry))
    }

    /// Waits until no other run of this key holds its turn; the turn ends when the file is closed, also by a kill.
    /// `wait` is called once if there is something to wait for.
    pub(super) fn turn(&self, key: &str, wait: impl FnOnce()) -> io::Result<File> {
        let path = self.path(key).with_extension("lock");
        let file = again_after(io::ErrorKind::NotFound, || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            File::create(&path)
        })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                wait();
                file.lock()?;
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Ok(file)
    }

    /// Moves a file out of the way and says so.
    fn set_aside(&self, path: &Path, key: &str, reason: &str) -> String {
        let damaged = self.folder.join("damaged");
        let aside = damaged.join(key);
        let moved = fs::create_dir_all(&damaged).and_then(|()| fs::rename(path, &aside));
        match moved {
            Ok(()) => {
                format!("{} is damaged ({reason}) and was moved to {}", path.display(), aside.display())
            }
            Err(error) => {
                format!("{} is damaged ({reason}) and cannot be moved aside: {error}", path.display())
            }
        }
    }

    /// In 256 folders, for some systems are slow with many files in one.
    fn path(&self, key: &str) -> PathBuf {
        match key.split_at_checked(2) {
            Some((first, rest)) => self.folder.join(first).join(rest),
            None => self.folder.join(key),
        }
    }
}

/// Does again what another process was in the way of: each failure of this kind takes one other clearing or run, of
/// which there are never this many at one moment.
fn again_after<T>(kind: io::ErrorKind, mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const ATTEMPTS: usize = 100;
    let mut result = attempt();
    for _ in 1..ATTEMPTS {
        match result {
            Err(error) if error.kind() == kind => result = attempt(),
            result => return result,
        }
    }
    result
}

/// Where this user's programs keep what can be made again.
fn caches() -> Option<PathBuf> {
    // The specification has relative paths ignored.
    let given = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home =
        |below: &str| std::env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(below));
    given("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            given("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home("Library/Caches")
        } else {
            home(".cache")
        }
    })
}

/// Counts what is about to be removed: files with the names of results, and the bytes of all files.
fn count(folder: &Path, cleared: &mut Cleared) -> io::Result<()> {
    for item in fs::read_dir(folder)? {
        let item = item?;
        // A file that a run has just given up is none.
        let Ok(metadata) = item.metadata() else { continue };
        if metadata.is_dir() {
            count(&item.path(), cleared)?;
        } else {
            cleared.bytes += metadata.len();
            let name = item.file_name();
            let is_result = name.len() == 62 && !name.to_string_lossy().contains('.');
            cleared.results += u64::from(is_result);
        }
    }
    Ok(())
}
