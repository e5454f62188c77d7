//! Tasks that run in place of others, on the thread of a test.

#[cfg(feature = "testing")]
use std::cell::RefCell;

use super::{Task, TaskRef};

#[cfg(feature = "testing")]
thread_local! {
    /// Those of this thread; of several for one task the last one counts.
    static STAND_INS: RefCell<Vec<TaskRef>> = const { RefCell::new(Vec::new()) };
}

/// What runs in place of a task; nothing outside of tests.
pub(crate) fn stand_in(task: &dyn Task) -> Option<TaskRef> {
    #[cfg(feature = "testing")]
    {
        let name = task.name();
        STAND_INS.with_borrow(|known| known.iter().rev().find(|other| other.name() == name).cloned())
    }
    #[cfg(not(feature = "testing"))]
    {
        let _ = task;
        None
    }
}

/// Keeps a task in place of the one of its name, on this thread, until it is dropped.
#[cfg(feature = "testing")]
#[derive(Debug)]
pub(crate) struct StandIn(TaskRef);

#[cfg(feature = "testing")]
impl StandIn {
    pub(crate) fn new(task: TaskRef) -> Self {
        STAND_INS.with_borrow_mut(|known| known.push(task.clone()));
        Self(task)
    }
}

#[cfg(feature = "testing")]
impl Drop for StandIn {
    fn drop(&mut self) {
        STAND_INS.with_borrow_mut(|known| known.retain(|task| !std::sync::Arc::ptr_eq(task, &self.0)));
    }
}
