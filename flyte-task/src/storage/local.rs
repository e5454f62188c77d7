//! Files of this machine, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::address::join;
use super::copying::{copy_files, copy_tree};
use super::entry::Entry;
use super::error::StorageError;
use super::place::{Place, Reader, Walk};
use super::raw::random_hex;
use super::tree::{Tree, TreeFile};

/// A path, and the URI that it was given by.
pub(super) struct LocalPlace {
    uri: String,
    path: PathBuf,
}

impl LocalPlace {
    pub(super) fn new(uri: &str, path: PathBuf) -> Self {
        Self { uri: uri.to_owned(), path }
    }

    fn failed(&self, verb: &str) -> impl FnOnce(io::Error) -> StorageError {
        move |error: io::Error| StorageError::io(verb, &self.uri, &error)
    }
}

impl Place for LocalPlace {
    fn read(&self) -> Result<Vec<u8>, StorageError> {
        fs::read(&self.path).map_err(self.failed("read"))
    }

    fn open(&self) -> Result<Reader, StorageError> {
        open_file(&self.path).map(Reader::new).map_err(self.failed("open"))
    }

    fn write(&self, pieces: &[&[u8]]) -> Result<(), StorageError> {
        write(&self.path, pieces).map_err(self.failed("write"))
    }

    fn download(&self, to: &Path) -> Result<(), StorageError> {
        copy(&self.path, to).map_err(|error| StorageError::between("fetch", &self.uri, "to", to, &error))
    }

    fn upload(&self, from: &Path) -> Result<(), StorageError> {
        copy(from, &self.path)
            .map_err(|error| StorageError::between("store", &self.uri, "from", from, &error))
    }

    fn download_dir(&self, to: &Path) -> Result<(), StorageError> {
        copy_tree("fetch", &self.path, to)
    }

    fn upload_dir(&self, from: &Path) -> Result<(), StorageError> {
        copy_tree("store", from, &self.path)
    }

    fn upload_files(&self, files: Vec<TreeFile>) -> Result<(), StorageError> {
        copy_files("store", files.into_iter().map(Ok), &self.path)
    }

    fn list(&self) -> Result<Vec<Entry>, StorageError> {
        let mut entries = Vec::new();
        let listing = match fs::read_dir(&self.path) {
            // A prefix that nothing lies below is no error in an object store either.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(entries),
            listing => listing.map_err(self.failed("list"))?,
        };
        for entry in listing {
            let path = entry.map_err(self.failed("list"))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                return Err(unreadable_name("list", &path));
            };
            // A link that leads nowhere is passed over, as what it names does not exist.
            let Ok(metadata) = fs::metadata(&path) else { continue };
            let uri = join(&self.uri, name);
            entries.push(if metadata.is_dir() {
                Entry::folder(uri)
            } else {
                Entry::file(uri, metadata.len())
            });
        }
        Ok(entries)
    }

    fn walk(&self) -> Result<Walk, StorageError> {
        let tree = match Tree::new(&self.path) {
            Err((_, error)) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Box::new(std::iter::empty()));
            }
            tree => tree.map_err(|(path, error)| at("list", &path, &error))?,
        };
        let uri = self.uri.clone();
        Ok(Box::new(tree.map(move |file| match file {
            Ok(file) => Ok(Entry::file(join(&uri, &file.relative), file.size)),
            Err((path, error)) => Err(at("list", &path, &error)),
        })))
    }

    fn exists(&self) -> Result<bool, StorageError> {
        self.path.try_exists().map_err(self.failed("look for"))
    }

    fn delete(&self) -> Result<(), StorageError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result.map_err(self.failed("delete")),
        }
    }
}

/// A file that takes its name only when it is finished; dropped before, it leaves nothing.
#[derive(Debug)]
pub(super) struct NewFile {
    file: File,
    temporary: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl NewFile {
    /// Opens a file beside the target, which a rename can then take over without copying.
    pub(super) fn create(target: &Path) -> io::Result<Self> {
        if target.file_name().is_none() {
            return Err(io::Error::from(io::ErrorKind::InvalidFilename));
        }
        // Of fixed length, for the target's name may be as long as names can be.
        let temporary = target.with_file_name(format!(".{}.tmp", random_hex()));
        let file = match File::create_new(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make_parent(target)?;
                File::create_new(&temporary)?
            }
            file => file?,
        };
        Ok(Self { file, temporary, target: target.to_owned(), finished: false })
    }

    #[cfg(feature = "_object-stores")]
    pub(super) fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        io::Seek::seek(&mut self.file, io::SeekFrom::Start(offset))?;
        self.file.write_all(bytes)
    }

    /// Gives the file its name, so that a reader sees the old file, the new one, or none.
    pub(super) fn finish(mut self) -> io::Result<()> {
        // A full disk may show only now, and a rename must not overtake the bytes.
        self.file.sync_data()?;
        fs::rename(&self.temporary, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.finished {
            // There is an error on its way to the caller already.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Writes a file, given in pieces, whole or not at all; folders are made on the way.
pub(crate) fn write(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let mut file = NewFile::create(path)?;
    for piece in pieces {
        file.write_all(piece)?;
    }
    file.finish()
}

/// Opens a file for reading; a folder, which opens too, is refused at once.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    Ok(file)
}

/// An error at a path below the place that was asked for.
pub(super) fn at(verb: &str, path: &Path, error: &io::Error) -> StorageError {
    StorageError::io(verb, &path.display().to_string(), error)
}

pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = open_file(from)?;
    let mut target = NewFile::create(to)?;
    // File to file, so that the system may share the blocks instead of moving bytes.
    io::copy(&mut source, &mut target.file)?;
    target.finish()
}

fn make_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder),
        _ => Ok(()),
    }
}

fn unreadable_name(verb: &str, path: &Path) -> StorageError {
    at(verb, path, &io::Error::other("its name is not Unicode, as those of objects are"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("flyte-task-local-{}", std::process::id()));
        let target = folder.join("deep/outputs.pb");
        write(&target, &[b"old", b"er"]).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"older");
        // A folder in the target's place makes the rename fail after the bytes were written.
        fs::create_dir_all(folder.join("deep/taken/inside")).unwrap();
        assert!(write(&folder.join("deep/taken"), &[b"new"]).is_err());
        let mut names: Vec<_> = fs::read_dir(folder.join("deep"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["outputs.pb", "taken"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_longest_name_can_be_written() {
        let folder = std::env::temp_dir().join(format!("flyte-task-long-{}", std::process::id()));
        write(&folder.join("n".repeat(255)), &[b"x"]).unwrap();
        fs::remove_dir_all(folder).unwrap();
    }
}
