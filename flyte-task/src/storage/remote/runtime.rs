//! The thread that all transfers run on.

use std::future::{self, Future};
use std::io;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::task::AbortHandle;

/// Runs the future on the transfers' thread and waits for it.
///
/// The wait is one of the standard library's, not of an async runtime: callers may be inside a task of some runtime,
/// where tokio refuses to block.
pub(super) fn run<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> io::Result<T> {
    start(future)?.0.recv().map_err(|_| given_up())
}

/// Starts the future on the transfers' thread; what it comes to can be received.
pub(super) fn start<T: Send + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> io::Result<(Receiver<T>, AbortHandle)> {
    let (sender, receiver) = mpsc::channel();
    let task = handle()?.spawn(async move {
        // Nobody waits any more: the result is of no use.
        let _ = sender.send(future.await);
    });
    Ok((receiver, task.abort_handle()))
}

/// Runs what blocks, from within a transfer and beside the others.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(given_up()))
}

/// What a transfer that ended without a result ended by: a panic below us.
pub(super) fn given_up() -> io::Error {
    io::Error::other("the transfer broke off by a defect, not by the network")
}

/// One thread serves all transfers of the process: what they wait for is the network.
fn handle() -> io::Result<&'static Handle> {
    static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();
    RUNTIME
        .get_or_init(|| begin().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| io::Error::other(format!("the thread for transfers could not be started: {error}")))
}

fn begin() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        // They look up names and write small files; made as needed, gone when idle.
        .max_blocking_threads(8)
        .thread_name("flyte-transfer-helper")
        .build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("flyte-transfer".to_owned())
        .spawn(move || runtime.block_on(future::pending::<()>()))?;
    Ok(handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_works_inside_a_runtime() {
        let outer = Builder::new_current_thread().build().unwrap();
        assert_eq!(outer.block_on(async { run(async { 7 }).unwrap() }), 7);
    }

    #[test]
    fn a_panic_in_a_transfer_is_an_error_of_the_call() {
        let broken = run(async { assert!(std::env::args().count() == 0, "not now") });
        assert!(broken.unwrap_err().to_string().contains("defect"));
        assert_eq!(run(async { 8 }).unwrap(), 8);
    }
}
