//! Tasks that hand on the files and directories that they are given, or make new ones of them; `python/files.py` tells
//! their types.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};

use flyte_task::prelude::*;
use flyte_task::types::JsonLines;
use flyte_task::types::formats::{Csv, Jsonl};

#[derive(FlyteType)]
struct Bundle {
    file: FlyteFile,
    table: FlyteFile<Csv>,
    directory: FlyteDirectory,
    several: Vec<FlyteFile>,
    named: BTreeMap<String, FlyteFile<Csv>>,
    maybe: Option<FlyteFile>,
    #[flyte(default)]
    other: Option<FlyteDirectory>,
}

#[derive(FlyteType)]
enum Anything {
    File(FlyteFile),
    Directory(FlyteDirectory),
    Count(i64),
    Nothing,
}

#[task]
fn returned(
    a: Vec<FlyteFile<Csv>>,
    b: BTreeMap<String, FlyteDirectory>,
    c: Vec<Anything>,
    d: Bundle,
) -> (Vec<FlyteFile<Csv>>, BTreeMap<String, FlyteDirectory>, Vec<Anything>, Bundle) {
    (a, b, c, d)
}

#[task]
fn copied(
    context: &ExecutionContext,
    a: FlyteFile,
    b: FlyteDirectory,
    c: JsonLines,
    d: Bundle,
) -> Result<(FlyteFile, FlyteDirectory, JsonLines, Bundle), TaskError> {
    let folder = context.working_directory()?.join("copies");
    let file = folder.join("a b.txt");
    a.download_to(&file)?;
    let directory = FlyteDirectory::new_remote_dir()?;
    for found in b.crawl()? {
        let (path, file) = found?;
        let mut copy = directory.new_file(&path)?;
        io::copy(&mut file.open()?, &mut copy)?;
        copy.finish()?;
    }
    let mut lines = FlyteFile::<Jsonl>::new_remote_file("lines.jsonl")?;
    for value in c.values()? {
        writeln!(lines, "{}", value?)?;
    }
    let copy = |name: &str, file: &FlyteFile| -> Result<FlyteFile, TaskError> {
        let target = folder.join(name);
        fs::copy(file.path()?, &target)?;
        Ok(FlyteFile::new(target))
    };
    let bundle = Bundle {
        file: copy("file", &d.file)?.with_metadata("copied", "yes"),
        table: copy("table.csv", &d.table.with_format())?.with_format(),
        directory: FlyteDirectory::new(d.directory.path()?),
        several: (1..)
            .zip(&d.several)
            .map(|(number, file)| copy(&format!("{number}.txt"), file))
            .collect::<Result<_, _>>()?,
        named: d.named,
        maybe: d.maybe.map(|file| copy("maybe", &file)).transpose()?,
        other: d.other,
    };
    Ok((FlyteFile::new(file), directory, JsonLines::from(lines.finish()?), bundle))
}
