//! Golden cases of files, directories and JSON lines.

#![expect(clippy::needless_pass_by_value, reason = "a task owns its inputs")]

use std::fs;

use flyte_task::prelude::*;
use flyte_task::types::JsonLines;
use flyte_task::types::formats::{Csv, FileFormat};
use serde_json::json;

enum Txt {}
impl FileFormat for Txt {
    const NAME: &'static str = "txt";
}

enum Parts {}
impl FileFormat for Parts {
    const NAME: &'static str = "parts";
}

#[task(name = "golden_dev.t28_file_out")]
fn t28_file_out(context: &ExecutionContext, text: String) -> Result<FlyteFile<Txt>, TaskError> {
    let path = context.working_directory()?.join("hello.txt");
    fs::write(&path, text)?;
    Ok(FlyteFile::new(path))
}

#[task(name = "golden_dev.t29_file_in")]
fn t29_file_in(f: FlyteFile, n: i64) -> Result<String, TaskError> {
    Ok(f.read_to_string()?.chars().take(usize::try_from(n)?).collect())
}

#[task(name = "golden_dev.t30_file_passthrough")]
fn t30_file_passthrough(f: FlyteFile<Csv>, remote: String) -> (FlyteFile<Csv>, FlyteFile) {
    (f, FlyteFile::new(remote).with_metadata("owner", "me").with_metadata("k", "v"))
}

#[task(name = "golden_dev.t31_directory")]
fn t31_directory(context: &ExecutionContext, n: i64) -> Result<FlyteDirectory<Parts>, TaskError> {
    let directory = context.working_directory()?.join("outdir");
    fs::create_dir_all(directory.join("sub"))?;
    for i in 0..n {
        let folder = if i % 2 == 1 { directory.join("sub") } else { directory.clone() };
        fs::write(folder.join(format!("{i}.txt")), i.to_string())?;
    }
    Ok(FlyteDirectory::new(directory))
}

#[task(name = "golden_dev.t32_directory_in")]
fn t32_directory_in(d: FlyteDirectory) -> Result<(Vec<String>, FlyteDirectory), TaskError> {
    let mut names = Vec::new();
    for found in d.crawl()? {
        names.push(found?.1.name().to_owned());
    }
    names.sort();
    Ok((names, FlyteDirectory::new("s3://bucket/elsewhere/")))
}

#[task(name = "golden_dev.t43_jsonl")]
fn t43_jsonl(n: i64) -> Result<JsonLines, TaskError> {
    Ok(JsonLines::store((0..n).map(|i| json!({ "i": i })))?)
}
