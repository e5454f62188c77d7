//! Whole processes that move data of all sizes through a task, by the same test on local files and on an S3 server.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers stop a test where it cannot go on, and say what was measured"
)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task::storage::Storage;
use flyte_task::types::from_literal;
use flyte_task_tests::place::files_below;
use flyte_task_tests::random::Random;
use flyte_task_tests::s3::{PRIVATE, S3Server};
use tempfile::TempDir;

const MIB: usize = 1024 * 1024;

/// The most memory that a task's process may take, in KiB.
const MOST: u64 = 200 * 1024;

/// The sizes of the goal, 1 GiB and 10,000 files, take minutes; the smaller ones prove the same bounds.
fn is_full() -> bool {
    std::env::var_os("FLYTE_TASK_TESTS_FULL").is_some()
}

/// A place for a task's data: where, and how to reach it.
struct Site {
    prefix: String,
    variables: Vec<(String, String)>,
    _folder: Option<TempDir>,
}

impl Site {
    fn local() -> Self {
        let folder = TempDir::with_prefix("flyte-task-end-to-end-").unwrap();
        let prefix = format!("file://{}", folder.path().display());
        Self { prefix, variables: Vec::new(), _folder: Some(folder) }
    }

    fn s3(name: &str) -> Self {
        static SERVER: OnceLock<S3Server> = OnceLock::new();
        let server = SERVER.get_or_init(|| S3Server::start().unwrap());
        Self { prefix: format!("s3://{PRIVATE}/{name}"), variables: server.variables(), _folder: None }
    }

    fn storage(&self) -> Storage {
        Storage::with_variables(self.variables.clone())
    }

    fn uri(&self, name: &str) -> String {
        format!("{}/{name}", self.prefix)
    }

    /// Runs the task `carry` as a container would, everything it reads and writes being here.
    fn run(&self, from: &str, is_folder: bool) -> Output {
        let storage = self.storage();
        let inputs: LiteralMap =
            [("from", Literal::string(from)), ("is_folder", Literal::boolean(is_folder))]
                .into_iter()
                .collect();
        storage.write(&self.uri("inputs.pb"), &[&inputs.encode_to_vec()]).unwrap();
        for left in ["out/outputs.pb", "out/error.pb"] {
            storage.delete(&self.uri(left)).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_local-tasks"));
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("FLYTE_") || name.starts_with("_F_")) {
                command.env_remove(name);
            }
        }
        command.args(["execute", "--inputs", &self.uri("inputs.pb"), "--output-prefix", &self.uri("out")]);
        command.args(["--raw-output-data-prefix", &self.uri("raw"), "--"]);
        command.args(["task-module", "local_tasks", "task-name", "carry"]).envs(self.variables.clone());
        command.stdin(Stdio::null()).output().unwrap()
    }

    /// Runs the task. Returns where it left its copy, and how large it says that is.
    fn carry(&self, from: &str, is_folder: bool) -> (String, u64) {
        let storage = self.storage();
        let begun = Instant::now();
        let output = self.run(from, is_folder);
        assert!(output.status.success(), "{output:?}");
        let bytes = storage.read(&self.uri("out/outputs.pb")).unwrap_or_else(|error| {
            let failed = storage.read(&self.uri("out/error.pb")).unwrap_or_default();
            panic!("{error}: {output:?} {}", String::from_utf8_lossy(&failed))
        });
        let outputs = LiteralMap::decode(bytes.as_slice()).unwrap();
        let of = |name: &str| outputs.literals[name].encode_to_vec();
        let to: String = from_literal(&of("o0"), &storage).unwrap();
        let size: u64 = from_literal(&of("o1"), &storage).unwrap();
        let peak: u64 = from_literal(&of("o2"), &storage).unwrap();
        println!("{from}: {peak} KiB, {:.1} s", begun.elapsed().as_secs_f32());
        assert!(peak < MOST, "{from}: {peak} KiB");
        assert!(to.starts_with(&self.uri("raw/")), "{to}");
        (to, size)
    }
}

/// A file of that size, none of its parts like another.
fn write_file(path: &Path, size: usize) {
    let mut random = Random::seeded(size as u64);
    let block: Vec<u8> = (0..MIB / 8).flat_map(|_| random.bits().to_le_bytes()).collect();
    let mut file = File::create(path).unwrap();
    let mut left = size;
    for number in 0_u64.. {
        let take = left.min(MIB);
        let mut piece = block[..take].to_vec();
        for (byte, mark) in piece.iter_mut().zip(number.to_le_bytes()) {
            *byte ^= mark;
        }
        file.write_all(&piece).unwrap();
        left -= take;
        if left == 0 {
            return;
        }
    }
}

fn assert_same(path: &Path, storage: &Storage, uri: &str) {
    let (mut one, mut other) = (File::open(path).unwrap(), storage.open(uri).unwrap());
    let (mut a, mut b) = (vec![0; MIB], vec![0; MIB]);
    loop {
        let read = one.read(&mut a).unwrap();
        if read == 0 {
            assert_eq!(other.read(&mut b).unwrap(), 0, "{uri} goes on");
            return;
        }
        other.read_exact(&mut b[..read]).unwrap();
        assert!(a[..read] == b[..read], "{uri} differs");
    }
}

fn files_go_through(site: &Site) {
    let here = TempDir::new().unwrap();
    let file = here.path().join("file");
    for size in [1, 64 * MIB, if is_full() { 1024 * MIB } else { 256 * MIB }] {
        write_file(&file, size);
        let from = site.uri("from.bin");
        site.storage().upload(&file, &from).unwrap();
        let (to, told) = site.carry(&from, false);
        assert_eq!(told, size as u64);
        assert_same(&file, &site.storage(), &to);
    }
}

fn a_folder_goes_through(site: &Site) {
    let count = if is_full() { 10_000 } else { 1_000 };
    let here = TempDir::new().unwrap();
    for number in 0..count {
        let path = here.path().join(format!("{:02}/{number}.txt", number % 100));
        fs::create_dir_all(path.parent().unwrap())
            .and_then(|()| fs::write(path, number.to_string()))
            .unwrap();
    }
    let from = site.uri("from");
    site.storage().upload_dir(here.path(), &from).unwrap();
    let (to, told) = site.carry(&from, true);
    assert_eq!(told, count);
    let back = TempDir::new().unwrap();
    site.storage().download_dir(&to, back.path()).unwrap();
    assert!(files_below(back.path()).unwrap() == files_below(here.path()).unwrap());
}

#[test]
fn files_go_through_a_task_here() {
    files_go_through(&Site::local());
}

#[test]
fn files_go_through_a_task_on_s3() {
    files_go_through(&Site::s3("files"));
}

#[test]
fn a_folder_goes_through_a_task_here() {
    a_folder_goes_through(&Site::local());
}

#[test]
fn a_folder_goes_through_a_task_on_s3() {
    a_folder_goes_through(&Site::s3("folder"));
}

#[test]
fn what_is_not_there_is_the_tasks_failure_and_leaves_no_outputs() {
    for site in [Site::local(), Site::s3("nothing")] {
        let storage = site.storage();
        // Flyte reads the error file of a process that ended well.
        assert!(site.run(&site.uri("gone"), false).status.success());
        assert!(!storage.exists(&site.uri("out/outputs.pb")).unwrap());
        assert!(storage.exists(&site.uri("out/error.pb")).unwrap());
    }
}

/// A sync task needs no thread but the process's own and the one that sleeps until Kubernetes asks the process to end;
/// an async one neither.
#[test]
fn no_thread_is_started_that_a_task_does_not_need() {
    for task in ["threads", "threads_async"] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("inputs.pb"), b"").unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let status = Command::new(env!("CARGO_BIN_EXE_local-tasks"))
            .args(["execute", "--inputs", &path("inputs.pb"), "--output-prefix", &path("out"), "--"])
            .args(["task-module", "local_tasks", "task-name", task])
            .status()
            .unwrap();
        assert!(status.success());
        let outputs = LiteralMap::decode(fs::read(path("out/outputs.pb")).unwrap().as_slice()).unwrap();
        let threads: String = from_literal(&outputs.literals["o0"].encode_to_vec(), &Storage::new()).unwrap();
        assert_eq!(threads, "2", "{task}");
    }
}
