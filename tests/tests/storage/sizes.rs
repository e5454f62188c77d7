//! How much memory large objects and large folders take, measured on processes of their own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use flyte_task::storage::Storage;
use flyte_task_tests::place::files_below;
use flyte_task_tests::s3::PRIVATE;
use tempfile::TempDir;

use crate::{MIB, bytes, owner, server};

/// The sizes of the goal, 1 GiB and 10,000 files, take a minute; the smaller ones prove the same bounds.
fn is_full() -> bool {
    std::env::var_os("FLYTE_TASK_TESTS_FULL").is_some()
}

#[test]
fn thousands_of_files_go_there_and_back() {
    let here = TempDir::new().unwrap();
    let mut files = BTreeMap::new();
    for number in 0..if is_full() { 10_000 } else { 2_000 } {
        let name = format!("{:02}/{number}.txt", number % 100);
        let path = here.path().join(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, number.to_string()).unwrap();
        files.insert(name, number.to_string().into_bytes());
    }
    let uri = format!("s3://{PRIVATE}/many");
    let peak = moved("upload_dir", here.path(), &uri);
    assert!(peak < 200, "{peak} MiB");
    let back = TempDir::new().unwrap();
    let peak = moved("download_dir", back.path(), &uri);
    assert!(peak < 200, "{peak} MiB");
    assert!(files_below(back.path()).unwrap() == files);
}

#[test]
fn large_objects_move_within_200_mebibytes_of_memory() {
    let here = TempDir::new().unwrap();
    let from = here.path().join("from");
    let mut file = File::create(&from).unwrap();
    let block = bytes(MIB);
    for number in 0_u32..if is_full() { 1024 } else { 384 } {
        file.write_all(&number.to_le_bytes()).unwrap();
        file.write_all(&block[4..]).unwrap();
    }
    let uri = format!("s3://{PRIVATE}/large");
    let peak = moved("upload", &from, &uri);
    assert!(peak < 200, "{peak} MiB");
    let to = here.path().join("to");
    let peak = moved("download", &to, &uri);
    assert!(peak < 200, "{peak} MiB");
    assert!(same(&from, &to));
    let uri = format!("s3://{PRIVATE}/eighth");
    owner().write(&uri, &[&bytes(128 * MIB)]).unwrap();
    let peak = moved("open", &to, &uri);
    assert!(peak < 100, "{peak} MiB");
}

fn same(one: &Path, other: &Path) -> bool {
    let (mut one, mut other) = (File::open(one).unwrap(), File::open(other).unwrap());
    let (mut a, mut b) = (vec![0; MIB], vec![0; MIB]);
    loop {
        match one.read_exact(&mut a) {
            Ok(()) if other.read_exact(&mut b).is_ok() && a == b => {}
            Ok(()) => return false,
            Err(_) => return other.read(&mut b).unwrap() == 0,
        }
    }
}

/// Moves something in a process of its own, and returns the most memory that it held, in MiB.
fn moved(verb: &str, path: &Path, uri: &str) -> u64 {
    let begun = Instant::now();
    let output = mover(verb, path, uri).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}\n{}", String::from_utf8_lossy(&output.stderr));
    let peak = printed.split("peak=").nth(1).unwrap().split(' ').next().unwrap();
    println!("{verb} {uri}: {peak} KiB, {:.1} s", begun.elapsed().as_secs_f32());
    peak.parse::<u64>().unwrap() / 1024
}

/// A process that is this test binary, set to run [`a_process_that_moves_what_it_is_told`].
pub(crate) fn mover(verb: &str, path: &Path, uri: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "sizes::a_process_that_moves_what_it_is_told", "--nocapture"]);
    command.env("STORAGE_TEST_MOVE", verb).env("STORAGE_TEST_PATH", path).env("STORAGE_TEST_URI", uri);
    command.envs(server().variables());
    command
}

/// Does nothing unless started by [`mover`].
#[test]
fn a_process_that_moves_what_it_is_told() {
    let Ok(verb) = std::env::var("STORAGE_TEST_MOVE") else { return };
    let path = std::env::var("STORAGE_TEST_PATH").unwrap();
    let uri = std::env::var("STORAGE_TEST_URI").unwrap();
    let storage = Storage::new();
    match verb.as_str() {
        "upload" => storage.upload(path, &uri).unwrap(),
        "download" => storage.download(&uri, path).unwrap(),
        "upload_dir" => storage.upload_dir(path, &uri).unwrap(),
        "download_dir" => storage.download_dir(&uri, path).unwrap(),
        "open" => assert!(io::copy(&mut storage.open(&uri).unwrap(), &mut io::sink()).unwrap() > 0),
        other => panic!("{other}?"),
    }
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("peak={} ", peak.trim().strip_suffix(" kB").unwrap());
}
