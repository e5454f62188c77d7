//! Stands in for the services whose features are off; their addresses were refused before.

use object_store::Error;

use crate::storage::address::Object;
use crate::storage::remote::bucket::Bucket;
use crate::storage::settings::Settings;

pub(in crate::storage::remote) fn bucket(_: &str, _: &Object<'_>, _: &Settings) -> Result<Bucket, Error> {
    Err(off())
}

#[cfg(not(feature = "http"))]
pub(in crate::storage::remote) fn web(
    _: &str,
    _: &Settings,
    _: &std::sync::OnceLock<object_store::client::HttpClient>,
) -> Result<Bucket, Error> {
    Err(off())
}

fn off() -> Error {
    Error::NotSupported { source: "its feature is off in this build".into() }
}
