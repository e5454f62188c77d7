//! The Python environment with flytekit, made once under the target folder and shared by all test binaries.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// What the environment holds; a change of this text remakes it.
const REQUIREMENTS: &str = include_str!("../python/requirements.txt");

/// Prints the interpreter's version as `3 11`; valid syntax for every Python that may be found.
const VERSION_PROBE: &str = "import sys; print('%d %d' % sys.version_info[:2])";

const MINIMUM: (u32, u32) = (3, 9);

/// Returns the interpreter of a virtual environment that has flytekit, and makes it on first use.
///
/// Several processes may call this at once: one builds, the others wait for it. An environment that a kill left
/// half made, or that was made for other requirements, is replaced.
///
/// # Panics
/// When there is no usable Python or the packages cannot be installed: the tests that need flytekit must fail then,
/// and say why, instead of passing without having compared anything.
#[expect(clippy::panic, reason = "a missing Python must fail the test that needs it")]
pub fn venv_python() -> PathBuf {
    static READY: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    match READY.get_or_init(|| Venv::in_folder(&target_folder()).ready()) {
        Ok(python) => python.clone(),
        Err(problem) => panic!("the tests against flytekit need a Python environment: {problem}"),
    }
}

/// Returns the folder that holds the workspace's manifest.
pub fn workspace_root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The startup bench is a package deeper.
    package.ancestors().find(|folder| folder.join("Cargo.lock").exists()).unwrap_or(package).to_path_buf()
}

/// Returns the folder that cargo builds into.
pub fn target_folder() -> PathBuf {
    let root = workspace_root();
    // Joining an absolute path replaces the root; a relative one is meant from where cargo was started.
    root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

struct Venv {
    folder: PathBuf,
    lock: PathBuf,
}

impl Venv {
    fn in_folder(target: &Path) -> Self {
        // The lock stands beside the environment, since remaking removes the environment's folder.
        Self { folder: target.join("flytekit-venv"), lock: target.join("flytekit-venv.lock") }
    }

    fn ready(&self) -> Result<PathBuf, String> {
        if let Some(parent) = self.lock.parent() {
            fs::create_dir_all(parent).map_err(|e| said(&format!("cannot make {}", parent.display()), &e))?;
        }
        let lock = File::create(&self.lock)
            .map_err(|e| said(&format!("cannot open {}", self.lock.display()), &e))?;
        // Released by the system when the process ends, however it ends.
        lock.lock().map_err(|e| said(&format!("cannot lock {}", self.lock.display()), &e))?;
        if !self.is_whole() {
            self.remake()?;
        }
        Ok(self.python())
    }

    fn python(&self) -> PathBuf {
        self.folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
    }

    fn stamp(&self) -> PathBuf {
        self.folder.join("made-from-requirements.txt")
    }

    /// The stamp is written last, so it also says that the environment was finished.
    fn is_whole(&self) -> bool {
        // The interpreter is a link: it dangles when the Python it was made with was removed.
        fs::read_to_string(self.stamp()).is_ok_and(|made| made == REQUIREMENTS) && self.python().exists()
    }

    fn remake(&self) -> Result<(), String> {
        let base = find_python()?;
        match fs::remove_dir_all(&self.folder) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(said(&format!("cannot remove the old {}", self.folder.display()), &e));
            }
            _ => {}
        }
        run(
            isolated(Path::new(&base)).args(["-m", "venv"]).arg(&self.folder),
            "the module venv could not make it (on Debian and Ubuntu it comes in the package python3-venv)",
        )?;
        let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/requirements.txt");
        run(
            isolated(&self.python())
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
                .arg(&requirements),
            &format!(
                "pip could not install what {} lists (the package index must be reachable)",
                requirements.display()
            ),
        )?;
        fs::write(self.stamp(), REQUIREMENTS)
            .map_err(|e| said(&format!("cannot write {}", self.stamp().display()), &e))
    }
}

/// Takes the first usable of `$PYTHON`, `python3` and `python`.
fn find_python() -> Result<String, String> {
    let named = env::var("PYTHON").ok().filter(|name| !name.is_empty());
    let candidates = named.into_iter().chain(["python3".to_owned(), "python".to_owned()]);
    let mut refused = Vec::new();
    for candidate in candidates {
        match version_of(&candidate) {
            Ok(version) if version >= MINIMUM => return Ok(candidate),
            Ok((major, minor)) => refused.push(format!("`{candidate}` is Python {major}.{minor}")),
            Err(why) => refused.push(format!("`{candidate}` {why}")),
        }
    }
    let (major, minor) = MINIMUM;
    Err(format!(
        "no Python {major}.{minor} or newer was found: {}; install one, or name it by the environment variable PYTHON",
        refused.join(", ")
    ))
}

fn version_of(python: &str) -> Result<(u32, u32), String> {
    let output = isolated(Path::new(python))
        .args(["-c", VERSION_PROBE])
        .output()
        .map_err(|e| format!("cannot be started ({e})"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut numbers = printed.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if output.status.success() => Ok((major, minor)),
        _ => Err(format!("does not answer like a Python ({})", output.status)),
    }
}

/// Returns a command for `python` that the caller's own Python settings cannot divert.
fn isolated(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.env_remove("PYTHONHOME").env_remove("PYTHONPATH").env_remove("VIRTUAL_ENV");
    command
}

fn run(command: &mut Command, failing_means: &str) -> Result<(), String> {
    let Output { status, stdout, stderr } =
        command.output().map_err(|e| said(&format!("{failing_means}: cannot start {command:?}"), &e))?;
    if status.success() {
        return Ok(());
    }
    Err(format!(
        "{failing_means}\n{command:?} ended with {status}\n{}{}",
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr)
    ))
}

fn said(what: &str, error: &io::Error) -> String {
    format!("{what}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_is_no_python_is_refused_with_the_reason() {
        let problem = version_of("no-such-python-anywhere").unwrap_err();
        assert!(problem.contains("cannot be started"), "{problem}");
    }

    #[test]
    fn an_environment_without_its_stamp_is_not_whole() {
        let folder = env::temp_dir().join(format!("flyte-task-venv-{}", std::process::id()));
        let venv = Venv::in_folder(&folder);
        let python = venv.python();
        fs::create_dir_all(python.parent().unwrap()).unwrap();
        fs::write(&python, "").unwrap();
        assert!(!venv.is_whole(), "nothing says that it was finished");
        fs::write(venv.stamp(), "flytekit==0.0.1\n").unwrap();
        assert!(!venv.is_whole(), "it was made for other requirements");
        fs::write(venv.stamp(), REQUIREMENTS).unwrap();
        assert!(venv.is_whole());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_environment_holds_the_pinned_flytekit() {
        let output = isolated(&venv_python())
            .args(["-c", "import importlib.metadata as m; print('flytekit==' + m.version('flytekit'))"])
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(REQUIREMENTS.lines().any(|line| line == printed.trim()), "{printed}");
    }
}
