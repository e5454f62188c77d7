//! Files and directories: `cargo run -p files -- run count --text README.md`; a URI is as good as a path.
//!
//! On Flyte the texts lie in object stores: build with `--features s3`, `gcs` or `azure` of flyte-task.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};

use flyte_task::prelude::*;
use flyte_task::types::formats::{Csv, FileFormat};

/// A format of one's own.
enum Text {}

impl FileFormat for Text {
    const NAME: &'static str = "txt";
}

/// Counts the words of a text; the text is read as it arrives.
///
/// # Returns
/// a table of words and how often each occurs
#[task]
fn count(text: FlyteFile<Text>) -> Result<FlyteFile<Csv>, TaskError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for line in BufReader::new(text.open()?).lines() {
        for word in words(&line?) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut table = FlyteFile::new_remote_file("words.csv")?;
    for (word, count) in counts {
        writeln!(table, "{word},{count}")?;
    }
    Ok(table.finish()?)
}

/// Splits a text into paragraphs.
///
/// # Returns
/// a directory with a file for each
#[task]
fn split(context: &ExecutionContext, text: FlyteFile<Text>) -> Result<FlyteDirectory<Text>, TaskError> {
    // What lies in a folder of this machine is stored when the task returns it.
    let folder = context.working_directory()?.join("paragraphs");
    std::fs::create_dir(&folder)?;
    let text = text.read_to_string()?;
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    for (number, paragraph) in paragraphs.enumerate() {
        std::fs::write(folder.join(format!("{number:03}.txt")), paragraph)?;
    }
    Ok(FlyteDirectory::new(folder))
}

/// Finds the largest of some files, wherever they lie.
#[task]
fn largest(files: FlyteDirectory<Text>) -> Result<FlyteFile, TaskError> {
    let mut largest: Option<(usize, FlyteFile)> = None;
    for found in files.crawl()? {
        let (_, file) = found?;
        let size = file.read()?.len();
        if largest.as_ref().is_none_or(|(most, _)| size > *most) {
            largest = Some((size, file));
        }
    }
    // It goes on as it is: nothing is stored anew.
    largest.map(|(_, file)| file).ok_or_else(|| TaskError::from("there are no files"))
}

fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

flyte_task::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_on_files_are_plain_functions() -> Result<(), TaskError> {
        let mut text = FlyteFile::new_remote_file("text.txt")?;
        write!(text, "To be, or not to be")?;
        let counts = count(text.finish()?)?.read_to_string()?;
        assert_eq!(counts, "be,2\nnot,1\nor,1\nto,2\n");
        Ok(())
    }
}
