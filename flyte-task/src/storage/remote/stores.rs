//! The buckets that were reached so far.

use std::collections::HashMap;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use object_store::client::HttpClient;

use super::bucket::Bucket;
use super::object::ObjectPlace;
use super::service;
use crate::storage::address::{Object, Service};
use crate::storage::error::StorageError;
use crate::storage::settings::Settings;

/// Buckets by scheme and name, each made when first needed and kept with its connections and credentials.
#[derive(Default)]
pub(in crate::storage) struct Stores {
    settings: Settings,
    buckets: Mutex<HashMap<String, Arc<Bucket>>>,
    /// All web servers share their connections' pool.
    web: OnceLock<HttpClient>,
}

impl Stores {
    /// Stores that are set up by these variables instead of the environment's.
    pub(in crate::storage) fn with_variables(variables: HashMap<String, String>) -> Self {
        Self { settings: Settings::given(variables), ..Self::default() }
    }

    pub(in crate::storage) fn place(
        &self,
        uri: &str,
        object: &Object<'_>,
    ) -> Result<ObjectPlace, StorageError> {
        let settings = &self.settings;
        let failed = |error: object_store::Error| {
            super::cause::TransferError::Store(error).told("reach", uri, &service::secrets(settings), None)
        };
        if object.service == Service::Http {
            // Its path and query are not ours to take apart, so the address is the bucket.
            let bucket = service::web(uri, settings, &self.web).map_err(failed)?;
            return Ok(ObjectPlace::new(Arc::new(bucket), "", uri));
        }
        let base = format!("{}://{}", object.scheme, object.bucket);
        // A poisoned map is a whole map: it is only ever added to.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = if let Some(bucket) = buckets.get(&base) {
            Arc::clone(bucket)
        } else {
            let bucket = Arc::new(service::bucket(&base, object, settings).map_err(failed)?);
            buckets.insert(base, Arc::clone(&bucket));
            bucket
        };
        Ok(ObjectPlace::new(bucket, object.key, uri))
    }
}

// A feature only adds: with plain files alone a storage may pass through `catch_unwind`. It may with clients too, for a
// request that a panic cut off leaves its connection unused, and nothing else.
impl RefUnwindSafe for Stores {}
impl UnwindSafe for Stores {}

// Stores hold credentials.
impl fmt::Debug for Stores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stores {{ settings: {:?}, .. }}", self.settings)
    }
}
