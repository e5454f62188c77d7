//! What it costs to bring values to the wire and back, beside a tree of messages and a plain copy, in one run.
//!
//! `cargo bench -p flyte-task-tests --bench codec` prints the ratios with the goals for them; nothing is asserted, since
//! times depend on the machine. All are times on a processor: where a machine does other things, too, the clock on the
//! wall is hard on what takes long and easy on what is done between two turns. `CODEC_ROUNDS` is the number of turns that all take (9); with `CODEC_PYTHON=1`
//! flytekit takes one, too, which needs minutes. Memory is counted by a process of its own, where counting cannot slow
//! anything that is timed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench stops where it cannot go on, and prints"
)]

mod cases;
mod clock;
mod tree;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use cases::{Goal, Goals, Visit};
use flyte_task::storage::Storage;
use flyte_task::types::{FlyteType, from_literal, to_literal};
use flyte_task_tests::python;
use serde_json::Value;
use tree::Tree;

fn main() {
    let memory = memory();
    let flytekit = std::env::var_os("CODEC_PYTHON").map(|_| flytekit()).unwrap_or_default();
    let rounds = std::env::var("CODEC_ROUNDS").map_or(9, |rounds| rounds.parse().unwrap());
    println!(
        "{:<38}{:>11}{:>11}{:>11}{:>9}{:>9}  {:<22}{:>9}  {:<12}flytekit",
        "", "ours", "tree", "copy", "x copy", "x tree", "goal", "memory", "goal"
    );
    cases::visit(&mut Times { rounds, memory, flytekit });
}

struct Times {
    rounds: usize,
    /// By case and direction: the peak of the heap.
    memory: BTreeMap<String, f64>,
    /// By case and direction: seconds.
    flytekit: BTreeMap<String, f64>,
}

impl Visit for Times {
    fn case<T: Tree + FlyteType + PartialEq + Clone>(&mut self, name: &'static str, value: &T, goals: Goals) {
        let storage = Storage::new();
        let bytes = to_literal(value).unwrap();
        assert!(from_literal::<T>(&bytes, &storage).unwrap() == *value, "{name}: another value came back");
        assert!(tree::decode::<T>(&bytes) == *value, "{name}: the tree holds another value");
        let [mut ours, mut theirs, mut copies] = [const { Vec::new() }; 3];
        let [mut ours_out, mut theirs_out] = [const { Vec::new() }; 2];
        for round in 0..=self.rounds {
            // All take turns, so that what else the machine does strikes all of them; the first turn warms up.
            let timed = |times: &mut Vec<Duration>, work: &mut dyn FnMut()| {
                let time = clock::timed(work);
                if round > 0 {
                    times.push(time);
                }
            };
            timed(&mut copies, &mut || drop(black_box(black_box(&bytes).clone())));
            timed(&mut ours, &mut || drop(black_box(from_literal::<T>(black_box(&bytes), &storage))));
            timed(&mut ours_out, &mut || drop(black_box(to_literal(black_box(value)))));
            timed(&mut theirs, &mut || drop(black_box(tree::decode::<T>(black_box(&bytes)))));
            timed(&mut theirs_out, &mut || drop(black_box(tree::encode(black_box(value)))));
        }
        let copy = fastest(copies);
        for (direction, ours, tree, goal, most) in [
            ("decode", fastest(ours), fastest(theirs), goals.decode, 1.1),
            ("encode", fastest(ours_out), fastest(theirs_out), goals.encode, goals.encode_memory),
        ] {
            let name = format!("{name}, {direction}");
            let (of_copy, of_tree) = (ours / copy, tree / ours);
            let (goal, met) = match goal {
                Goal::Copies(most) => (format!("at most {most} copies"), of_copy <= most),
                Goal::Tree(least) => (format!("{least}x the tree"), of_tree >= least),
                Goal::None => (String::new(), true),
            };
            let memory = self.memory.get(&name).copied().unwrap_or(f64::NAN);
            println!(
                "{name:<38}{}{}{}{of_copy:>9.2}{of_tree:>9.1}  {:<22}{memory:>9.2}  {:<12}{}",
                millis(ours),
                millis(tree),
                millis(copy),
                mark(goal, met),
                mark(format!("{most}"), memory <= most),
                self.flytekit.get(&name).map(|time| format!("{:.0}x", time / ours)).unwrap_or_default(),
            );
        }
    }
}

/// A goal, with a word where it is missed.
fn mark(goal: String, met: bool) -> String {
    if met { goal } else { format!("{goal} MISSED") }
}

fn millis(seconds: f64) -> String {
    format!("{:>8.2} ms", seconds * 1000.0)
}

/// The fastest turn tells most about the work itself, since what else the machine does empties its caches.
fn fastest(times: Vec<Duration>) -> f64 {
    times.into_iter().min().unwrap().as_secs_f64()
}

/// What the process that counts says.
fn memory() -> BTreeMap<String, f64> {
    numbers(&mut Command::new(env!("CARGO_BIN_EXE_codec-memory")))
}

/// What flytekit takes for values of the same kinds and sizes.
fn flytekit() -> BTreeMap<String, f64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/codec.py");
    numbers(Command::new(python::venv_python()).args(["-I", "-B"]).arg(script))
}

/// The object of numbers that a program prints.
fn numbers(command: &mut Command) -> BTreeMap<String, f64> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed: BTreeMap<String, Value> = serde_json::from_slice(&output.stdout).unwrap();
    printed.into_iter().map(|(name, number)| (name, number.as_f64().unwrap())).collect()
}
