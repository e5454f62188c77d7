//! What finds a result again, and what becomes of damaged ones.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs, thread};

use flyte_idl::core::{Literal, LiteralMap};
use flyte_idl::prost::Message;

use super::entry::Entry;
use super::folder::{Cleared, Found, LocalCache};
use super::key::key;
use crate::context::ExecutionContext;
use crate::error::TaskError;
use crate::interface::{Arguments, BoxOutputs, Interface, VariableDescriptor};
use crate::kwtypes;
use crate::task::{Cache, Task, TaskMetadata};
use crate::types::to_literal;

#[derive(Debug)]
struct Probe {
    name: &'static str,
    cache: Cache,
    outputs: &'static [VariableDescriptor],
}

impl Probe {
    fn new(name: &'static str, version: &str) -> Self {
        let cache = Cache::version(version).unwrap().ignoring(["ignored"]);
        Self { name, cache, outputs: kwtypes! { o0: i64 } }
    }
}

impl Task for Probe {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn interface(&self) -> Interface {
        Interface::from_parts(Vec::new(), self.outputs.to_vec())
    }

    fn metadata(&self) -> TaskMetadata {
        TaskMetadata::default().with_cache(self.cache.clone())
    }

    fn execute(&self, _: &ExecutionContext, _: &mut Arguments<'_>) -> Result<BoxOutputs, TaskError> {
        Ok(Box::new(1i64))
    }
}

fn inputs(inputs: &[(&str, Literal)]) -> Vec<u8> {
    // Entry by entry, since a message's map would forget the order.
    let entries = inputs.iter().map(|(name, literal)| {
        let map: LiteralMap = [(*name, literal.clone())].into_iter().collect();
        map.encode_to_vec()
    });
    entries.collect::<Vec<_>>().concat()
}

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("flyte-task-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn what_counts_changes_the_key_and_nothing_else() {
    let one = || Literal::integer(1);
    let hashed = |value| Literal { hash: "h".to_owned(), ..Literal::integer(value) };
    let probe = Probe::new("a", "1");
    let first = key(&probe, &inputs(&[("x", one()), ("y", Literal::integer(2))])).unwrap();
    assert_eq!(first.len(), 64);
    let same = [
        inputs(&[("y", Literal::integer(2)), ("x", one())]),
        inputs(&[("x", one()), ("ignored", one()), ("y", Literal::integer(2))]),
    ];
    for inputs in same {
        assert_eq!(key(&probe, &inputs).unwrap(), first);
    }
    let others = [
        inputs(&[("x", one()), ("y", Literal::integer(3))]),
        inputs(&[("x", one())]),
        inputs(&[("x", one()), ("z", Literal::integer(2))]),
        inputs(&[("x", one()), ("y", hashed(2))]),
    ];
    for inputs in others {
        assert_ne!(key(&probe, &inputs).unwrap(), first);
    }
    let hash = |value| key(&probe, &inputs(&[("x", hashed(value))])).unwrap();
    assert_eq!(hash(1), hash(2));
    let of = |probe: &Probe| key(probe, &inputs(&[("x", one()), ("y", Literal::integer(2))])).unwrap();
    assert_ne!(of(&Probe::new("b", "1")), first);
    assert_ne!(of(&Probe::new("a", "2")), first);
    assert_ne!(of(&Probe { outputs: kwtypes! { o0: f64 }, ..Probe::new("a", "1") }), first);
    assert_eq!(of(&Probe::new("a", " 1 ")), first, "Flyte trims versions too");
}

#[test]
fn a_file_that_changed_is_another_input() {
    let folder = folder("local-cache-input");
    fs::create_dir_all(folder.join("below")).unwrap();
    let file = folder.join("below/data.csv");
    let probe = Probe::new("a", "1");
    let blob = |path: &std::path::Path| {
        use flyte_idl::core::{Blob, Scalar, literal, scalar};
        let blob = Blob { uri: path.to_str().unwrap().to_owned(), ..Blob::default() };
        let scalar = Scalar { value: Some(scalar::Value::Blob(blob)) };
        Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
    };
    let in_struct = || {
        let literal = to_literal(&serde_json::json!({ "path": file.to_str().unwrap() })).unwrap();
        Literal::decode(literal.as_slice()).unwrap()
    };
    let keys = || {
        [blob(&file), blob(&folder), in_struct()]
            .map(|literal| key(&probe, &inputs(&[("x", literal)])).unwrap())
    };
    fs::write(&file, "a").unwrap();
    let (first, again) = (keys(), keys());
    assert_eq!(first, again);
    fs::write(&file, "ab").unwrap();
    let changed = keys();
    for (first, changed) in first.iter().zip(&changed) {
        assert_ne!(first, changed);
    }
    let hashed = Literal { hash: "h".to_owned(), ..blob(&file) };
    let of_hash = key(&probe, &inputs(&[("x", hashed.clone())])).unwrap();
    fs::write(&file, "abc").unwrap();
    assert_eq!(key(&probe, &inputs(&[("x", hashed)])).unwrap(), of_hash, "the hash stands for it");
    fs::remove_dir_all(folder).unwrap();
}

const KEY: &str = "ab34567890123456789012345678901234567890123456789012345678901234";

fn kept(cache: &LocalCache, literals: &[(String, Vec<u8>)]) {
    Entry::write("a.task", "1", literals, |entry| cache.keep(KEY, entry)).unwrap().unwrap();
}

#[test]
fn any_damage_is_found_moved_aside_and_overcome() {
    let cache = LocalCache::at(folder("local-cache-damage"));
    assert!(matches!(cache.find(KEY), Found::Nothing));
    let literals = [("o0".to_owned(), to_literal(&vec![1i64, 2]).unwrap()), ("o1".to_owned(), vec![])];
    kept(&cache, &literals);
    let Found::Entry(entry) = cache.find(KEY) else { panic!("nothing found") };
    assert_eq!(entry.literals, literals);
    let path = cache.folder().join("ab").join(&KEY[2..]);
    let whole = fs::read(&path).unwrap();
    let aside = cache.folder().join("damaged").join(KEY);
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        for damaged in [flipped, whole[..at].to_vec()] {
            fs::write(&path, &damaged).unwrap();
            let Found::Damaged(what) = cache.find(KEY) else { panic!("taken with a wrong byte {at}") };
            assert!(what.contains("is damaged") && what.contains(aside.to_str().unwrap()), "{what}");
            assert_eq!(fs::read(&aside).unwrap(), damaged);
            assert!(matches!(cache.find(KEY), Found::Nothing));
        }
    }
    kept(&cache, &literals);
    assert!(matches!(cache.find(KEY), Found::Entry(_)));
    let Cleared { results, bytes } = cache.clear().unwrap();
    assert!(results == 1 && bytes > whole.len() as u64, "{results} {bytes}");
    assert!(!cache.folder().exists());
    assert_eq!(cache.clear().unwrap(), Cleared::default());
}

#[test]
fn outputs_that_point_to_a_file_live_as_long_as_it() {
    let cache = LocalCache::at(folder("local-cache-output"));
    let file = folder("local-cache-output-file");
    fs::write(&file, "x").unwrap();
    let value = serde_json::json!({ "path": format!("file://{}", file.display()), "other": "/not/there" });
    kept(&cache, &[("o0".to_owned(), to_literal(&value).unwrap())]);
    assert!(matches!(cache.find(KEY), Found::Entry(_)));
    fs::remove_file(file).unwrap();
    assert!(matches!(cache.find(KEY), Found::Nothing));
    cache.clear().unwrap();
}

#[test]
fn clearing_and_keeping_at_once_both_succeed() {
    // Fewer clearings than attempts to keep, so that no keeping can run out of them.
    const CLEARINGS: usize = 90;
    let cache = LocalCache::at(folder("local-cache-at-once"));
    let literals = [("o0".to_owned(), to_literal(&1i64).unwrap())];
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    kept(&cache, &literals);
                    drop(cache.turn(KEY, || ()).unwrap());
                }
            });
        }
        let clearings: Vec<_> = (0..CLEARINGS).map(|_| cache.clear()).collect();
        done.store(true, Ordering::Relaxed);
        for cleared in clearings {
            cleared.unwrap();
        }
    });
    cache.clear().unwrap();
    let (name, beside) = (cache.folder().file_name().unwrap(), fs::read_dir(env::temp_dir()).unwrap());
    let names = beside.map(|item| item.unwrap().file_name().into_string().unwrap());
    assert!(!names.into_iter().any(|other| other.starts_with(name.to_str().unwrap())), "nothing is left");
}
