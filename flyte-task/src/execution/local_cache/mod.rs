//! Results of earlier local runs, kept in files of the user's cache folder.

mod entry;
mod folder;
mod key;
#[cfg(test)]
mod local_cache_tests;
mod run;

pub use folder::{Cleared, LocalCache};
pub(crate) use run::{Lookup, cached};
