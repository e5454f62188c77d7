//! The local cache by real processes: what is found again, what is not, and what the switches do.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers stop a test where it cannot go on"
)]

mod killing;
mod sharing;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flyte_task_tests::place::files_below;
use tempfile::TempDir;

/// A user's cache folder, and a file in which tasks note that they ran.
pub(crate) struct Home {
    folder: TempDir,
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) answer: String,
    pub(crate) notes: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::with_prefix("flyte-task-home-").unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.path("flyte-task/local-cache")
    }

    /// The results that are kept, by their names.
    pub(crate) fn results(&self) -> Vec<String> {
        let cache = self.cache();
        let files = if cache.exists() { files_below(&cache).unwrap() } else { Default::default() };
        files.into_keys().filter(|name| name.len() == 65 && !name.contains('.')).collect()
    }

    /// The tasks that really ran.
    pub(crate) fn runs(&self) -> Vec<String> {
        let runs = fs::read_to_string(self.path("runs")).unwrap_or_default();
        runs.lines().map(str::to_owned).collect()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_local-tasks"));
        command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("FLYTE_") || name.starts_with("_F_")) {
                command.env_remove(name);
            }
        }
        command.env("XDG_CACHE_HOME", self.folder.path()).env("RUNS", self.path("runs"));
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        Ran::of(self.command(words))
    }
}

impl Ran {
    pub(crate) fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            answer: text(output.stdout).trim_end().to_owned(),
            notes: text(output.stderr),
        }
    }

    /// Whether it said that the outputs came from the cache.
    pub(crate) fn was_cached(&self) -> bool {
        self.notes.contains("was not run")
    }
}

#[test]
fn a_result_is_found_again_by_what_counts() {
    let home = Home::new();
    let first = home.run(&["run", "square", "--x", "12"]);
    assert_eq!((first.code, first.answer.as_str(), first.was_cached()), (Some(0), "144", false), "{first:?}");
    let again = home.run(&["run", "square", "--x", "12", "--json"]);
    assert_eq!((again.code, again.answer.as_str(), again.was_cached()), (Some(0), r#"{"o0":144}"#, true));
    assert!(again.notes.contains("local_tasks.square was not run"), "{again:?}");
    assert!(again.notes.contains("FLYTE_LOCAL_CACHE_OVERWRITE"), "it says how to run it anew: {again:?}");
    for (task, answer) in [("square", "169"), ("cube", "2197"), ("sum", "26")] {
        let inputs: &[&str] = if task == "sum" { &["--a", "13", "--b", "13"] } else { &["--x", "13"] };
        let words = [&["run", task], inputs].concat();
        assert_eq!(home.run(&words).answer, answer);
        assert_eq!(
            home.run(&words).was_cached(),
            task != "sum",
            "only tasks with a cache version are cached"
        );
    }
    assert_eq!(home.runs(), ["square", "square", "cube"]);
    assert_eq!(home.results().len(), 3);
}

#[test]
fn ignored_inputs_do_not_count() {
    let home = Home::new();
    let run = |x, note| home.run(&["run", "noted", "--x", x, "--note", note]);
    assert_eq!(run("1", "first").answer, "1 first");
    let second = run("1", "second");
    assert!(second.was_cached());
    assert_eq!(second.answer, "1 first");
    assert_eq!(run("2", "second").answer, "2 second");
}

#[test]
fn switches_turn_it_off_and_past_results_over() {
    let home = Home::new();
    let with = |name, value| {
        let mut command = home.command(&["run", "square", "--x", "3"]);
        command.env(name, value);
        Ran::of(command)
    };
    for off in ["false", "0", "Off", "no"] {
        assert!(!with("FLYTE_LOCAL_CACHE_ENABLED", off).was_cached());
    }
    assert!(home.results().is_empty() && !home.cache().exists());
    assert!(!with("FLYTE_LOCAL_CACHE_ENABLED", "true").was_cached());
    assert!(with("FLYTE_LOCAL_CACHE_ENABLED", "1").was_cached());
    assert!(with("FLYTE_LOCAL_CACHE_OVERWRITE", "false").was_cached());
    assert_eq!(home.runs().len(), 5);
    for overwrite in ["true", "1"] {
        assert!(!with("FLYTE_LOCAL_CACHE_OVERWRITE", overwrite).was_cached());
    }
    assert_eq!((home.runs().len(), home.results().len()), (7, 1));
}

#[test]
fn failures_are_not_kept() {
    let home = Home::new();
    for _ in 0..2 {
        assert_eq!(home.run(&["run", "refuse", "--x", "1"]).code, Some(1));
    }
    assert_eq!((home.runs().len(), home.results().len()), (2, 0));
}

#[test]
fn a_damaged_file_is_said_and_moved_aside_and_the_run_goes_on() {
    let home = Home::new();
    home.run(&["run", "square", "--x", "5"]);
    let kept = home.cache().join(&home.results()[0]);
    let mut bytes = fs::read(&kept).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&kept, &bytes).unwrap();
    let ran = home.run(&["run", "square", "--x", "5"]);
    assert_eq!((ran.code, ran.answer.as_str(), ran.was_cached()), (Some(0), "25", false), "{ran:?}");
    assert!(ran.notes.contains("is damaged (its checksum is wrong) and was moved to"), "{ran:?}");
    let aside = files_below(&home.cache().join("damaged")).unwrap();
    assert_eq!(aside.into_values().collect::<Vec<_>>(), [bytes]);
    assert!(home.run(&["run", "square", "--x", "5"]).was_cached());
}

#[test]
fn a_folder_that_cannot_be_is_said_and_the_run_goes_on() {
    let home = Home::new();
    // Below a regular file nothing can be made, not even by root.
    fs::write(home.path("flyte-task"), "").unwrap();
    let ran = home.run(&["run", "square", "--x", "6"]);
    assert_eq!((ran.code, ran.answer.as_str()), (Some(0), "36"), "{ran:?}");
    assert!(ran.notes.contains("could not be kept in the local cache"), "{ran:?}");
    assert!(ran.notes.contains(home.cache().to_str().unwrap()), "it names the folder: {ran:?}");
}

#[test]
fn a_result_goes_with_the_file_that_it_points_to() {
    let home = Home::new();
    let file = home.path("left");
    let run = || home.run(&["run", "leave", "--path", file.to_str().unwrap()]);
    assert!(!run().was_cached() && run().was_cached());
    fs::remove_file(&file).unwrap();
    assert!(!run().was_cached());
    assert_eq!(fs::read_to_string(&file).unwrap(), "left");
}

#[test]
fn a_file_that_was_changed_is_read_anew() {
    let home = Home::new();
    let file = home.path("data");
    let at = format!(r#"{{"path": "{}"}}"#, file.display());
    let run = || home.run(&["run", "look", "--at", &at]);
    fs::write(&file, "first").unwrap();
    assert_eq!((run().answer.as_str(), run().was_cached()), ("first", true));
    fs::write(&file, "other words").unwrap();
    assert_eq!(run().answer, "other words");
}

#[test]
fn clear_forgets_all() {
    let home = Home::new();
    let clear = || home.run(&["local-cache", "clear"]);
    let cleared = clear();
    assert_eq!(cleared.code, Some(0));
    assert!(cleared.answer.starts_with("removed 0 results"), "{cleared:?}");
    for x in ["1", "2", "3"] {
        home.run(&["run", "square", "--x", x]);
    }
    let cleared = clear();
    assert!(cleared.answer.starts_with("removed 3 results ("), "{cleared:?}");
    assert!(cleared.answer.ends_with(home.cache().to_str().unwrap()), "{cleared:?}");
    assert_eq!(fs::read_dir(home.path("flyte-task")).unwrap().count(), 0, "nothing stays");
    assert!(!home.run(&["run", "square", "--x", "1"]).was_cached());
    assert_eq!(home.run(&["local-cache"]).code, Some(2));
}

#[test]
fn a_container_keeps_nothing() {
    let home = Home::new();
    let place = flyte_task_tests::place::Place::with_inputs(&sevens()).unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (inputs, outputs) = (path(&place.inputs()), path(&place.output_prefix()));
    let task = ["--", "task-module", "local_tasks", "task-name", "square"];
    let words = [&["execute", "--inputs", &inputs, "--output-prefix", &outputs], &task[..]].concat();
    assert_eq!(home.run(&words).code, Some(0));
    assert!(place.outputs().exists() && !home.cache().exists());
}

/// The inputs file with `x` as 7.
fn sevens() -> Vec<u8> {
    use flyte_idl::core::{Literal, LiteralMap};
    use flyte_idl::prost::Message;
    [("x", Literal::integer(7))].into_iter().collect::<LiteralMap>().encode_to_vec()
}
