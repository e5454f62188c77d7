//! One local cache for many processes at once.

use std::collections::BTreeMap;
use std::process::Child;

use flyte_task_tests::place::files_below;

use crate::{Home, Ran};

/// Starts all of them, and only then waits for the first one.
fn together(mut start: impl FnMut(usize) -> Child, count: usize) -> Vec<Ran> {
    let children: Vec<Child> = (0..count).map(&mut start).collect();
    let ended = children.into_iter().map(|child| {
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code(),
            answer: String::from_utf8(output.stdout).unwrap().trim_end().to_owned(),
            notes: String::from_utf8(output.stderr).unwrap(),
        }
    });
    ended.collect()
}

#[test]
fn two_hundred_processes_lose_and_damage_nothing() {
    const PROCESSES: usize = 200;
    const RESULTS: usize = 20;
    let home = Home::new();
    let x = |process: usize| (process % RESULTS).to_string();
    let ran =
        together(|process| home.command(&["run", "square", "--x", &x(process)]).spawn().unwrap(), PROCESSES);
    for (process, ran) in ran.iter().enumerate() {
        let square = (process % RESULTS).pow(2).to_string();
        assert_eq!((ran.code, ran.answer.as_str()), (Some(0), square.as_str()), "{ran:?}");
        assert!(ran.notes.is_empty() || ran.was_cached(), "nothing else is complained about: {ran:?}");
    }
    let (runs, cached) = (home.runs().len(), ran.iter().filter(|ran| ran.was_cached()).count());
    assert_eq!(runs + cached, PROCESSES);
    // Nothing beside the results, each of them there and right.
    assert_eq!(files_below(&home.cache()).unwrap().len(), RESULTS);
    for number in 0..RESULTS {
        let ran = home.run(&["run", "square", "--x", &number.to_string()]);
        assert!(ran.was_cached(), "{ran:?}");
        assert_eq!(ran.answer, number.pow(2).to_string());
    }
}

#[test]
fn serialized_tasks_wait_for_the_first_result() {
    let home = Home::new();
    let ran = together(
        |process| home.command(&["run", "one_by_one", "--x", ["1", "2"][process % 2]]).spawn().unwrap(),
        12,
    );
    let mut answers = BTreeMap::new();
    for ran in &ran {
        *answers.entry(ran.answer.as_str()).or_insert(0) += 1;
    }
    assert_eq!(answers, BTreeMap::from([("1", 6), ("2", 6)]), "{ran:?}");
    assert_eq!(home.runs().len(), 2, "one run for each of the two inputs");
    assert_eq!(ran.iter().filter(|ran| ran.was_cached()).count(), 10);
}

#[test]
fn clearing_while_others_run_harms_nobody() {
    let home = Home::new();
    let ran = together(
        |process| {
            let (x, name) = (process.to_string(), process % 4 == 0);
            let words: &[&str] = if name { &["local-cache", "clear"] } else { &["run", "square", "--x", &x] };
            home.command(words).spawn().unwrap()
        },
        80,
    );
    for (process, ran) in ran.iter().enumerate().filter(|(process, _)| process % 4 != 0) {
        let answer = process.pow(2).to_string();
        assert_eq!((ran.code, ran.answer.as_str()), (Some(0), answer.as_str()), "{ran:?}");
        assert!(ran.notes.is_empty() || ran.was_cached(), "its result was kept: {ran:?}");
    }
    assert!(ran.iter().step_by(4).all(|ran| ran.code == Some(0)), "{ran:?}");
}
