//! Transfers under way at once, as many as memory and servers bear.

use std::future::Future;
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};

use tokio::task::AbortHandle;

use super::runtime;

/// Runs transfers beside each other, up to a number of bytes and of requests, and hands out what they come to.
///
/// Dropping it stops what is under way.
pub(super) struct Window<T> {
    most_bytes: u64,
    most_transfers: usize,
    bytes: u64,
    transfers: usize,
    sender: Sender<Done<T>>,
    receiver: Receiver<Done<T>>,
    tasks: Vec<AbortHandle>,
}

struct Done<T> {
    bytes: u64,
    /// None if the transfer was stopped or broke off.
    result: Option<T>,
}

/// Reports the end of a transfer, also of one that never comes to a result.
struct Report<T> {
    sender: Sender<Done<T>>,
    bytes: u64,
    result: Option<T>,
}

impl<T: Send + 'static> Window<T> {
    pub(super) fn new(most_bytes: u64, most_transfers: usize) -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { most_bytes, most_transfers, bytes: 0, transfers: 0, sender, receiver, tasks: Vec::new() }
    }

    /// Whether a transfer of so many bytes may start now; alone, one of any size may.
    pub(super) fn has_room(&self, bytes: u64) -> bool {
        self.transfers == 0
            || (self.transfers < self.most_transfers && self.bytes.saturating_add(bytes) <= self.most_bytes)
    }

    /// Starts a transfer that holds so many bytes in memory until [`next`](Self::next) has handed it out.
    pub(super) fn start(
        &mut self,
        bytes: u64,
        transfer: impl Future<Output = T> + Send + 'static,
    ) -> io::Result<()> {
        let report = Report { sender: self.sender.clone(), bytes, result: None };
        // The results come by the window's own channel; this one is not needed.
        let (_, task) = runtime::start(async move { report.end(transfer.await) })?;
        self.bytes += bytes;
        self.transfers += 1;
        if self.tasks.len() >= 2 * self.most_transfers {
            self.tasks.retain(|task| !task.is_finished());
        }
        self.tasks.push(task);
        Ok(())
    }

    /// Waits for the next transfer to end, in whatever order they do; none if none is under way.
    pub(super) fn next(&mut self) -> Option<io::Result<T>> {
        if self.transfers == 0 {
            return None;
        }
        // The window holds a sender itself, so the channel cannot close.
        let done = self.receiver.recv().ok()?;
        self.transfers -= 1;
        self.bytes -= done.bytes;
        Some(done.result.ok_or_else(runtime::given_up))
    }
}

impl<T> Drop for Window<T> {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl<T> Report<T> {
    fn end(mut self, result: T) {
        self.result = Some(result);
    }
}

impl<T> Drop for Report<T> {
    fn drop(&mut self) {
        // The window is gone: nobody counts any more.
        let _ = self.sender.send(Done { bytes: self.bytes, result: self.result.take() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future;

    #[test]
    fn room_is_bounded_by_bytes_and_by_number() {
        let mut window = Window::new(10, 2);
        assert!(window.has_room(100), "alone, anything may pass");
        window.start(6, async { 1 }).unwrap();
        assert!(!window.has_room(5));
        assert!(window.has_room(4));
        window.start(4, async { 2 }).unwrap();
        assert!(!window.has_room(0));
        let mut results: Vec<_> = std::iter::from_fn(|| window.next()).map(Result::unwrap).collect();
        results.sort_unstable();
        assert_eq!(results, [1, 2]);
        assert!(window.has_room(10));
    }

    #[test]
    fn dropping_stops_what_is_under_way() {
        struct Ended(mpsc::Sender<()>);
        impl Drop for Ended {
            fn drop(&mut self) {
                self.0.send(()).unwrap();
            }
        }
        let (sender, receiver) = mpsc::channel();
        let ended = Ended(sender);
        let mut window = Window::new(10, 2);
        let endless = async move {
            future::pending::<()>().await;
            drop(ended);
        };
        window.start(1, endless).unwrap();
        drop(window);
        receiver.recv().unwrap();
    }
}
