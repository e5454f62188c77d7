//! Files of this machine, written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Writes beside the target and renames, so that a reader sees the old file, the new one, or none.
pub(super) fn write(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let temporary = temporary_beside(path)?;
    let result = write_new(&temporary, pieces).and_then(|()| fs::rename(&temporary, path));
    if result.is_err() {
        // The first error is the one to report; a file that was never made cannot be removed.
        let _ = fs::remove_file(&temporary);
    }
    result
}

fn write_new(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    for piece in pieces {
        file.write_all(piece)?;
    }
    // A full disk may show only now, and a rename must not overtake the bytes.
    file.sync_data()
}

fn temporary_beside(path: &Path) -> io::Result<PathBuf> {
    static SERIAL: AtomicUsize = AtomicUsize::new(0);
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(format!(".{}.{}.tmp", std::process::id(), SERIAL.fetch_add(1, Ordering::Relaxed)));
    Ok(path.with_file_name(temporary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("flyte-task-local-{}", std::process::id()));
        let target = folder.join("deep/outputs.pb");
        write(&target, &[b"old", b"er"]).unwrap();
        assert_eq!(read(&target).unwrap(), b"older");
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
}
