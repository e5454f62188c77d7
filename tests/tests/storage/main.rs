//! The storage floor on local files and on a real S3 server.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers stop a test where it cannot go on")]

mod conformance;
mod credentials;
mod datasets;
mod failures;
mod files;
mod sizes;

use std::sync::OnceLock;

use flyte_task::storage::Storage;
use flyte_task_tests::s3::{PRIVATE, S3Server};
use tempfile::TempDir;

pub(crate) const MIB: usize = 1024 * 1024;

/// Runs one check on both kinds of place.
pub(crate) fn everywhere(name: &str, check: impl Fn(&Storage, &str)) {
    let folder = TempDir::new().unwrap();
    check(&Storage::new(), &format!("file://{}/{name}", folder.path().display()));
    check(&owner(), &format!("s3://{PRIVATE}/{name}"));
}

pub(crate) fn server() -> &'static S3Server {
    static SERVER: OnceLock<S3Server> = OnceLock::new();
    SERVER.get_or_init(|| S3Server::start().unwrap())
}

pub(crate) fn owner() -> Storage {
    Storage::with_variables(server().variables())
}

/// Bytes that differ everywhere, so that no part can be swapped for another.
pub(crate) fn bytes(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(count + 8);
    while bytes.len() < count {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(count);
    bytes
}
