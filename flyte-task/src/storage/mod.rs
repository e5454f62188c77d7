//! Where bytes live: files of this machine always, object stores behind features.

mod address;
mod copying;
mod entry;
mod error;
mod local;
mod place;
mod raw;
#[cfg(feature = "_object-stores")]
mod remote;
#[cfg(not(feature = "_object-stores"))]
#[path = "no_remote.rs"]
mod remote;
#[cfg(feature = "_object-stores")]
mod settings;
mod store;
mod tree;

pub use address::join;
pub(crate) use address::local_path;
pub use entry::Entry;
#[cfg(any(feature = "dataframe", feature = "ndarray"))]
pub(crate) use error::shown;
pub use error::{StorageError, StorageErrorKind};
pub(crate) use local::write as write_file;
pub use place::Reader;
pub use raw::RawOutputs;
pub use store::Storage;
pub(crate) use tree::TreeFile;
