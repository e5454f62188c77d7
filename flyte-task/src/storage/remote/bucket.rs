//! One bucket or container, with and without credentials.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use object_store::{Attributes, ObjectStore};

use super::cause::TransferError;
use super::runtime;
use crate::storage::error::StorageError;

pub(super) type Store = Arc<dyn ObjectStore>;

/// Makes the same store without credentials.
pub(super) type MakeAnonymous = Box<dyn Fn() -> object_store::Result<Store> + Send + Sync>;

/// What credentials were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Credentials {
    /// Somebody gave them.
    Given,
    /// The machine may have some: there is a service to ask.
    OfMachine,
    /// There are none, so requests go unsigned.
    None,
}

pub(super) struct Bucket {
    /// Scheme and name, which the URIs of all its objects begin with.
    pub(super) base: String,
    /// Where it is reached, if not at the cloud itself.
    pub(super) endpoint: Option<String>,
    pub(super) store: Store,
    pub(super) credentials: Credentials,
    pub(super) make_anonymous: Option<MakeAnonymous>,
    /// What is noted on all objects.
    pub(super) attributes: Attributes,
    pub(super) part_size: usize,
    /// A web server: nothing can be listed or written, and pieces cannot be counted on.
    pub(super) is_web: bool,
    /// What must not appear in any text.
    pub(super) secrets: Vec<String>,
    pub(super) anonymous: OnceLock<Option<Store>>,
    /// Reading without credentials did what reading with them did not.
    pub(super) reads_anonymously: AtomicBool,
}

impl Bucket {
    /// Runs a request that only reads: where credentials do not help, once more without.
    pub(super) fn read<T, F, Fut>(&self, request: F) -> Result<T, TransferError>
    where
        T: Send + 'static,
        F: Fn(Store) -> Fut,
        Fut: Future<Output = object_store::Result<T>> + Send + 'static,
    {
        let known_public = self.reads_anonymously.load(Ordering::Relaxed);
        if let Some(anonymous) = self.anonymous().filter(|_| known_public) {
            // Not all of a bucket need be public, so a failure here says nothing yet.
            if let Ok(result) = run(request(anonymous))? {
                return Ok(result);
            }
        }
        let error = match run(request(Arc::clone(&self.store)))? {
            Ok(result) => return Ok(result),
            Err(error) => error,
        };
        let denied = matches!(
            error,
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }
        );
        // A machine that has no role after all fails in ways of its own.
        let without = self.credentials == Credentials::OfMachine
            && !matches!(error, object_store::Error::NotFound { .. });
        if !known_public
            && (denied || without)
            && let Some(anonymous) = self.anonymous()
            && let Ok(result) = run(request(anonymous))?
        {
            self.reads_anonymously.store(true, Ordering::Relaxed);
            return Ok(result);
        }
        Err(TransferError::Store(error))
    }

    /// Runs a request that changes something.
    pub(super) fn change<T, F, Fut>(&self, request: F) -> Result<T, TransferError>
    where
        T: Send + 'static,
        F: FnOnce(Store) -> Fut,
        Fut: Future<Output = object_store::Result<T>> + Send + 'static,
    {
        run(request(Arc::clone(&self.store)))?.map_err(TransferError::Store)
    }

    /// What to tell of an error here.
    pub(super) fn told(&self, verb: &str, uri: &str, error: &TransferError) -> StorageError {
        let unsigned = (self.credentials == Credentials::None && !self.is_web)
            .then_some("no credentials were found, so the request was not signed");
        let at = self.endpoint.as_ref().map(|endpoint| format!("at {endpoint}"));
        let hint = [at.as_deref(), unsigned].into_iter().flatten().collect::<Vec<_>>().join("; ");
        error.told(verb, uri, &self.secrets, Some(hint.as_str()).filter(|hint| !hint.is_empty()))
    }

    fn anonymous(&self) -> Option<Store> {
        let make = self.make_anonymous.as_ref()?;
        // That it cannot be made is no news: the store with credentials was made of the same settings.
        self.anonymous.get_or_init(|| make().ok()).clone()
    }
}

fn run<T: Send + 'static>(
    request: impl Future<Output = object_store::Result<T>> + Send + 'static,
) -> Result<object_store::Result<T>, TransferError> {
    runtime::run(request).map_err(TransferError::Io)
}
