//! A task binary for tests of runs: cached tasks, tasks that tell of their process, tasks that move data.
//!
//! Each cached task adds a line to the file that `RUNS` names when it really runs.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use flyte_task::prelude::*;
use flyte_task::storage::{Entry, RawOutputs, StorageError};
use serde_json::{Value, json};

#[task]
fn sum(a: i64, b: i64) -> i64 {
    a + b
}

/// The most memory that this process took so far, in KiB.
#[task]
fn peak() -> Result<i64, TaskError> {
    Ok(status("VmHWM:")?.trim_end_matches(" kB").parse()?)
}

/// How many threads this process has.
#[task]
fn threads() -> Result<String, TaskError> {
    Ok(status("Threads:")?)
}

#[task]
async fn threads_async() -> Result<String, TaskError> {
    Ok(std::future::ready(status("Threads:")).await?)
}

#[task(cache = true, cache_version = "1")]
fn square(x: i64) -> Result<i64, TaskError> {
    ran("square")?;
    Ok(x * x)
}

#[task(cache = true, cache_version = "2")]
fn cube(x: i64) -> Result<i64, TaskError> {
    ran("cube")?;
    Ok(x * x * x)
}

#[task(cache = true, cache_version = "1", cache_ignore_input_vars("note"))]
fn noted(x: i64, note: String) -> Result<String, TaskError> {
    ran("noted")?;
    Ok(format!("{x} {note}"))
}

/// Equal runs at the same time wait for the first one's outputs.
#[task(cache = true, cache_version = "1", cache_serialize = true)]
fn one_by_one(x: i64) -> Result<i64, TaskError> {
    ran("one_by_one")?;
    std::thread::sleep(std::time::Duration::from_millis(50));
    Ok(x)
}

/// Leaves a file and points to it.
#[task(cache = true, cache_version = "1")]
fn leave(path: String) -> Result<Value, TaskError> {
    ran("leave")?;
    fs::write(&path, "left")?;
    Ok(json!({ "path": path }))
}

/// Reads a file that it is pointed to.
#[task(cache = true, cache_version = "1")]
fn look(at: Value) -> Result<String, TaskError> {
    ran("look")?;
    Ok(fs::read_to_string(at.get("path").and_then(Value::as_str).ok_or("there is no path")?)?)
}

#[task(cache = true, cache_version = "1")]
fn refuse(x: i64) -> Result<i64, TaskError> {
    ran("refuse")?;
    Err(format!("{x} is refused").into())
}

/// Many numbers that are all the same, beside them a raw output of as many bytes; `number` does not count, so that
/// every run has the same place in the cache.
#[task(cache = true, cache_version = "1", cache_ignore_input_vars("number"))]
fn fill(number: i64, context: &ExecutionContext) -> Result<Vec<i64>, TaskError> {
    ran("fill")?;
    if let Some(prefix) = context.raw_output_prefix() {
        let bytes = number.to_le_bytes().repeat(20_000);
        context.storage().write(&RawOutputs::new(prefix).named("filled"), &[&bytes])?;
    }
    Ok(vec![number; 20_000])
}

/// Takes a file or a folder here, and gives it back as a raw output of the same content.
///
/// # Returns
/// where it is, its size in bytes or the number of its files, and the most memory that the process took, in KiB
#[task]
fn carry(from: String, is_folder: bool, context: &ExecutionContext) -> Result<(String, u64, u64), TaskError> {
    let prefix = context.raw_output_prefix().ok_or("there is no place for raw outputs")?;
    let (storage, raw) = (context.storage(), RawOutputs::new(prefix));
    let here = context.working_directory()?.join("here");
    let (to, size) = if is_folder {
        storage.download_dir(&from, &here)?;
        let to = raw.folder();
        storage.upload_dir(&here, &to)?;
        let files = storage.walk(&to)?.collect::<Result<Vec<Entry>, StorageError>>()?;
        (to, files.len() as u64)
    } else {
        storage.download(&from, &here)?;
        let to = raw.file("carried");
        storage.upload(&here, &to)?;
        // Once more as a stream, since tasks read so too.
        (to.clone(), io::copy(&mut storage.open(&to)?, &mut io::sink())?)
    };
    Ok((to, size, u64::try_from(peak()?)?))
}

/// A line of what the system says of this process.
fn status(line: &str) -> io::Result<String> {
    let mut text = String::new();
    fs::File::open("/proc/self/status")?.read_to_string(&mut text)?;
    let found = text.lines().find_map(|found| found.strip_prefix(line));
    found.map(|value| value.trim().to_owned()).ok_or_else(|| io::Error::other(format!("no line {line}")))
}

fn ran(task: &str) -> io::Result<()> {
    let Some(path) = std::env::var_os("RUNS").map(PathBuf::from) else { return Ok(()) };
    append(&path, task)
}

/// In one piece, so that lines of many processes do not mix.
fn append(path: &Path, line: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(format!("{line}\n").as_bytes())
}

flyte_task::main!();
