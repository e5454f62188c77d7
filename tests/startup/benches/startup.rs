//! What a container's process costs: `execute` on a local inputs file, whole processes from start to end.
//!
//! `cargo bench -p flyte-task-startup` runs it beside a program that does the same by hand with Flyte's messages, and
//! beside `pyflyte-execute`; all take turns, so that what else the machine does strikes all of them. Ratios are what
//! counts. `STARTUP_ROUNDS` is the number of turns (200), `STARTUP_PYTHON_ROUNDS` that of Python (5; 0 leaves it out).

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench stops where it cannot go on, and prints"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task::storage::Storage;
use tempfile::TempDir;

// The crate of the tests would bring its features to the programs that are measured.
#[expect(
    unreachable_pub,
    unused_imports,
    reason = "it is a module of that crate's, with its tests, which are not built here"
)]
#[path = "../../src/python.rs"]
mod python;

/// A program that can run the tasks.
#[derive(Clone, Copy, PartialEq)]
enum Program {
    Bare,
    Ours,
    Flytekit,
}

/// What one kind of process took, round by round.
struct Costs {
    program: Program,
    task: &'static str,
    times: Vec<Duration>,
    peaks: Vec<i64>,
}

/// What a run is given.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(inputs: &[u8]) -> Self {
        let place = Self { folder: TempDir::new().unwrap() };
        fs::write(place.at("inputs.pb"), inputs).unwrap();
        for folder in ["out", "raw"] {
            fs::create_dir(place.at(folder)).unwrap();
        }
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The tasks that are timed, each with the one that tells the memory of the same kind.
const SUM: (&str, &str) = ("sum", "peak");
const LATER: (&str, &str) = ("sum_later", "peak_later");

fn main() {
    let rounds = number("STARTUP_ROUNDS", 200);
    let python_rounds = number("STARTUP_PYTHON_ROUNDS", 5);
    let numbers: LiteralMap = [("a", Literal::integer(1)), ("b", Literal::integer(2))].into_iter().collect();
    let sums = Place::new(&numbers.encode_to_vec());
    let nothing = Place::new(&[]);
    let mut all = [
        (Program::Bare, SUM, rounds),
        (Program::Ours, SUM, rounds),
        (Program::Ours, LATER, rounds),
        (Program::Flytekit, SUM, python_rounds),
    ]
    .map(|(program, (task, peak), rounds)| {
        let costs = Costs { program, task, times: Vec::new(), peaks: Vec::new() };
        (costs, peak, rounds)
    });
    for round in 0..rounds.max(python_rounds) {
        for (costs, peak, rounds) in &mut all {
            if round < *rounds {
                let (time, sum) = run(costs.program, costs.task, &sums);
                assert_eq!(sum, 3);
                costs.times.push(time);
                // Memory hardly differs from run to run.
                if round < 10 {
                    costs.peaks.push(run(costs.program, peak, &nothing).1);
                }
            }
        }
    }
    print(&all.map(|(costs, _, _)| costs));
}

/// Runs a task in a process of its own, and returns how long that took and its output.
fn run(program: Program, task: &str, place: &Place) -> (Duration, i64) {
    let mut command = match program {
        Program::Bare => {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bare-prost"));
            command.args([Path::new(task), &place.at("inputs.pb"), &place.at("out")]);
            command
        }
        Program::Ours => {
            execute(Path::new(env!("CARGO_BIN_EXE_startup-tasks")), "startup_tasks", task, place)
        }
        Program::Flytekit => flytekit(task, place),
    };
    let _ = fs::remove_file(place.at("out/outputs.pb"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let begun = Instant::now();
    let status = command.status().unwrap();
    let time = begun.elapsed();
    assert!(status.success(), "{command:?} ended with {status}");
    let bytes = fs::read(place.at("out/outputs.pb")).unwrap_or_else(|_| {
        panic!(
            "{command:?} left no outputs: {}",
            String::from_utf8_lossy(&fs::read(place.at("out/error.pb")).unwrap())
        )
    });
    let outputs = LiteralMap::decode(bytes.as_slice()).unwrap();
    let output = outputs.literals["o0"].encode_to_vec();
    (time, flyte_task::types::from_literal(&output, &Storage::new()).unwrap())
}

fn execute(program: &Path, module: &str, task: &str, place: &Place) -> Command {
    let mut command = Command::new(program);
    if module == "startup_tasks" {
        command.arg("execute");
    }
    command.arg("--inputs").arg(place.at("inputs.pb")).arg("--output-prefix").arg(place.at("out"));
    command.arg("--raw-output-data-prefix").arg(place.at("raw"));
    if module == "startup" {
        command.args(["--resolver", "flytekit.core.python_auto_container.default_task_resolver"]);
    }
    command.args(["--", "task-module", module, "task-name", task]);
    command
}

fn flytekit(task: &str, place: &Place) -> Command {
    let program: PathBuf = python::venv_python().with_file_name("pyflyte-execute");
    let mut command = execute(&program, "startup", task, place);
    let tasks = python::workspace_root().join("tests/python");
    // The compiled script would land in the source folder.
    command.env("PYTHONPATH", tasks).env("PYTHONDONTWRITEBYTECODE", "1").stderr(Stdio::null());
    command
}

fn number(name: &str, otherwise: usize) -> usize {
    env::var(name).map_or(otherwise, |value| value.parse().unwrap())
}

fn print(all: &[Costs]) {
    let bare = all.iter().find(|costs| costs.program == Program::Bare).unwrap();
    println!(
        "{:<24}{:>10}{:>9}{:>11}{:>9}  {:<16}{:>11}{:>9}  goal",
        "", "median", "x bare", "fastest", "x bare", "goal", "peak", "x bare"
    );
    for costs in all.iter().filter(|costs| !costs.times.is_empty()) {
        let (name, time_goal, memory_goal) = match costs.program {
            Program::Bare => ("bare prost", "", ""),
            Program::Ours => ("flyte-task", "at most 1.5x", "at most 2x"),
            Program::Flytekit => ("flytekit", "", ""),
        };
        let [median, fastest] = [median(&costs.times), fastest(costs)];
        println!(
            "{:<24}{:>7.2} ms{:>9.2}{:>8.2} ms{:>9.2}  {time_goal:<16}{:>7} KiB{:>9.2}  {memory_goal}",
            format!("{name}, {}", costs.task),
            millis(median),
            millis(median) / millis(self::median(&bare.times)),
            millis(fastest),
            // On a machine that does other things, too, this tells more than the median.
            millis(fastest) / millis(self::fastest(bare)),
            self::median(&costs.peaks),
            ratio_of(self::median(&costs.peaks), self::median(&bare.peaks)),
        );
    }
    let flytekit = |costs: &&Costs| costs.program == Program::Flytekit && !costs.times.is_empty();
    if let Some(theirs) = all.iter().find(flytekit) {
        for ours in all.iter().filter(|costs| costs.program == Program::Ours) {
            let ratio = millis(fastest(theirs)) / millis(fastest(ours));
            println!("{} is {ratio:.0}x faster than flytekit (goal 500x)", ours.task);
        }
    }
}

fn fastest(costs: &Costs) -> Duration {
    costs.times.iter().copied().min().unwrap()
}

fn median<T: Ord + Copy>(values: &[T]) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "KiB of a process are far below what a float tells exactly")]
fn ratio_of(one: i64, other: i64) -> f64 {
    one as f64 / other as f64
}
