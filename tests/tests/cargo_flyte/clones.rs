//! Versions and packages follow from the source: not from its folder, and from git only if asked.

use std::path::Path;

use flyte_task_tests::problem::Problem;
use tempfile::TempDir;

use crate::{answer, command, edit, flyte, new_crate, run};

const IMAGE: [&str; 2] = ["--image", "registry.example.com/demo:v1"];

#[test]
fn clones_in_other_folders_give_the_same_package() -> Result<(), Problem> {
    let place = TempDir::new()?;
    let origin = new_crate(place.path(), "demo-clones");
    for words in [["init", "--quiet", "."].as_slice(), &["add", "."], &["commit", "--quiet", "-m", "begin"]] {
        git(&origin, words);
    }
    let (one, other) = (place.path().join("one"), place.path().join("elsewhere/another-name"));
    for clone in [&one, &other] {
        git(place.path(), &["clone", "--quiet", origin.to_str().unwrap(), clone.to_str().unwrap()]);
    }
    let packages = [packaged(&one, &[])?, packaged(&other, &[])?];
    assert_eq!(packages[0], packages[1]);
    // Nor does it matter how and when it is built.
    assert_eq!(packages[0], packaged(&other, &["--force", "--features", ""])?);
    let version = version(&one, &[]);
    assert_eq!(version.len(), 16, "{version}");

    // Layout and comments are nothing; code, images and variables are.
    let source = "src/measure.rs";
    edit(&one, source, "let count =", "// How many?\n    let count  =");
    assert_eq!(self::version(&one, &[]), version);
    assert_ne!(self::version(&one, &["--env", "A=1"]), version);
    assert_eq!(self::version(&one, &["--project", "p", "--domain", "d"]), version);
    edit(&one, source, "at most", "at the most");
    assert_ne!(self::version(&one, &[]), version);
    assert_eq!(self::version(&one, &["--version", "v7"]), "v7");
    Ok(())
}

#[test]
fn git_gives_versions_and_tells_of_changes() -> Result<(), Problem> {
    let place = TempDir::new()?;
    let folder = new_crate(place.path(), "demo-git");
    let ending = flyte(&folder, &["package", "--git-version", IMAGE[0], IMAGE[1]]);
    assert_eq!(ending.code, Some(1), "{ending:?}");
    assert!(ending.stderr.contains("git tells no version of"), "{ending:?}");
    for words in [
        ["init", "--quiet", "."].as_slice(),
        &["add", "."],
        &["commit", "--quiet", "-m", "begin"],
        &["tag", "release/1.0"],
    ] {
        git(&folder, words);
    }
    assert_eq!(version(&folder, &["--git-version"]), "release-1.0");
    // The package that an earlier run left is not a change.
    assert_eq!(version(&folder, &["--git-version"]), "release-1.0");
    std::fs::write(folder.join("src/notes.txt"), "later")?;
    edit(&folder, "src/measure.rs", "// A task", "// Each task");
    let ending = flyte(&folder, &["package", "--json", "--force", "--git-version", IMAGE[0], IMAGE[1]]);
    assert!(ending.stdout.contains(r#""version": "release-1.0-dirty""#), "{ending:?}");
    assert!(ending.stderr.contains("(`src/measure.rs`, `src/notes.txt`)"), "{ending:?}");
    let ending = flyte(&folder, &["package", "--version", "v1", "--git-version"]);
    assert_eq!(ending.code, Some(2), "{ending:?}");
    Ok(())
}

fn packaged(folder: &Path, more: &[&str]) -> Result<Vec<u8>, Problem> {
    answer(folder, &[&["package"], IMAGE.as_slice(), more].concat());
    Ok(std::fs::read(folder.join("flyte-package.tgz"))?)
}

fn version(folder: &Path, more: &[&str]) -> String {
    let said = answer(folder, &[&["package", "--json", "--force"], IMAGE.as_slice(), more].concat());
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    said["version"].as_str().unwrap().to_owned()
}

fn git(folder: &Path, words: &[&str]) {
    let who = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
    let ending = run(command("git", folder).args(who).args(words));
    assert_eq!(ending.code, Some(0), "{words:?}: {ending:?}");
}
