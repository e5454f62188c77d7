//! What tasks cost whoever compiles them: crates of tasks against crates of plain fns, and of serde's structs.
//!
//! `cargo bench --profile dev -p flyte-task-tests --bench compile_time [-- COUNT ..] [--runs N]` writes crates of so many items each
//! (100 and 300 if nothing is said), builds each in every way, and prints seconds of processor time, the least of N
//! runs. Times are those of the crate itself: what it depends on is built before. Only ratios within one run mean
//! something, since machines differ. (`--profile dev` only saves building the bench itself with all optimizations.)

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench prints, and stops at the first thing that is not as it should be"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use flyte_task_tests::python::{target_folder, workspace_root};

/// What a crate is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Fns, structs and enums without any macro.
    Plain,
    /// The same as tasks and Flyte types.
    Tasks,
    /// So many structs with serde's two derives.
    Serde,
}

const KINDS: [Kind; 3] = [Kind::Plain, Kind::Tasks, Kind::Serde];

/// How many structs there are beside the fns, and as many enums.
const TYPES: usize = 20;

/// How often a program is started.
const STARTS: usize = 301;

/// What was measured of one crate, in seconds and bytes.
#[derive(Debug, Default, Clone, Copy)]
struct Cost {
    check: f64,
    build: f64,
    release: f64,
    top: f64,
    bottom: f64,
    bytes: u64,
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut counts, mut runs) = (Vec::new(), 2);
    while let Some(argument) = arguments.next() {
        if argument == "--runs" {
            runs = arguments.next().and_then(|runs| runs.parse().ok()).expect("--runs takes a number");
        } else {
            counts.push(argument.parse::<usize>().expect("an argument is the number of items of a crate"));
        }
    }
    if counts.is_empty() {
        counts = vec![100, 300];
    }
    let bench = Bench::new(&counts);
    println!("seconds of processor time, the least of {runs} runs; edits: `check` again, incremental");
    println!(
        "{:<12} {:>8} {:>8} {:>8} {:>10} {:>12} {:>10}",
        "", "check", "build", "release", "edit top", "edit bottom", "KiB"
    );
    let mut costs: Vec<(Kind, usize, Cost)> = Vec::new();
    for &count in &counts {
        for kind in KINDS {
            let cost = bench.cost(kind, count, runs);
            println!(
                "{:<12} {:>8.2} {:>8.2} {:>8.2} {:>10.2} {:>12.2} {:>10.0}",
                format!("{count} {kind:?}").to_lowercase(),
                cost.check,
                cost.build,
                cost.release,
                cost.top,
                cost.bottom,
                cost.bytes as f64 / 1024.0
            );
            costs.push((kind, count, cost));
        }
    }
    for &count in &counts {
        let of = |wanted: Kind| costs.iter().find(|(kind, n, _)| *kind == wanted && *n == count).unwrap().2;
        let (plain, tasks, serde) = (of(Kind::Plain), of(Kind::Tasks), of(Kind::Serde));
        println!(
            "{count} tasks over plain fns: check {:+.2} s, build {:+.2} s, release {:+.2} s; over serde's structs: check \
             x{:.2}, build x{:.2}, release x{:.2}",
            tasks.check - plain.check,
            tasks.build - plain.build,
            tasks.release - plain.release,
            (tasks.check - plain.check) / (serde.check - plain.check),
            (tasks.build - plain.build) / (serde.build - plain.build),
            (tasks.release - plain.release) / (serde.release - plain.release),
        );
    }
    if let [few, .., many] = counts.as_slice() {
        let bytes = |count: usize| {
            let (.., cost) = costs.iter().find(|(kind, n, _)| *kind == Kind::Tasks && *n == count).unwrap();
            cost.bytes as f64
        };
        println!(
            "a task takes {:.0} bytes of a stripped binary",
            (bytes(*many) - bytes(*few)) / (many - few) as f64
        );
    }
    for &count in &counts {
        let [none, all] = bench.starts(count);
        println!(
            "to start with {count} tasks and find them takes {:.3} ms more than with none, which takes {:.3} ms (medians \
             of {STARTS}; the fastest of each: {:.3} ms more than {:.3} ms)",
            (all.median - none.median) * 1e3,
            none.median * 1e3,
            (all.least - none.least) * 1e3,
            none.least * 1e3,
        );
    }
}

/// The folder of the crates, which are one workspace.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    /// Writes the crates, and builds what they depend on.
    fn new(counts: &[usize]) -> Self {
        let bench = Self { folder: target_folder().join("compile-time") };
        let mut members = vec!["\"warm\"".to_owned()];
        bench.write("warm/Cargo.toml", &manifest("warm"));
        bench.write(
            "warm/src/main.rs",
            "//! Names what the crates depend on, and has no tasks.\nuse serde as _;\nfn main() {\n    \
             assert!(flyte_task::task::tasks().is_empty());\n}\n",
        );
        for &count in counts {
            for kind in KINDS {
                let name = name(kind, count);
                members.push(format!("\"{name}\""));
                bench.write(&format!("{name}/Cargo.toml"), &manifest(&name));
                bench.write(&format!("{name}/src/lib.rs"), &source(kind, count));
                bench.write(&format!("{name}/src/main.rs"), &main_of(&name, kind));
            }
        }
        bench.write(
            "Cargo.toml",
            &format!(
                "[workspace]\nresolver = \"3\"\nmembers = [{}]\n[profile.release]\nstrip = true\n",
                members.join(", ")
            ),
        );
        fs::copy(workspace_root().join("Cargo.lock"), bench.folder.join("Cargo.lock")).unwrap();
        for arguments in [&["check"][..], &["build"], &["build", "--release"]] {
            bench.cargo(arguments, "warm", false);
        }
        bench
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn cost(&self, kind: Kind, count: usize, runs: usize) -> Cost {
        let name = name(kind, count);
        let source = source(kind, count);
        let file = format!("{name}/src/lib.rs");
        let least = |arguments: &[&str], incremental: bool, edit: &dyn Fn(usize) -> String| {
            let times = (0..runs).map(|run| {
                self.write(&file, &edit(run));
                self.cargo(arguments, &name, incremental)
            });
            times.fold(f64::INFINITY, f64::min)
        };
        // Cargo builds again what was written again.
        let same = |_| source.clone();
        let check = least(&["check"], false, &same);
        let build = least(&["build"], false, &same);
        let release = least(&["build", "--release"], false, &same);
        let bytes = fs::metadata(self.program("release", &name)).unwrap().len();
        // The first run of the two is the one that fills the cache.
        least(&["check"], true, &same);
        let top = least(&["check"], true, &|run| source.replacen("0.5", &format!("\n{run}.5"), 1));
        least(&["check"], true, &same);
        let bottom = least(&["check"], true, &|run| {
            let at = source.rfind("0.5").unwrap();
            format!("{}{run}.75{}", source.get(..at).unwrap(), source.get(at + 3..).unwrap())
        });
        Cost { check, build, release, top, bottom, bytes }
    }

    /// How long cargo and all that it starts are at work.
    fn cargo(&self, arguments: &[&str], package: &str, incremental: bool) -> f64 {
        let before = Clock::now();
        let output = Command::new(env!("CARGO"))
            .current_dir(&self.folder)
            .args(arguments)
            .args(["--quiet", "--offline", "-p", package])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" })
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        before.elapsed()
    }

    fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.folder.join("target").join(profile).join(name)
    }

    /// Starting the programs without tasks and with so many, in turn.
    fn starts(&self, count: usize) -> [Starts; 2] {
        let programs = [self.program("release", "warm"), self.program("release", &name(Kind::Tasks, count))];
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..STARTS {
            for (times, program) in times.iter_mut().zip(&programs) {
                times.push(start(program));
            }
        }
        times.map(Starts::of)
    }
}

/// How long a program takes from its start to its end, in seconds.
struct Starts {
    median: f64,
    least: f64,
}

impl Starts {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self { median: *times.get(times.len() / 2).unwrap(), least: *times.first().unwrap() }
    }
}

fn start(program: &Path) -> f64 {
    let before = Instant::now();
    let status = Command::new(program).status().unwrap();
    assert!(status.success(), "{}", program.display());
    before.elapsed().as_secs_f64()
}

/// The processor time of all children that have ended, where the system tells it; else the time of the clock.
enum Clock {
    Children(f64),
    Wall(Instant),
}

impl Clock {
    fn now() -> Self {
        children().map_or_else(|| Self::Wall(Instant::now()), Self::Children)
    }

    fn elapsed(&self) -> f64 {
        match self {
            Self::Children(before) => children().unwrap_or(*before) - before,
            Self::Wall(before) => before.elapsed().as_secs_f64(),
        }
    }
}

/// Linux tells it in hundredths of seconds: of user and system, the fourteenth and fifteenth word after the name.
fn children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let mut words = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(13);
    let mut seconds = || words.next()?.parse::<f64>().ok().map(|ticks| ticks / 100.0);
    Some(seconds()? + seconds()?)
}

fn name(kind: Kind, count: usize) -> String {
    format!("{kind:?}-{count}").to_lowercase()
}

fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nflyte-task = {{ path = '{}', \
         default-features = false }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n",
        workspace_root().join("flyte-task").display()
    )
}

fn main_of(name: &str, kind: Kind) -> String {
    let krate = name.replace('-', "_");
    let body = match kind {
        Kind::Tasks => "    assert!(!flyte_task::task::tasks().is_empty());\n",
        Kind::Plain | Kind::Serde => "",
    };
    format!("//! A program of the bench.\nuse {krate} as _;\nfn main() {{\n{body}}}\n")
}

/// The source of a crate. The first `0.5` stands at its top, the last at its bottom.
fn source(kind: Kind, count: usize) -> String {
    let mut out = String::from("//! A crate of the bench.\n");
    match kind {
        Kind::Plain => {}
        Kind::Tasks => out.push_str("use flyte_task::prelude::*;\n"),
        Kind::Serde => out.push_str("use serde::{Deserialize, Serialize};\n"),
    }
    out.push_str("pub const TOP: f64 = 0.5;\n");
    if kind == Kind::Serde {
        for index in 0..count {
            let fields = "    pub a: i64,\n    pub b: f64,\n    pub c: String,\n    pub d: Vec<i64>,\n    pub e: Option<bool>,\n";
            write!(
                out,
                "/// A struct.\n#[derive(Serialize, Deserialize)]\npub struct Struct{index} {{\n{fields}}}\n"
            )
            .unwrap();
        }
    } else {
        let is_task = kind == Kind::Tasks;
        let derive = if is_task { "#[derive(FlyteType)]\n" } else { "" };
        for index in 0..TYPES {
            write!(
                out,
                "/// A struct.\n{derive}pub struct Struct{index} {{\n    /// One field.\n    pub a: i64,\n    pub b: f64,\n    \
                 pub c: String,\n    pub d: Vec<i64>,\n    pub e: Option<bool>,\n}}\n\
                 /// An enum.\n{derive}pub enum Enum{index} {{\n    One,\n    Two,\n    Three,\n}}\n"
            )
            .unwrap();
        }
        for index in 0..count {
            let of = index % TYPES;
            let (attribute, doc) =
                if is_task { ("#[task(retries = 3, cache)]\n", true) } else { ("", false) };
            let docs = |text: &str| if doc { format!("/// {text}\n    ") } else { String::new() };
            write!(
                out,
                "/// The task number {index}.\n///\n/// It has five inputs, and says of each what it is.\n///\n\
                 /// # Returns\n/// A number.\n{attribute}pub fn task_{index}(\n    {}a: i64,\n    {}b: f64,\n    {}c: String,\n    \
                 {}d: Struct{of},\n    {}e: Vec<Enum{of}>,\n) -> f64 {{\n    \
                 (a + d.a) as f64 + b * 0.5 + (c.len() + e.len()) as f64\n}}\n",
                docs("The number of rounds."),
                docs("The weight of each."),
                docs("A name for people."),
                docs("Where it starts."),
                docs("Which ones are taken."),
            )
            .unwrap();
        }
    }
    out.push_str("pub const BOTTOM: f64 = 0.5;\n");
    out
}
