//! The build against the lock, task by task and variable by variable.

use std::collections::{BTreeMap, BTreeSet};

use flyte_idl::core::literal_type::Type;
use flyte_idl::core::{LiteralType, SimpleType};

use super::change::{Change, Effect, Fit, Kind};
use super::lock::{Lock, LockedTask};
use crate::types::castable;

/// All that differs, in the order of the tasks' names.
pub(super) fn compare(locked: &Lock, current: &Lock) -> Vec<Change> {
    let names: BTreeSet<&String> = locked.tasks.keys().chain(current.tasks.keys()).collect();
    let mut changes = Vec::new();
    for name in names {
        let found = match (locked.tasks.get(name), current.tasks.get(name)) {
            (Some(was), Some(is)) => of_task(was, is),
            (None, _) => vec![(Effect::Fits, Kind::TaskAdded)],
            (_, None) => vec![(Effect::Breaks, Kind::TaskRemoved)],
        };
        changes.extend(found.into_iter().map(|(effect, kind)| Change { task: name.clone(), effect, kind }));
    }
    changes
}

fn of_task(was: &LockedTask, is: &LockedTask) -> Vec<(Effect, Kind)> {
    let mut changes = Vec::new();
    variables(&was.inputs, &is.inputs, |name, pair| {
        let name = name.to_owned();
        changes.push(match pair {
            Pair::Added(is) if may_be_left_out(is) => {
                (Effect::Fits, Kind::InputAdded { name, is: is.clone() })
            }
            Pair::Added(is) => (Effect::Breaks, Kind::InputAdded { name, is: is.clone() }),
            Pair::Removed(was) => (Effect::Breaks, Kind::InputRemoved { name, was: was.clone() }),
            Pair::Changed(was, is, fit) => {
                // Values flow from callers of old into the new input.
                let fits = matches!(fit, Fit::Alike | Fit::Widened);
                (effect(fits), Kind::InputChanged { name, was: was.clone(), is: is.clone(), fit })
            }
        });
    });
    variables(&was.outputs, &is.outputs, |name, pair| {
        let name = name.to_owned();
        changes.push(match pair {
            Pair::Added(is) => (Effect::Fits, Kind::OutputAdded { name, is: is.clone() }),
            Pair::Removed(was) => (Effect::Breaks, Kind::OutputRemoved { name, was: was.clone() }),
            Pair::Changed(was, is, fit) => {
                // Values flow from the new output to readers of old.
                let fits = matches!(fit, Fit::Alike | Fit::Narrowed);
                (effect(fits), Kind::OutputChanged { name, was: was.clone(), is: is.clone(), fit })
            }
        });
    });
    if was.cache_version != is.cache_version {
        let (was, is) = (was.cache_version.clone(), is.cache_version.clone());
        changes.push((Effect::Note, Kind::CacheVersion { was, is }));
    }
    changes
}

enum Pair<'a> {
    Added(&'a LiteralType),
    Removed(&'a LiteralType),
    Changed(&'a LiteralType, &'a LiteralType, Fit),
}

fn variables(
    was: &BTreeMap<String, LiteralType>,
    is: &BTreeMap<String, LiteralType>,
    mut changed: impl FnMut(&str, Pair<'_>),
) {
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for name in names {
        match (was.get(name), is.get(name)) {
            (Some(was), Some(is)) if was != is => {
                changed(name, Pair::Changed(was, is, fit(was, is)));
            }
            (None, Some(is)) => changed(name, Pair::Added(is)),
            (Some(was), None) => changed(name, Pair::Removed(was)),
            _ => {}
        }
    }
}

fn fit(was: &LiteralType, is: &LiteralType) -> Fit {
    match (castable(was, is), castable(is, was)) {
        (true, true) => Fit::Alike,
        (true, false) => Fit::Widened,
        (false, true) => Fit::Narrowed,
        (false, false) => Fit::Replaced,
    }
}

fn effect(fits: bool) -> Effect {
    if fits { Effect::Fits } else { Effect::Breaks }
}

/// Flyte asks for every input of a task but those that may be none.
fn may_be_left_out(ty: &LiteralType) -> bool {
    let Some(Type::UnionType(union)) = &ty.r#type else { return false };
    let none = Type::Simple(SimpleType::None.into());
    union.variants.iter().any(|variant| variant.r#type.as_ref() == Some(&none))
}
