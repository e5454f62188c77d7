//! Processes killed at random moments: what they write is the old or the new, and whole.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;
use flyte_task_tests::place::{Place, files_below};
use flyte_task_tests::random::Random;

use crate::{Home, Ran};

const SEED: u64 = 20_260_101;
const RUNS: i64 = 100;

/// Runs the command and kills it after a random part of the time that a whole run takes; returns whether it was
/// killed before its end.
fn killed(mut command: Command, whole: Duration, random: &mut Random) -> bool {
    let mut child = command.spawn().unwrap();
    let micros = usize::try_from(whole.as_micros()).unwrap();
    sleep(Duration::from_micros(random.below(micros) as u64));
    // It may have ended meanwhile, which is another random moment.
    let _ = child.kill();
    child.wait().unwrap().code().is_none()
}

fn whole_run(command: Command) -> Duration {
    let begun = Instant::now();
    let ran = Ran::of(command);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    begun.elapsed() * 5 / 4
}

/// The one number that all of these are.
fn only(numbers: &[i64]) -> i64 {
    assert_eq!(numbers.len(), 20_000);
    assert!(numbers.iter().all(|number| *number == numbers[0]), "a mixture");
    numbers[0]
}

#[test]
fn a_container_killed_at_any_moment_leaves_the_old_or_the_new_outputs() {
    println!("seed {SEED}");
    let (home, place, mut random) = (Home::new(), Place::new().unwrap(), Random::seeded(SEED));
    let execute = |number: i64| {
        let inputs: LiteralMap = [("number", Literal::integer(number))].into_iter().collect();
        fs::write(place.inputs(), inputs.encode_to_vec()).unwrap();
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        home.command(&[
            "execute",
            "--inputs",
            &path(&place.inputs()),
            "--output-prefix",
            &path(&place.output_prefix()),
            "--raw-output-data-prefix",
            &path(&place.raw_output_prefix()),
            "--",
            "task-module",
            "local_tasks",
            "task-name",
            "fill",
        ])
    };
    let whole = whole_run(execute(0));
    let (mut outputs, mut raw, mut kills) = (0, 0, 0);
    for number in 1..=RUNS {
        kills += i32::from(killed(execute(number), whole, &mut random));
        let written = LiteralMap::decode(fs::read(place.outputs()).unwrap().as_slice()).unwrap();
        let numbers: Vec<i64> = flyte_task::types::from_literal(
            &written.literals["o0"].encode_to_vec(),
            &flyte_task::storage::Storage::new(),
        )
        .unwrap();
        let found = only(&numbers);
        assert!(found == outputs || found == number, "{found} after {outputs} and {number}");
        outputs = found;
        let filled = fs::read(place.raw_output_prefix().join("filled")).unwrap();
        let numbers: Vec<i64> =
            filled.chunks(8).map(|bytes| i64::from_le_bytes(bytes.try_into().unwrap())).collect();
        let found = only(&numbers);
        assert!(found == raw || found == number, "{found} after {raw} and {number}");
        raw = found;
        // Raw outputs are there before outputs point to them.
        assert!(raw >= outputs, "{raw} {outputs}");
    }
    println!("{kills} of {RUNS} runs were killed before their end");
    // What a killed process has begun to write is told from everything else by its name.
    for prefix in [place.output_prefix(), place.raw_output_prefix()] {
        for name in files_below(&prefix).unwrap().keys() {
            let is_begun = name.starts_with('.') && name.ends_with(".tmp");
            assert!(is_begun || ["outputs.pb", "filled"].contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn a_local_run_killed_at_any_moment_leaves_the_old_or_the_new_result() {
    println!("seed {SEED}");
    let (home, mut random) = (Home::new(), Random::seeded(SEED));
    let run = |number: i64| {
        let mut command = home.command(&["run", "fill", "--number", &number.to_string()]);
        command.env("FLYTE_LOCAL_CACHE_OVERWRITE", "true");
        command
    };
    let whole = whole_run(run(0));
    let (mut result, mut kills) = (0, 0);
    for number in 1..=RUNS {
        kills += i32::from(killed(run(number), whole, &mut random));
        // Whatever number is asked for, the cache is to answer with the one that it has.
        let ran = home.run(&["run", "fill", "--number", "-1"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(ran.was_cached() && !ran.notes.contains("damaged"), "{}", ran.notes);
        let found = only(&serde_json::from_str::<Vec<i64>>(&ran.answer).unwrap());
        assert!(found == result || found == number, "{found} after {result} and {number}");
        result = found;
    }
    println!("{kills} of {RUNS} runs were killed before their end");
    assert_eq!(home.results().len(), 1);
}
