//! Local files, and where they stand below a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file below the folder that is walked, or one that is to stand below a folder.
#[derive(Debug)]
pub(crate) struct TreeFile {
    pub(crate) path: PathBuf,
    /// The names on the way down from the folder, with `/` between.
    pub(crate) relative: String,
    pub(crate) size: u64,
}

/// Walks a folder depth first and by name; of the folders on the way it holds the names, nothing more.
pub(super) struct Tree {
    open: Vec<std::vec::IntoIter<Name>>,
}

struct Name {
    path: PathBuf,
    relative: String,
}

/// What could not be walked, and why.
pub(super) type TreeError = (PathBuf, io::Error);

impl Tree {
    pub(super) fn new(folder: &Path) -> Result<Self, TreeError> {
        Ok(Self { open: vec![names(folder, "")?] })
    }

    /// The file that the name stands for; none if it was a folder, which is then opened.
    fn visit(&mut self, name: Name) -> Result<Option<TreeFile>, TreeError> {
        let Name { path, relative } = name;
        let failed = |error| (path.clone(), error);
        let linked = fs::symlink_metadata(&path).map_err(failed)?.is_symlink();
        // Through the link: what is stored is what a reader of the folder would read.
        let metadata = fs::metadata(&path).map_err(failed)?;
        if metadata.is_file() {
            return Ok(Some(TreeFile { path, relative, size: metadata.len() }));
        }
        if !metadata.is_dir() {
            return Err(failed(io::Error::other("it is neither a file nor a folder")));
        }
        if linked {
            // It may lead back up, and then there is no end.
            return Err(failed(io::Error::other(
                "it is a link to a folder, which is not followed; put the folder itself there",
            )));
        }
        self.open.push(names(&path, &relative)?);
        Ok(None)
    }
}

impl Iterator for Tree {
    type Item = Result<TreeFile, TreeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(name) = self.open.last_mut()?.next() else {
                self.open.pop();
                continue;
            };
            match self.visit(name) {
                Ok(Some(file)) => return Some(Ok(file)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn names(folder: &Path, relative: &str) -> Result<std::vec::IntoIter<Name>, TreeError> {
    let failed = |error| (folder.to_owned(), error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err((path, io::Error::other("its name is not Unicode, as those of objects are")));
        };
        let relative = if relative.is_empty() { name.to_owned() } else { format!("{relative}/{name}") };
        names.push(Name { path, relative });
    }
    names.sort_unstable_by(|a, b| a.relative.cmp(&b.relative));
    Ok(names.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_by_name_and_links_to_folders_are_refused() {
        let folder = std::env::temp_dir().join(format!("flyte-task-tree-{}", std::process::id()));
        fs::create_dir_all(folder.join("b/deep")).unwrap();
        fs::write(folder.join("b/deep/x"), "12").unwrap();
        fs::write(folder.join("c"), "").unwrap();
        fs::write(folder.join("a"), "1").unwrap();
        let walk = || Tree::new(&folder).unwrap().collect::<Result<Vec<_>, _>>();
        let found: Vec<_> = walk().unwrap().into_iter().map(|file| (file.relative, file.size)).collect();
        assert_eq!(found, [("a".to_owned(), 1), ("b/deep/x".to_owned(), 2), ("c".to_owned(), 0)]);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("a", folder.join("d")).unwrap();
            assert_eq!(walk().unwrap().len(), 4);
            std::os::unix::fs::symlink("..", folder.join("b/up")).unwrap();
            let (path, error) = walk().unwrap_err();
            assert!(path.ends_with("b/up"));
            assert!(error.to_string().contains("link to a folder"), "{error}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
